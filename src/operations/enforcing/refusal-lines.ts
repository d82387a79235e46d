import type { RefusedPolicy } from './rendered.ts';

/** What is not enforced, or not told, and what to do about it. */
export function refusalLines({ policy, why, hint, of }: RefusedPolicy): readonly string[] {
  const name = `\`${policy}\``;
  const said = why.startsWith(name) ? why : `${name}: ${why}`;
  const head = of === 'exception' ? 'enforced without an exception' : 'not enforced';
  return [`${head}: ${said}`, ...(hint === null ? [] : [`  ${hint}`])];
}
