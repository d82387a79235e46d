import { messageSizeLimit } from '../../cel/admission/limits.ts';
import type { Named, Policy, Validation } from '../../core/policy.ts';
import { checkPrefix } from '../../dialects/bundle-members.ts';

/** A check of a bundle, and the expression that says whether it holds. */
export interface Told {
  readonly policy: Policy;
  readonly validation: Validation;
  readonly holds: string;
}

/** The variable that holds what a person is told; it stands among the checks, and is no check. */
export const messageVariable = `${checkPrefix}message`;

const failedVariable = `${checkPrefix}failed`;
const separator = ' | ';

/**
 * Variables that tell every check that fails: its policy's id, what is wrong and what to do. Where not all fit into what
 * an API server shows, whole entries are left out, and it is said how many.
 */
export function tellingAll(told: readonly Told[]): readonly Named[] {
  const entries = told.map((one) => ({ ...one, ...entryOf(one) }));
  const list = entries.map(({ holds, expression }) => `${holds} ? "" : ${expression}`);
  const failed = `variables.${failedVariable}`;
  const joined = `${failed}.join(${JSON.stringify(separator)})`;
  const counted = `(${failed}.size() > 1 ? string(${failed}.size()) + " checks fail: " : "") + `;
  return [
    { name: failedVariable, expression: `[${list.join(', ')}].filter(m, m != "")` },
    {
      name: messageVariable,
      expression: `${counted}${fits(entries) ? joined : cut(entries, { failed, joined })}`,
    },
  ];
}

interface Entry {
  /** CEL that gives the text. */
  readonly expression: string;
  /** Bytes of the text, at most; guessed where an expression makes it. */
  readonly size: number;
}

const guessed = 400;

function entryOf({ policy, validation }: Told): Entry {
  const { message, messageExpression } = validation;
  const { remediation } = policy.about;
  const advice = remediation === null ? '' : ` ${remediation}`;
  const plain = (message ?? 'it does not hold').replaceAll(/\s+/g, ' ').trim();
  if (messageExpression === null) {
    const text = `${policy.id}: ${ended(plain)}${advice}`;
    return { expression: JSON.stringify(text), size: bytes(text) };
  }
  const before = JSON.stringify(`${policy.id}: `);
  return {
    expression: `${before} + (${messageExpression}) + ${JSON.stringify(advice)}`,
    size: bytes(policy.id) + guessed + bytes(advice),
  };
}

function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Bytes of what is said besides the entries. */
const around = 60;

function fits(entries: readonly Entry[]): boolean {
  const size = entries.reduce((sum, one) => sum + one.size + separator.length, around);
  return size <= messageSizeLimit;
}

/** As many entries as fit whatever they are; the list as it is where it fits. */
function cut(
  entries: readonly Entry[],
  { failed, joined }: { readonly failed: string; readonly joined: string },
): string {
  const sizes = entries.map(({ size }) => size + separator.length).toSorted((a, b) => b - a);
  let count = 0;
  let sum = around;
  for (const size of sizes) {
    if (sum + size > messageSizeLimit) break;
    sum += size;
    count += 1;
  }
  const kept = `${failed}.filter(m, ${failed}.indexOf(m) < ${count}).join(${JSON.stringify(separator)})`;
  const more = `" | and " + string(${failed}.size() - ${count}) + " more"`;
  const isShort = `${failed}.size() <= ${count} || bytes(${joined}).size() <= ${messageSizeLimit - around}`;
  return `(${isShort} ? ${joined} : ${kept} + ${more})`;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
