import type { Placed } from '../../check/findings.ts';
import type { Unplaced } from '../../core/finding.ts';
import type { JsonPointer } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import type { Rule } from '../../core/rule.ts';
import { isPast } from '../../core/is-past.ts';
import { containerAt } from '../../manifests/container-at.ts';
import { annotation, suppressions, type Suppression } from '../../manifests/suppressions.ts';
import { idsNamed } from '../deciding/catalogue.ts';
import type { GivenPolicies } from '../policies/given-policies.ts';
import { schemaCodes } from './schema-findings.ts';
import type { Tally } from './tally.ts';

/** What suppressions are looked at with. */
export interface SuppressionScope {
  readonly rules: ReadonlyMap<string, Rule>;
  /** Policies that were given, which are lifted by their names. */
  readonly given: GivenPolicies | null;
  /** Nanoseconds since the epoch. */
  readonly now: bigint;
  readonly tally: Tally;
}

const path: JsonPointer = '/metadata/annotations/writ.dev~1ignore';

/** Marks what an annotation lifts, and adds a finding for each entry that does not count. */
export function applySuppressions(
  findings: readonly Unplaced[],
  placed: Placed,
  scope: SuppressionScope,
): readonly Unplaced[] {
  const { accepted, refused } = suppressions(placed.resource);
  if (accepted.length === 0 && refused.length === 0) return findings;
  const current = accepted.filter(({ until }) => !isPast(until, scope.now));
  const faults = [
    ...refused.map(({ text, why }) => `\`${shortened(text)}\` in ${annotation} does not count: ${why}`),
    ...accepted
      .filter(({ until }) => isPast(until, scope.now))
      .map(({ rule, until }) => `the exception for \`${shortened(rule)}\` ended on ${until}`),
    ...current
      .filter(({ rule }) => policiesNamed(rule, scope).length === 0)
      .map(({ rule }) => `\`${shortened(rule)}\` in ${annotation} does not count: there is no such rule`),
  ];
  const marked = mark(findings, current, placed, scope);
  return [...marked, ...faults.map((message) => faultFinding(message, placed))];
}

/** Marks what an annotation lifts of the findings that came later; what does not count in it is already told. */
export function markSuppressed(
  findings: readonly Unplaced[],
  placed: Placed,
  scope: SuppressionScope,
): readonly Unplaced[] {
  const { accepted } = suppressions(placed.resource);
  const current = accepted.filter(({ until }) => !isPast(until, scope.now));
  return current.length === 0 ? findings : mark(findings, current, placed, scope);
}

function mark(
  findings: readonly Unplaced[],
  current: readonly Suppression[],
  placed: Placed,
  scope: SuppressionScope,
): readonly Unplaced[] {
  return findings.map((finding) => {
    const found = current.find((suppression) => lifts(suppression, finding, placed.resource, scope));
    if (found === undefined || (finding.result !== 'fail' && finding.result !== 'warn')) return finding;
    scope.tally.add('excepted');
    return { ...finding, exception: `${found.reason} (until ${found.until})` };
  });
}

/** The policies that a suppression means: of this run, of the schema, or of the catalogue. */
function policiesNamed(name: string, { rules, given }: SuppressionScope): readonly string[] {
  if (rules.has(name) || given?.told.some(({ id }) => id === name) === true) return [name];
  const schema = Object.entries(schemaCodes).find(([id, code]) => id === name || code === name.toUpperCase());
  return schema === undefined ? idsNamed(name) : [schema[0]];
}

const longestQuote = 80;

/** An annotation may be a quarter of a megabyte. */
function shortened(text: string): string {
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
}

function lifts(
  { rule, container }: Suppression,
  finding: Unplaced,
  resource: Resource,
  scope: SuppressionScope,
): boolean {
  if (!policiesNamed(rule, scope).includes(finding.policy)) return false;
  return container === null || containerAt(resource, finding.path) === container;
}

function faultFinding(message: string, placed: Placed): Unplaced {
  return {
    policy: 'suppression-invalid',
    rule: null,
    code: 'KS003',
    validation: message,
    result: 'fail',
    severity: 'medium',
    category: 'compliance',
    message,
    remediation: 'Write `rule until=YYYY-MM-DD reason=why`, several separated by `;`.',
    fix: null,
    resource: placed.named,
    path,
    exception: null,
    covers: [],
  };
}
