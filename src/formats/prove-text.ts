import type { ProveResult } from '../operations/prove.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** A line a rule, and below it what is wrong. */
export function proveText({ rules, problems }: ProveResult, style: Style): string {
  if (rules.length + problems.length === 0)
    return 'There is no rule file here. In folders they are named `*.rule.yaml`; name any other yourself.\n';
  const blocks = rules.map(({ id, file, breaches, examples }) => {
    const head = breaches.length === 0 ? style.green('proven') : style.red('broken');
    const counted = `${examples} examples`;
    const lines = breaches.map(
      ({ law, message, line, column }) =>
        `  ${printable(`${file}:${line}:${column}`)}  law ${law}: ${printable(message)}`,
    );
    return [`${head}  ${printable(id)}  ${style.dim(`${printable(file)}, ${counted}`)}`, ...lines].join('\n');
  });
  const broken = problems.map(
    ({ file, line, column, message }) =>
      `${style.red('no rule')}  ${printable(`${file}:${line}:${column}`)}  ${printable(message)}`,
  );
  const proven = rules.filter(({ breaches }) => breaches.length === 0).length;
  return `${[...blocks, ...broken].join('\n')}\n\n${proven} of ${rules.length + (problems.length > 0 ? 1 : 0)} proven\n`;
}
