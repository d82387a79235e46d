import { realpathSync } from 'node:fs';
import type { Row, Tested } from './command-line.ts';

/** One case of `writ test --format json`. */
export interface Case {
  readonly file: string;
  readonly policy: string;
  readonly rule: string | null;
  /** `namespace/kind/name`. */
  readonly resource: string;
  readonly expected: string;
  readonly actual: string | null;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly reason: string | null;
}

/** What both can say of all cases of one policy on one resource. */
export type Said = 'passed' | 'failed' | 'excluded';

/** What each says of the cases of one policy, or one of its rules, on one resource of one file. */
export interface Compared {
  readonly file: string;
  readonly policy: string;
  readonly rule: string | null;
  readonly resource: string;
  readonly kyverno: readonly Said[];
  readonly writ: readonly (Said | 'skipped')[];
  readonly expectsSkip: boolean;
  /** In words, for a person: expected, actual, messages. */
  readonly notes: readonly string[];
}

/** Sets what Writ says beside what Kyverno says, case by case. */
export function compare(tested: readonly Tested[], cases: readonly Case[]): readonly Compared[] {
  const byFile = Map.groupBy(cases, ({ file }) => realpathSync(file));
  return tested.flatMap((test) => compareFile(test, byFile.get(test.file) ?? []));
}

/** Whether they say the same. What Kyverno excludes from some variants of a policy and judges by others, it judges. */
export function agrees({ kyverno, writ, expectsSkip }: Compared): boolean {
  // Who expects a policy to skip what it does not concern is right, whatever Kyverno calls it.
  if (expectsSkip && writ.every((said) => said === 'passed') && !kyverno.includes('failed')) return true;
  return JSON.stringify(judged(kyverno)) === JSON.stringify(judged(writ));
}

function judged(said: readonly string[]): readonly string[] {
  const distinct = [...new Set(said)].toSorted();
  return distinct.length > 1 ? distinct.filter((one) => one !== 'excluded') : distinct;
}

/** A case that states a rule is about that rule alone; one that states none, about all of its policy. */
function compareFile({ file, rows }: Tested, cases: readonly Case[]): readonly Compared[] {
  const left = new Set(rows);
  const keyed = Map.groupBy(cases, ({ policy, rule, resource }) => JSON.stringify([policy, rule, resource]));
  const compared = [...keyed.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const mine = rows.filter((row) => isOf(row, first));
    for (const row of mine) left.delete(row);
    return [join(file, first, { rows: mine, cases: group })];
  });
  const unmatched = Map.groupBy(left, ({ policy, rule, resource }) =>
    JSON.stringify([policy, baseOf(rule), placeOf(resource)]),
  );
  // A policy that nobody judges here may be told of under the name of what it makes.
  const unjudged = new Set(cases.filter(({ status }) => status === 'skipped').map(({ policy }) => policy));
  return [
    ...compared,
    ...[...unmatched.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { policy, rule, resource } = first;
      const key = { policy, rule: rule === '' ? null : baseOf(rule), resource: placeOf(resource) };
      const skips = unjudged.has(policy) ? cases.filter((one) => one.policy === policy) : [];
      return [join(file, key, { rows: group, cases: skips })];
    }),
  ];
}

type Key = Pick<Case, 'policy' | 'rule' | 'resource'>;

function join(
  file: string,
  { policy, rule, resource }: Key,
  { rows, cases }: { readonly rows: readonly Row[]; readonly cases: readonly Case[] },
): Compared {
  return {
    file,
    policy,
    rule,
    resource,
    kyverno: rows.map(({ said }) => kyvernoSaid[said]),
    writ: cases.map(({ status, reason }) => (reason?.startsWith('excluded') === true ? 'excluded' : status)),
    expectsSkip: cases.length > 0 && cases.every(({ expected }) => expected === 'skip'),
    notes: [
      ...rows.map(
        ({ rule, reason, message }) => `kyverno${rule === '' ? '' : ` ${rule}`}: ${reason}: ${message}`,
      ),
      ...cases.map(
        ({ status, expected, actual, reason }) =>
          `writ: ${status}, expected ${expected}, is ${actual ?? 'nothing'}${reason === null ? '' : `: ${reason}`}`,
      ),
    ],
  };
}

const kyvernoSaid: Readonly<Record<Row['said'], Said>> = {
  agrees: 'passed',
  disagrees: 'failed',
  excluded: 'excluded',
  // Neither has touched the resource, and only one of them counts as a success.
  'not found': 'excluded',
  // Told of the policy, not of the case; nothing of it was judged.
  'invalid policy': 'excluded',
};

function isOf(row: Row, { policy, rule, resource }: Key): boolean {
  if (row.policy !== policy || placeOf(row.resource) !== sameNamespace(resource)) return false;
  return rule === null || rule === '' || row.rule === '' || baseOf(row.rule) === baseOf(rule);
}

/** The rule that a person wrote, whichever variant of it answered. */
function baseOf(rule: string): string {
  return rule.replace(/^autogen-(cronjob-)?/, '');
}

/** `apiVersion/kind/namespace/name` as `namespace/kind/name`; versions of one kind are one resource. */
function placeOf(resource: string): string {
  const [name = '', namespace = '', kind = ''] = resource.split('/').toReversed();
  return sameNamespace(`${namespace}/${kind}/${name}`);
}

/** Kyverno says `default` for some kinds that have no namespace, and nothing is both; any JSON has only a name. */
function sameNamespace(place: string): string {
  return (place.includes('/') ? place : `//${place}`).replace(/^default\//, '/');
}
