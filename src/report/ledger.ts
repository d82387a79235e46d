import type { FindingResource } from '../core/finding.ts';
import type { Severity } from '../core/severity.ts';
import { noCounts, type Verdict } from './counts.ts';
import type { AboutRule, JudgedFinding, JudgedResource, JudgedRule, JudgedRun } from './judged-run.ts';
import { weights } from './scores.ts';

/** A rule as a ledger is opened with it. */
export interface LedgerRule {
  readonly about: AboutRule;
  readonly scored: boolean;
  /** As how severe it weighs in the scores. */
  readonly weighs: Severity;
  readonly question: string | null;
}

/** Collects verdicts as they come; what it holds grows with resources and findings, not with passes. */
export interface Ledger {
  /** Adds one verdict of a rule on a resource; null where the resource is left out of what is looked at. */
  verdict(rule: string, place: Place, verdict: Verdict | null): void;
  finding(finding: JudgedFinding): void;
  entries(): Pick<JudgedRun, 'rules' | 'resources' | 'findings' | 'leftOut'>;
}

/** A resource, and the file in which it stands. */
export interface Place {
  readonly named: FindingResource;
  readonly file: string;
  readonly owner: string | null;
}

type Tallied = Omit<JudgedResource, 'counts' | 'weight'> & {
  readonly index: number;
  readonly counts: Record<Verdict, number>;
  readonly weight: { passed: number; total: number };
};

/** A ledger without entries. */
export function openLedger(opened: readonly LedgerRule[]): Ledger {
  const rules = new Map(opened.map((rule) => [rule.about.id, startOf(rule)]));
  const resources = new Map<string, Tallied>();
  const findings: JudgedFinding[] = [];
  const leftOut = new Set<string>();
  const at = (place: Place): Tallied => {
    const key = keyOf(place);
    const known = resources.get(key) ?? tallied(place, resources.size);
    resources.set(key, known);
    return known;
  };
  return {
    verdict(id, place, verdict) {
      const rule = rules.get(id);
      if (rule === undefined) return;
      if (verdict === null) {
        leftOut.add(keyOf(place));
        return;
      }
      const resource = at(place);
      rule.counts[verdict]++;
      if (verdict === 'fail' || verdict === 'warn') rule.broken.push(resource.index);
      if (!rule.scored) return;
      resource.counts[verdict]++;
      if (verdict === 'unknown') return;
      resource.weight.total += weights[rule.weighs];
      if (verdict === 'pass') resource.weight.passed += weights[rule.weighs];
    },
    finding(finding) {
      if (rules.get(finding.rule)?.scored === true) findings.push(finding);
    },
    entries: () => ({
      rules: [...rules.values()],
      resources: Array.from(resources.values(), ({ named, file, owner, counts, weight }): JudgedResource => ({
        named,
        file,
        owner,
        counts,
        weight,
      })),
      findings,
      leftOut: leftOut.size,
    }),
  };
}

function startOf({ about, scored, weighs, question }: LedgerRule) {
  return {
    about,
    scored,
    weighs,
    question,
    counts: { ...noCounts },
    broken: [] as number[],
  } satisfies JudgedRule;
}

function tallied(place: Place, index: number): Tallied {
  return { ...place, index, counts: { ...noCounts }, weight: { passed: 0, total: 0 } };
}

/** The same object in two files is two resources, as `check` counts them. */
function keyOf({ named, file }: Place): string {
  return JSON.stringify([file, named.apiVersion, named.kind, named.namespace, named.name]);
}
