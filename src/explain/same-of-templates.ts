import { claimKey } from './reading/claim-key.ts';
import type { Policy } from '../core/policy.ts';
import type { Sentence } from './explanation.ts';
import { openReading } from './reading/open-reading.ts';
import { ownConditions } from './own-conditions.ts';
import { oldObject } from './reading/noun-of.ts';
import { sayMutation } from './say-mutation.ts';

/** Whether what a policy says of the templates of pods is, but for where they are, what another says of Pods. */
export function isSameOfTemplates(policy: Policy, variant: Policy): boolean {
  if (variant.judges === 'pod-templates') return said(policy) === said(variant);
  return !isUnchanged(policy, variant) && said(policy) === said(variant);
}

/** Whether autogen left an expression as it was although it reads the object: the paths in it are not those of a template. */
export function isUnchanged(policy: Policy, variant: Policy): boolean {
  const [own, made] = [expressionsOf(policy), expressionsOf(variant)];
  return own.some((text, index) => readsObject.test(text) && text === made[index]);
}

/** Reads what a pod has and what makes it has elsewhere. */
const readsObject = /\bobject(?:\.\??|\[\??['"])(?:spec|metadata(?!\.\??namespace))/;

function expressionsOf({ conditions, variables, validations, mutations }: Policy): readonly string[] {
  return [...conditions, ...variables, ...validations, ...mutations].map(({ expression }) => expression);
}

function said(policy: Policy): string {
  const read = openReading(policy);
  const claims = [...ownConditions(policy, read), ...policy.validations].map(({ expression }) =>
    read.claim(expression),
  );
  const changes = policy.mutations.flatMap((mutation, index) => sayMutation(mutation, index, read));
  return podText([claimKey(claims), ...changes.map(textOf)].join('\n'));
}

function textOf({ text, items }: Sentence): string {
  return [text, ...items.map(textOf)].join('\n');
}

/** The same text without what tells the object that was from the one that is, and with the paths that lead to a template taken from those within it. */
function podText(text: string): string {
  return text
    .replaceAll(/\bspec\.jobTemplate\.spec\.template\.(?=spec|metadata)/g, '')
    .replaceAll(/\bspec\.template\.(?=spec|metadata)/g, '')
    .replaceAll(` of ${oldObject}`, '')
    .replaceAll(`"of":"${oldObject}"`, '"of":null');
}
