import type { Finding } from '../core/finding.ts';
import type { CheckEvent, CheckSummary, WatchEvent } from '../operations/judging/check-result.ts';
import { styler, type Style } from './style.ts';
import type { Format } from './format.ts';
import { nameOf } from './name-of.ts';
import { foundWords } from './found-words.ts';
import { placeOf } from './place-of.ts';
import { printable } from './printable.ts';

/** For people: grouped by resource, with the source line, a caret, and what to do. */
export const text: Format = {
  name: 'text',
  open({ colour }) {
    const style = styler(colour);
    const words = ruleWords(style);
    let last: Finding | null = null;
    let heading = '';
    // What is excepted, or cannot be evaluated, for one reason is told together, after what was found.
    let excepted = new Map<string, string[]>();
    let errors = new Map<string, string[]>();
    const flush = (): string => {
      const told = [
        ...Array.from(excepted, ([reason, rules]) => exceptedBlock(reason, rules, style)),
        ...Array.from(errors, ([message, rules]) => errorBlock(message, rules, style)),
      ];
      excepted = new Map();
      errors = new Map();
      return told.join('');
    };
    return {
      begin: () => '',
      event(event) {
        if (event.type !== 'finding') return aside(event, style);
        const { finding } = event;
        const next = last !== null && isBeside(last, finding) ? heading : resourceHeading(finding, style);
        last = finding;
        const opening = next === heading ? '' : `${flush()}${heading === '' ? '' : '\n'}${next}\n`;
        heading = next;
        if (finding.exception !== null) note(excepted, finding.exception, label(finding));
        else if (finding.result === 'error') note(errors, finding.message, label(finding));
        else return `${opening}${findingBlock(event, words(finding), style)}`;
        return opening;
      },
      watch: (event) => watched(event, style),
      end: ({ summary, judged }) =>
        `${flush()}${heading === '' ? '' : '\n'}${closing(summary, judged, style)}`,
    };
  },
};

function watched(event: WatchEvent, style: Style): string {
  if (event.type === 'watching')
    return `${style.dim(`\nwatching: ${count(event.open, 'finding')} open; Ctrl-C ends`)}\n`;
  const { finding, change } = event;
  const time = style.dim(new Date(Number(event.at / 1_000_000n)).toISOString().slice(11, 19));
  const word = change === 'fixed' ? style.green('fixed ') : style.red('opened');
  const where = printable(nameOf(finding.resource));
  return `${time} ${word} ${badge(finding, style)} ${style.bold(where)}  ${printable(finding.message)}  ${style.dim(label(finding))}\n`;
}

function aside(event: Exclude<CheckEvent, { type: 'finding' }>, style: Style): string {
  if (event.type === 'note') return '';
  const { unjudged } = event;
  return `${style.red('not judged')}  ${printable(placeOf(unjudged))}  ${printable(unjudged.message)}\n`;
}

/** Whether two findings are of one object, for which nothing has to be compared. */
function isBeside(one: Finding, other: Finding): boolean {
  return one.resource === other.resource && one.location.file === other.location.file;
}

function resourceHeading({ resource, location }: Finding, style: Style): string {
  return `${style.bold(printable(nameOf(resource)))}  ${style.dim(printable(location.file))}`;
}

function note(told: Map<string, string[]>, reason: string, rule: string): void {
  told.set(reason, [...(told.get(reason) ?? []), rule]);
}

function exceptedBlock(reason: string, findings: readonly string[], style: Style): string {
  const rules = [...new Set(findings)].join(', ');
  const told = `${count(findings.length, 'finding')}: ${rules}`;
  return `  ${style.dim(`excepted ${printable(reason)}`)}\n    ${style.dim(told)}\n`;
}

function errorBlock(message: string, rules: readonly string[], style: Style): string {
  const title = `  ${style.red('error   ')} ${printable(message)}`;
  return `${title}\n    ${style.dim(`${count(rules.length, 'rule')}: ${rules.join(', ')}`)}\n`;
}

/** What is said of a finding whatever the object is. */
interface RuleWords {
  readonly title: string;
  /** What to do; empty where nobody knows. */
  readonly advice: string;
}

