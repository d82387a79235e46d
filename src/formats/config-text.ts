import type { Unjudged } from '../core/finding.ts';
import type { ConfigValidateResult, ValidatedConfiguration } from '../operations/config-validate.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** A line a configuration, and below it what is wrong, what should be looked at, and what is proven. */
export function configValidateText({ configurations }: ConfigValidateResult, style: Style): string {
  const valid = configurations.filter((one) => one.valid).length;
  const blocks = configurations.map((one) => blockOf(one, style));
  return `${blocks.join('\n')}\n\n${valid} of ${configurations.length} valid\n`;
}

function blockOf({ file, valid, problems, warnings, rules }: ValidatedConfiguration, style: Style): string {
  const head = valid ? style.green('valid') : style.red('invalid');
  return [
    `${head}  ${printable(file)}`,
    ...problems.map((one) => `  ${lineOf(one)}`),
    ...warnings.map((one) => `  ${style.dim('look again')}  ${lineOf(one)}`),
    ...rules.flatMap(({ id, examples, breaches }) => [
      `  ${breaches.length === 0 ? style.green('proven') : style.dim('unproven')}  ${printable(id)}  ${style.dim(`${examples} examples`)}`,
      ...breaches.map((breach) => `    ${printable(breach)}`),
    ]),
  ].join('\n');
}

function lineOf({ file, line, column, message }: Unjudged): string {
  return printable(`${file}:${line}:${column}: ${message}`);
}
