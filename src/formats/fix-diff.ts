import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { FixResult, FixedFile, LeftOver } from '../operations/repair/fix-result.ts';
import { risks } from '../core/rule.ts';
import { mask } from '../core/mask.ts';
import { liveClosing, liveLines } from './fix-live.ts';
import { nameOf } from './name-of.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** A unified diff, which `patch` and `git apply` take, and below it what each change is for and what is left. */
export function fixDiff(result: FixResult, style: Style): string {
  const { files, left, problems, written, live } = result;
  const parts = [
    ...problems.map(({ file, line, column, message }) => {
      const place = line === 0 ? file : `${file}:${line}:${column}`;
      return `${style.red('not judged')}  ${printable(place)}  ${printable(message)}`;
    }),
    ...(written && live === null ? [] : files.map((file) => diffOf(file, style))),
    ...files.flatMap((file) => changesOf(file, style)),
    ...stillOpen(left, style),
    ...(live === null ? [] : liveLines(live, style)),
    closing(result, style),
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}

function diffOf({ file, before, after, secrets }: FixedFile, style: Style): string {
  const name = printable(file);
  const diff = createTwoFilesPatch(name, name, before, after, '', '', {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return diff
    .split('\n')
    .map((line) => paint(mask(line, secrets), style))
    .join('\n');
}

/** A line of a diff; its tabs and its carriage return stay, or `patch` would not know it again. */
function paint(line: string, style: Style): string {
  const [, content = '', end = ''] = /^(.*?)(\r?)$/s.exec(line) ?? [];
  const text = `${content.split('\t').map(printable).join('\t')}${end}`;
  if (/^(?:\+\+\+|---)/.test(text)) return style.bold(text.trimEnd());
  if (text.startsWith('+')) return style.green(text);
  if (text.startsWith('-')) return style.red(text);
  return text.startsWith('@@') ? style.dim(text) : text;
}

function changesOf({ resources }: FixedFile, style: Style): readonly string[] {
  return resources.flatMap(({ resource, steps }) => [
    style.bold(printable(nameOf(resource))),
    ...steps.map(({ policy, code, title, risk, caution }) => {
      const name = printable(code === null ? policy : `${code} ${policy}`);
      const warning = caution === null ? '' : `\n    ${style.yellow(printable(caution))}`;
      return `  ${risk.padEnd(7)}${printable(title)}  ${style.dim(name)}${warning}`;
    }),
  ]);
}

function stillOpen(left: readonly LeftOver[], style: Style): readonly string[] {
  const forPeople = left.filter(({ risk }) => risk === 'person');
  if (forPeople.length === 0) return [];
  return [
    `\n${style.bold('Left for a person')}`,
    ...forPeople.map(({ resource, policy, code, reason }) => {
      const name = code === null ? policy : `${code} ${policy}`;
      return `  ${printable(nameOf(resource))}  ${style.dim(printable(name))}\n    ${style.green('→')} ${printable(reason)}`;
    }),
  ];
}

function closing(result: FixResult, style: Style): string {
  const { left, live } = result;
  const more = risks
    .filter((risk) => risk !== 'person')
    .map((risk) => [risk, left.filter((one) => one.risk === risk).length] as const)
    .filter(([, number]) => number > 0)
    .map(([risk, number]) => `${number} more with \`--risk ${risk}\``);
  const ended = live === null ? filesClosing(result, style) : liveClosing(result, style);
  return `\n${[ended, ...more].join('; ')}`;
}

function filesClosing({ files, written, undo }: FixResult, style: Style): string {
  const resources = files.reduce((sum, file) => sum + file.resources.length, 0);
  const what = `${count(resources, 'resource')} in ${count(files.length, 'file')}`;
  const head =
    written && undo === null
      ? `took back ${count(files.length, 'file')}`
      : `${written ? 'repaired' : 'can repair'} ${what}`;
  const first = files.length === 0 ? style.green('nothing to write') : style.bold(head);
  const how = undo === null ? '' : `; take it back with \`writ fix --undo ${undo}\``;
  return `${first}${how}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
