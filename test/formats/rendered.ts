import fc from 'fast-check';
import type { Finding, Unjudged } from '../../src/core/finding.ts';
import { severities } from '../../src/core/severity.ts';
import { loadFormat } from '../../src/formats/index.ts';
import type { CheckEvent, CheckResult } from '../../src/operations/judging/check-result.ts';
import { rules } from '../../src/rules/index.ts';

const nasty = [
  '\u0000',
  '\u001b[2J',
  '\u009b',
  '\u202e',
  '\u061c',
  '\u2028',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\udfff',
  '\u{e0041}',
  ']]>',
  '<!--',
  '&amp;',
  '"',
  "'",
  '\r\n',
  '\n::error::',
  '%0A',
  ':',
  ',',
  '\t',
  '\\',
  '/',
];

/** Text as somebody who means harm would write it. */
export const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...nasty),
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.string({ maxLength: 5 }),
    ),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));

const orNull = fc.option(text, { nil: null });
const position = { line: fc.nat(9), column: fc.nat(9) };

const finding: fc.Arbitrary<Finding> = fc.record({
  policy: text,
  rule: orNull,
  code: orNull,
  validation: text,
  result: fc.constantFrom('pass', 'fail', 'warn', 'error', 'skip'),
  severity: fc.constantFrom(...severities),
  category: text,
  message: text,
  remediation: orNull,
  fix: fc.constantFrom(null, { risk: 'low' as const }),
  resource: fc.record({ apiVersion: text, kind: text, namespace: orNull, name: text }),
  path: text.map((token) => `/${token}` as const),
  location: fc.record({
    file: text,
    line: fc.integer({ min: 1, max: 9 }),
    column: fc.integer({ min: 1, max: 9 }),
  }),
  anchor: text.map((anchor) => () => anchor),
  exception: orNull,
  covers: fc.array(text, { maxLength: 2 }),
});

const unjudged: fc.Arbitrary<Unjudged> = fc.record({ file: text, ...position, code: text, message: text });

const event: fc.Arbitrary<CheckEvent> = fc.oneof(
  fc.record({ type: fc.constant('finding' as const), finding, excerpt: orNull.map((line) => () => line) }),
  fc.record({ type: fc.constant('unjudged' as const), unjudged }),
  fc.record({ type: fc.constant('note' as const), note: text }),
);

/** A run of `check`, whatever it may tell. */
export const events = fc.array(event, { maxLength: 4 });

const result: CheckResult = {
  policies: [],
  summary: {
    files: 1,
    documents: 1,
    resources: 1,
    workloads: 1,
    rules: 1,
    pass: 0,
    fail: 1,
    warn: 0,
    error: 0,
    skip: 0,
    excepted: 0,
    findings: 1,
    folded: 0,
  },
  rules: rules.slice(0, 1),
  failed: true,
  judged: true,
};

/** A run as a format shows it. */
export async function rendered(name: string, told: readonly CheckEvent[]): Promise<string> {
  const format = await loadFormat(name);
  if (format === undefined) throw new Error(`there is no format ${name}`);
  const writer = format.open({ version: '0.0.0', colour: false, now: 0n });
  return [writer.begin(), ...told.map((one) => writer.event(one)), writer.end(result)].join('');
}
