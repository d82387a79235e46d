import type { JsonObject } from '../core/json.ts';
import type { Lookup } from '../core/policy.ts';
import type { Resource } from '../core/resource.ts';
import type { Rule, RuleSubject } from '../core/rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { podMakers } from './_related-subjects.ts';
import { moved } from './_related-examples.ts';
import { resources } from './_subjects.ts';

/** Objects of one kind of the core group. */
export function only(kind: string, resource: string): RuleSubject {
  return { resources: [resources('', 'v1', [resource])], variables: [], roots: { [kind]: '' } };
}

/** What names an object of a kind, within its namespace: whatever makes pods, and some kinds more. */
export function usersOf(kind: string, ...others: readonly string[]): Readonly<Record<string, Lookup>> {
  return {
    users: {
      kinds: [...podMakers, ...others],
      within: 'namespace',
      by: 'references',
      key: `object.metadata.?name.optMap(n, '${kind}/' + n)`,
      most: 1,
    },
  };
}

/** What nobody names is to be looked at by a person: deleting cannot be undone. */
export const lookAgain: Rule['remedy'] = {
  advice: 'Delete it, or say by an exception what uses it.',
  risk: 'person',
  caution: null,
  edits: [],
};

/** Whatever rules about unused objects do not see. */
export const unseen = [
  'What uses it has to be among the objects: a program that asks the API for it, an operator and what is not in the input are not seen.',
];

/** A pod spec by which an object is used in different ways, and one that uses another object. */
export function usedExamples(
  object: Resource,
  uses: readonly (readonly [because: string, spec: JsonObject])[],
  other: JsonObject,
): Rule['prove'] {
  const [[because, first] = ['', {}], ...ways] = uses;
  return {
    pass: [
      { because, resource: object, beside: [pod(first)] },
      ...ways.map(([why, spec]) => ({ because: why, resource: object, beside: [deployment(spec)] })),
      { because: 'a CronJob uses it', resource: object, beside: [cronJob(first)] },
      { because: 'one of two uses it', resource: object, beside: [pod(other), deployment(first)] },
    ],
    fail: [
      { because: 'nothing uses anything', resource: object, beside: [pod()] },
      { because: 'another one is used', resource: object, beside: [deployment(other)] },
      { because: 'it is used elsewhere', resource: object, beside: [moved(deployment(first))] },
    ],
  };
}
