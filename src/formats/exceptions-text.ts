import type { ExceptionExpireResult } from '../operations/exception-expire.ts';
import type { ExceptionListResult } from '../operations/exception-list.ts';
import type { ExceptionExportResult } from '../operations/exception-export.ts';
import type { ExceptionImportResult } from '../operations/exception-import.ts';
import type { StoredException } from '../operations/store-port.ts';
import type { Selector } from '../exceptions/exception.ts';
import { writeExceptions } from '../exceptions/write-exception.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** An exception that was made. */
export function exceptionText(exception: StoredException, style: Style): string {
  return `${style.green('created')}  ${lineOf(exception)}\n`;
}

/** A line an exception, and below it why and who. */
export function exceptionListText({ exceptions }: ExceptionListResult, style: Style): string {
  if (exceptions.length === 0) return 'no exceptions\n';
  const blocks = exceptions.map((one) => {
    const state = one.state === 'current' ? style.green(one.state) : style.dim(one.state);
    return `${state}  ${lineOf(one)}\n  ${printable(one.reason)} ${style.dim(`(${printable(one.approver)})`)}\n`;
  });
  return blocks.join('');
}

/** The ids of what was ended. */
export function exceptionExpireText({ expired }: ExceptionExpireResult): string {
  return expired.map((id) => `ended  ${id}\n`).join('');
}

/** Exception files; what was refused stands in comments above, so that the whole is one valid file. */
export function exceptionImportText({ exceptions, refused }: ExceptionImportResult): string {
  const notes = refused.map(({ what, why, where: { file, line } }) => {
    const place = line === undefined ? file : `${file}:${line}`;
    return `# not taken over: ${printable(`${what} at ${place}: ${why}`)}\n`;
  });
  return `${notes.join('')}${writeExceptions(exceptions)}`;
}

/** What the other tool is given; what was refused is said beside it. */
export function exceptionExportText({ text }: ExceptionExportResult): string {
  return text;
}

function lineOf({ id, rules, selector, until }: StoredException): string {
  return printable(`${id.slice(0, 8)}  ${rules.join(', ')}  ${selectorText(selector)}  until ${until}`);
}

function selectorText({ labels, ...lists }: Selector): string {
  const parts = Object.entries(lists).flatMap(([key, values]: [string, readonly string[]]) =>
    values.length === 0 ? [] : [`${key} ${values.join('|')}`],
  );
  return [...parts, ...(labels === null ? [] : [`labels ${JSON.stringify(labels)}`])].join(', ');
}