/** The words of findings; those of the last finding of a rule are nearly always those of the next. */
function ruleWords(style: Style): (finding: Finding) => RuleWords {
  const known = new Map<string, { readonly of: Finding; readonly words: RuleWords }>();
  return (finding) => {
    const before = known.get(finding.policy);
    if (before !== undefined && isSaidAlike(before.of, finding)) return before.words;
    const { message, remediation } = finding;
    const words = {
      title: `  ${badge(finding, style)} ${printable(message)}  ${style.dim(label(finding))}`,
      advice: remediation === null ? '' : `    ${style.green('→')} ${printable(remediation)}\n`,
    };
    known.set(finding.policy, { of: finding, words });
    return words;
  };
}

function isSaidAlike(one: Finding, other: Finding): boolean {
  return (
    one.message === other.message &&
    one.severity === other.severity &&
    one.result === other.result &&
    one.code === other.code &&
    one.remediation === other.remediation
  );
}

function findingBlock(
  { finding, excerpt }: CheckEvent & { type: 'finding' },
  { title, advice }: RuleWords,
  style: Style,
): string {
  if (finding.result === 'pass' || finding.result === 'skip') {
    const reason = finding.result === 'skip' ? `: ${printable(finding.message)}` : '';
    return `  ${badge(finding, style)} ${style.dim(`${label(finding)}${reason}`)}\n`;
  }
  const where = `    ${style.dim(printable(spotOf(finding)))}${covering(finding, style)}\n`;
  const source = excerpt();
  const shown = source === null ? '' : pointed(source, finding.location, style);
  let block = `${title}\n${where}${shown}${advice}`;
  for (const line of handlings(finding)) block += `    ${style.dim(printable(line))}\n`;
  return block;
}

/** Where to look: in a file, or in the object that the heading names. */
function spotOf({ location, path }: Finding): string {
  return location.line === 0 && path !== '' ? path : placeOf(location);
}

/** What its rule says that becomes of it; channels that want every finding of a severity are told at the end. */
function handlings({ handling, fix }: Finding): readonly string[] {
  return (handling?.actions ?? []).map((action) => {
    if (action === 'audit') return 'audit: it is recorded, and never blocks';
    if (action === 'notify') {
      const channels = handling?.channels ?? [];
      return channels.length === 0
        ? 'notify: no channel is known'
        : `notify: to be sent to ${channels.join(', ')}`;
    }
    const risk =
      fix === null ? 'a person has to decide what to change' : `a fix is proposed, at ${fix.risk} risk`;
    return `modify: ${risk}`;
  });
}

function label({ policy, code }: Finding): string {
  return printable(code === null ? policy : `${code} ${policy}`);
}

function covering({ covers }: Finding, style: Style): string {
  return covers.length === 0 ? '' : style.dim(`  also breaks ${printable(covers.join(', '))}`);
}

function badge({ result, severity }: Finding, style: Style): string {
  const word = result === 'fail' ? severity : result;
  const padded = word.padEnd(8);
  if (word === 'critical' || word === 'high' || word === 'error') return style.red(padded);
  return word === 'medium' || word === 'warn' ? style.yellow(padded) : style.dim(padded);
}

const widest = 100;

/** The source line with a caret under the column; a long line is cut to a window around it. */
function pointed(source: string, { line, column }: Finding['location'], style: Style): string {
  const from = column > widest ? column - Math.floor(widest / 2) : 0;
  const window = printable(source.slice(from, from + widest)).trimEnd();
  const gutter = `    ${String(line).padStart(5)} | `;
  const caret = `${spaces(gutter.length - 2)}| ${spaces(column - 1 - from)}^`;
  return `${style.dim(gutter)}${window}\n${style.dim(caret)}\n`;
}

const blank = ' '.repeat(2 * widest);

function spaces(count: number): string {
  return blank.slice(0, Math.max(0, count));
}

function closing(summary: CheckSummary, judged: boolean, style: Style): string {
  const { resources, files, findings, folded, rules } = summary;
  const counted = `${count(resources, 'resource')}${files === 0 ? '' : ` in ${count(files, 'file')}`} judged by ${count(rules, 'rule')}`;
  const found = findings === 0 ? style.green(foundWords(summary)) : style.bold(foundWords(summary));
  const more = [
    folded > 0 ? `${folded} folded under their cause (--no-fold shows them)` : '',
    judged ? '' : style.red('some input was not judged'),
  ].filter(Boolean);
  return `${found}: ${[counted, ...more].join('; ')}\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
