import type { Answers, Rule } from '../../src/core/rule.ts';
import { targetFor, type TargetName } from '../../src/enforce/targets.ts';
import { undecided } from '../../src/operations/deciding/decided.ts';
import { renderAll, type AllRendered } from '../../src/operations/enforcing/render-all.ts';
import { wantedRules } from '../../src/operations/enforcing/wanted.ts';
import { minors } from '../../src/operations/deciding/parse-version.ts';
import type { Bench } from '../../src/prove/law.ts';

/** The Kyverno of `test/kyverno/go.mod`. */
const kyverno = 19;

/** How rules are to be enforced. */
export interface Enforcing {
  readonly target: TargetName;
  readonly action: 'audit' | 'warn' | 'deny';
  readonly bundles?: boolean;
  /** The same for each rule; unstated: their defaults. */
  readonly answers?: Answers | undefined;
}

/** Rules, with answers to what they ask, as `writ enforce` renders them for every namespace. */
export function enforced(
  rules: readonly Rule[],
  { target: name, action, bundles = false, answers }: Enforcing,
  bench: Bench,
): AllRendered {
  const versions = { kubernetes: minors.newest, kyverno };
  const target = targetFor(name, versions);
  const input = { action, namespaces: [], excludeNamespaces: ['none'] };
  const decided = undecided(rules).rules.map((one) => (answers === undefined ? one : { ...one, answers }));
  // What is named is repaired whatever its risk.
  const named = new Set(rules.map(({ id }) => id));
  const wanted = wantedRules(decided, named, {
    versions,
    target,
    input,
    exclusion: null,
    bench,
    exceptions: { usual: [], named: [] },
    now: 0n,
  });
  return renderAll(wanted, { target, schema: bench.schema, version: '0.0.0', bundles });
}
