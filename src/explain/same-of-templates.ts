import type { Policy } from '../core/policy.ts';
import type { Sentence } from './explanation.ts';
import { openReading } from './reading/open-reading.ts';
import { sayMutation } from './say-mutation.ts';
import { sayCondition, sayValidation, sentenceOf } from './say-validation.ts';

/** Whether what a policy says of the templates of pods is, but for where they are, what another says of Pods. */
export function isSameOfTemplates(policy: Policy, variant: Policy): boolean {
  return (
    (policy.judges ?? 'pod-templates') === (variant.judges ?? 'pod-templates') &&
    said(policy) === said(variant)
  );
}

function said(policy: Policy): string {
  const read = openReading(policy);
  const sentences = [
    ...policy.conditions.map(({ expression }) => sentenceOf(sayCondition(expression, 'where', read), '')),
    ...policy.validations.map((validation, index) => sayValidation(validation, index, read).sentence),
    ...policy.mutations.flatMap((mutation, index) => sayMutation(mutation, index, read)),
  ];
  return podText(sentences.map(textOf).join('\n'));
}

function textOf({ text, items }: Sentence): string {
  return [text, ...items.map(textOf)].join('\n');
}

/** The same text with the paths that lead to a template taken from those within it. */
function podText(text: string): string {
  return text
    .replaceAll(/\bspec\.jobTemplate\.spec\.template\.(?=spec|metadata)/g, '')
    .replaceAll(/\bspec\.template\.(?=spec|metadata)/g, '');
}
