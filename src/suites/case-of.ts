import type { SetVerdict } from '../check/set-verdict.ts';
import type { JsonObject } from '../core/json.ts';
import { readPolicyId } from '../core/policy-id.ts';
import type { Refused } from '../core/policy.ts';
import { nameOf, namespaceOf, type Resource } from '../core/resource.ts';
import type { PoliciesRead } from '../dialects/read-policies.ts';
import type { Case } from './case.ts';
import type { Chosen } from './choose.ts';
import type { Judged } from './judged.ts';
import type { Suite } from './load-suite.ts';
import { policyNameOf } from './row-names.ts';
import { sameObject } from './same-object.ts';
import type { Row } from './test-file.ts';

/** What a case is made from. */
export interface CaseParts {
  readonly row: Row;
  readonly chosen: Chosen;
  readonly suite: Suite;
  readonly read: PoliciesRead;
}

type Verdict = Pick<Case, 'actual' | 'status' | 'reason'>;

/** One expectation on one object, compared with what the policy said. */
export function caseOf(parts: CaseParts): Case {
  const { row, chosen, suite } = parts;
  return {
    file: suite.file,
    policy: row.policy,
    rule: row.rule === undefined || row.rule === '' ? null : row.rule,
    resource: resourceOf(chosen),
    expected: row.result,
    ...verdictOf(parts),
  };
}

function verdictOf(parts: CaseParts): Verdict {
  const { row, chosen, read } = parts;
  const refused = read.refused.find((one) => isRefused(row, one));
  if (!('judged' in chosen)) return refused === undefined ? nobody(chosen) : skipped(refused);
  const verdicts = chosen.judged.judgement.verdicts.filter(({ policy }) => isMeant(row, policy.id));
  if (verdicts.length > 0) {
    const verdict = heard(parts, chosen.judged, verdicts);
    // What may be lifted by an exception that is not judged is not known.
    return verdict.status === 'failed' && refused?.lifts !== undefined ? skipped(refused) : verdict;
  }
  return refused === undefined ? unheard(row, read) : skipped(refused);
}

/** What was said, and what was made of the object. */
function heard({ row, suite }: CaseParts, judged: Judged, verdicts: readonly SetVerdict[]): Verdict {
  const compared = verdicts.map((verdict) => compare(row, verdict));
  const wrong = compared.find(({ status }) => status === 'failed') ?? null;
  const different = row.patchedResources === undefined ? null : difference(row, judged, verdicts, suite);
  // Kyverno leaves a row out where its file lacks the object, whatever the verdict.
  if (different?.status === 'skipped') return different;
  return wrong ?? different ?? compared[0] ?? excluded;
}

const excluded = failed(null, 'excluded');

function skipped({ construct, why }: Refused): Verdict {
  return { actual: null, status: 'skipped', reason: `${construct}: ${why}` };
}

function nobody(chosen: Exclude<Chosen, { judged: unknown }>): Verdict {
  return failed(
    null,
    'missing' in chosen ? `the test has no object \`${chosen.missing}\`` : 'the test has no objects',
  );
}

/** Nothing was said. A policy that does not concern an object skips it: who expects that is right, nobody else is. */
function unheard(row: Row, read: PoliciesRead): Verdict {
  const isThere = read.policies.some(({ id }) => readPolicyId(id).name === policyNameOf(row));
  if (!isThere) return failed(null, `the test has no policy \`${row.policy}\` that could be judged`);
  const hasRule = read.policies.some(({ id }) => isMeant(row, id));
  if (!hasRule) return failed(null, `the policy has no rule \`${row.rule ?? ''}\``);
  return row.result === 'skip' ? { actual: 'skip', status: 'passed', reason: null } : excluded;
}

function compare(row: Row, { policy, outcome }: SetVerdict): Verdict {
  const actual = outcome.result === 'fail' && policy.about.scored === false ? 'warn' : outcome.result;
  if (actual === row.result) return { actual, status: 'passed', reason: null };
  switch (outcome.result) {
    case 'skip':
      return failed(actual, outcome.reason);
    case 'error':
      return failed(actual, outcome.message);
    case 'fail':
      return failed(actual, outcome.violations[0].message);
    case 'pass':
      return failed(actual, 'nothing in it breaks the policy');
  }
}

/** How what a policy made of an object differs from what the test says; null where it does not. */
function difference(
  { patchedResources: file = '', failOnMissingResources = false }: Row,
  { resource, judgement }: Judged,
  verdicts: readonly SetVerdict[],
  suite: Suite,
): Verdict | null {
  if (resource === null) return null;
  const expected = (suite.expected.get(file) ?? []).find((one) => isSame(one, resource));
  if (expected !== undefined) {
    const actual = changedBy(verdicts) ?? judgement.object ?? resource;
    const reason = `the object is not as in ${file} afterwards`;
    return sameObject(withNamespace(expected, resource), actual) ? null : failed('pass', reason);
  }
  const reason = `${file} has no such object`;
  return failOnMissingResources ? failed(null, reason) : { actual: null, status: 'skipped', reason };
}

/** Policies of the API server are compared one by one, Kyverno's after the last of them. */
function changedBy(verdicts: readonly SetVerdict[]): JsonObject | null {
  const isServers = verdicts.every(({ policy }) => policy.dialect.name === 'map');
  return isServers ? (verdicts.at(-1)?.changed ?? null) : null;
}

function isSame(one: Resource, other: Resource): boolean {
  return (
    one.apiVersion === other.apiVersion &&
    one.kind === other.kind &&
    nameOf(one) === nameOf(other) &&
    (namespaceOf(one) ?? 'default') === (namespaceOf(other) ?? 'default')
  );
}

/** Where the expectation states no namespace, that of the object is meant. */
function withNamespace(expected: Resource, resource: Resource): Resource {
  const namespace = namespaceOf(resource);
  if (namespace === null || namespaceOf(expected) !== null) return expected;
  return { ...expected, metadata: { ...(expected['metadata'] as object), namespace } };
}

function failed(actual: string | null, reason: string): Verdict {
  return { actual, status: 'failed', reason };
}

/** Whether a policy is what a row is about; rules are told apart only where the kind has any. */
function isMeant(row: Row, id: string): boolean {
  const { kind, name, rule } = readPolicyId(id);
  if (name !== policyNameOf(row)) return false;
  const hasRules = kind === 'ClusterPolicy' || kind === 'Policy';
  return !hasRules || isRule(row, rule);
}

function isRule({ rule: wanted }: Row, rule: string | null): boolean {
  if (wanted === undefined || wanted === '') return true;
  return rule === wanted || rule === `autogen-${wanted}` || rule === `autogen-cronjob-${wanted}`;
}

function isRefused(row: Row, { policy, rule, lifts = [] }: Refused): boolean {
  if (lifts.some((id) => mayMean(row, id))) return true;
  return readPolicyId(policy).name === policyNameOf(row) && (rule === null || isRule(row, rule));
}

/** Whether an exception, whose rules may be patterns, may be of what a row is about. */
function mayMean(row: Row, id: string): boolean {
  const { name, rule } = readPolicyId(id);
  return name === policyNameOf(row) && (isRule(row, rule) || (rule ?? '').includes('*'));
}

function resourceOf(chosen: Chosen): string {
  if ('missing' in chosen) return chosen.missing;
  if ('all' in chosen) return '';
  const { resource, name } = chosen.judged;
  return resource === null ? name : `${namespaceOf(resource) ?? ''}/${resource.kind}/${nameOf(resource)}`;
}
