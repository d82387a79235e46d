import { readPolicyId } from '../core/policy-id.ts';
import type { Effect, Explained, ExplainResult, Sentence } from '../operations/explain.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { wrapped } from './wrapped.ts';

/** What some policies do, each with a heading, a summary and its sentences in lists. */
export function explainText(result: ExplainResult, style: Style, width: number): string {
  const { policies, unexplained, problems } = result;
  if (policies.length + unexplained.length + problems.length === 0) {
    return 'There is no policy here. Name files or folders with policies of Kyverno or Kubernetes, or rule files.\n';
  }
  const blocks = [
    ...policies.map((policy) => policyText(policy, style, width)),
    ...unexplained.map(({ policy, rule, construct, why, file }) => {
      const name = rule === null ? policy : `${policy}, rule ${rule}`;
      return `${style.yellow('not explained')}  ${line(`${name}: ${construct}: ${why}`, file, style)}`;
    }),
    ...problems.map(({ file, line: at, column, message }) => {
      const place = at === 0 ? file : `${file}:${at}:${column}`;
      return `${style.red('problem')}  ${printable(place)}  ${printable(message)}\n`;
    }),
  ];
  return blocks.join('\n');
}

function line(text: string, file: string, style: Style): string {
  return `${printable(text)}${file === '' ? '' : `  ${style.dim(printable(file))}`}\n`;
}

const demanded: Readonly<Record<Effect, string>> = {
  deny: 'Demands, or the request is refused',
  warn: 'Demands, or a warning is given',
  audit: 'Demands, or it is reported',
  none: 'Demands, once a binding puts it to work',
  rule: 'Demands',
  change: 'Demands',
};

function policyText(policy: Explained, style: Style, width: number): string {
  const { name } = readPolicyId(policy.policy);
  const title = policy.title === '' || policy.title === name ? '' : `  ${printable(policy.title)}`;
  const head = `${style.bold(printable(policy.policy))}${title}${place(policy, style)}`;
  const demands = policy.demands.map(({ sentence, message }) => {
    const said = message === null ? '' : lines(`Message: ${message}`, '    ', width);
    return `${bullet(sentence, 1, width)}${said}`;
  });
  const bullets = (sentences: readonly Sentence[]): readonly string[] =>
    sentences.map((one) => bullet(one, 1, width));
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Applies to', bullets(policy.appliesTo)],
    [demanded[policy.effect], demands],
    ['Changes', bullets(policy.changes)],
    ['At work', bullets(policy.atWork)],
    ['Lets through', bullets(policy.letsThrough)],
    ['Notes', bullets(policy.notes)],
  ];
  const texts = sections
    .filter(([, sentences]) => sentences.length > 0)
    .map(([name, sentences]) => `\n${style.bold(name)}\n${sentences.join('')}`);
  return `${head}\n${lines(policy.summary, '', width)}${texts.join('')}`;
}

function lines(text: string, indent: string, width: number): string {
  return `${wrapped(printable(text), { width, first: indent, rest: indent })}\n`;
}

function place({ file, line: at }: Explained, style: Style): string {
  return file === '' ? '' : `  ${style.dim(printable(at === 0 ? file : `${file}:${at}`))}`;
}

function bullet({ text, items }: Sentence, depth: number, width: number): string {
  const indent = '  '.repeat(depth);
  const own = wrapped(printable(text), { width, first: `${indent}- `, rest: `${indent}  ` });
  return `${own}\n${items.map((item) => bullet(item, depth + 1, width)).join('')}`;
}
