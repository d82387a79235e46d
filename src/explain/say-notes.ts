import type { Policy } from '../core/policy.ts';
import type { Effect, Sentence } from './explanation.ts';
import { isOfDeletion, type Family } from './family.ts';
import type { PolicyReading } from './reading/open-reading.ts';
import type { Mark } from './reading/reading.ts';
import { isUnchanged } from './same-of-templates.ts';
import { code } from './reading/noun.ts';
import { sentence } from './reading/words.ts';

const marks: Readonly<Record<Mark, string>> = {
  'pod template': 'paths are those of a Pod; in what makes Pods they are under `spec.template`',
  'job template': 'in a CronJob they are under `spec.jobTemplate.spec.template`',
  'other objects': 'it reads other objects of the cluster: without them it cannot be judged',
  'image metadata': 'it reads metadata of images from their registry: without it, it cannot be judged',
  'web service': 'it asks a web service: without its answer it cannot be judged',
  clock: 'it depends on the current time',
};

/** What to know of a policy beyond what it demands: limits, traps, and what it asks of the world. */
export function sayNotes(family: Family, effect: Effect, read: PolicyReading): readonly Sentence[] {
  const { policy } = family;
  return [
    ...[...read.reading.marks].map((mark) => note(marks[mark], 'validations')),
    ...autogenNotes(family),
    ...effectNotes(policy, effect),
    ...annotationNotes(policy),
    ...(effect === 'rule' ? [] : [note(errorWords(policy, effect), 'onError')]),
  ];
}

function note(text: string, from: string): Sentence {
  return { text: sentence(text), items: [], from };
}

function textsOf({ conditions, variables, validations, mutations }: Policy): string {
  return [...conditions, ...variables, ...validations, ...mutations]
    .map(({ expression }) => expression)
    .join('\n');
}

/** What autogen's replacement of text does not reach. */
const oddPath = /\b(?:object|oldObject)(?:\.\?(?:spec|metadata)|\[\??['"](?:spec|metadata)['"]\])[\w.?]*/;

/** Autogen replaces text: what is written in another way goes on reading the object itself. */
function autogenNotes({ policy, origin, variants }: Family): readonly Sentence[] {
  if (origin !== null) {
    if (isOfDeletion(policy.id))
      return [note(`it is what ${code(origin.id)} demands of what is deleted`, 'scope')];
    const how = isUnchanged(origin, policy)
      ? 'and left its paths as they are: they are those of the object itself, not of its pod template'
      : 'and it demands something else than that does';
    return [note(`autogen made it of ${code(origin.id)}, ${how}`, 'autogen')];
  }
  const odd = oddPath.exec(textsOf(policy))?.[0].replace(/\.(?:orValue|hasValue|optMap|value)$/, '');
  // Where autogen made the rule anew, as of classic ones, no such path is left in it.
  const made = variants.filter(({ id }) => !isOfDeletion(id));
  if (odd === undefined || !made.some((variant) => textsOf(variant).includes(odd))) return [];
  return [
    note(
      `autogen does not rewrite ${code(odd)}: in what makes Pods, it reads the object itself and not its pod template`,
      'autogen',
    ),
  ];
}

function effectNotes(policy: Policy, effect: Effect): readonly Sentence[] {
  const scored =
    policy.about.scored === false ? [note('reports show what breaks it as a warning', 'about')] : [];
  if (effect === 'none') return [note('no binding refers to it, so it does nothing', 'bindings'), ...scored];
  if (effect === 'audit')
    return [note('nothing is blocked: what breaks it is let through and reported', 'bindings'), ...scored];
  return scored;
}

function annotationNotes({ auditAnnotations }: Policy): readonly Sentence[] {
  return auditAnnotations.map(({ name, expression }, index) =>
    note(
      `each request is recorded in the audit log with ${code(name)}: ${code(expression)}`,
      `auditAnnotations[${index}]`,
    ),
  );
}

function errorWords({ onError, mutations }: Policy, effect: Effect): string {
  const isRefused = onError === 'Fail';
  const done = mutations.length > 0 ? 'changed' : 'judged';
  if (isRefused && (effect === 'audit' || effect === 'warn')) {
    return 'a request for which it cannot be evaluated counts as breaking it (failurePolicy Fail)';
  }
  return isRefused
    ? `if it cannot be evaluated, the request is refused (failurePolicy Fail)`
    : `if it cannot be evaluated, the request is let through and not ${done} (failurePolicy Ignore)`;
}
