import { z } from 'zod';
import { severities } from '../../core/severity.ts';
import type { BrokenRule, ComplianceReport } from '../../report/compliance-report.ts';
import { judgingArguments, namespaceArgument, sourcesArgument } from './call-shapes.ts';
import { openCall } from './open-call.ts';
import { reportCall } from './report-call.ts';
import { aliasesOf } from './rule-names.ts';
import { defineTool, type Told } from './tool.ts';
import { resourceShape } from './verdict-shape.ts';

/** How many objects are listed: the figures count all. */
const mostListed = 200;

const count = z.number().int().nonnegative();
const score = z.number().nullable();

const broken = z.object({
  ruleId: z.string(),
  ruleName: z.string(),
  aliases: z.array(z.string()),
  severity: z.enum(severities),
  category: z.string(),
});

const change = z.object({ of: z.string(), score: z.number(), change: z.number() });

const output = z.object({
  timestamp: z.iso.datetime(),
  cluster: z.string().nullable().describe('null where manifests were judged'),
  namespace: z.string().nullable().describe('null: all'),
  measuredBy: z.string().describe('the rules by which scores are measured'),
  overallCompliance: score.describe('percentage of rules that hold; null where there was nothing to judge'),
  weightedCompliance: score.describe('the same, weighed by severity'),
  coverage: score.describe('how much was judged at all: what is switched off or exempted raises no score'),
  colour: z.enum(['green', 'yellow', 'red', 'grey']),
  nextTarget: score,
  summary: z.object({
    totalRules: count,
    passedRules: count,
    failedRules: count,
    otherRules: count.describe('rules that nothing concerned, or that were not judged'),
    violations: count,
    exempted: count,
    resources: count,
    skippedResources: count,
    unreadable: count,
    violationsBySeverity: z.record(z.enum(severities), count).describe('rules that are broken'),
    violationsByCategory: z.record(z.string(), count),
  }),
  recommendations: z.array(z.string()),
  autoFix: z.object({
    fixable: count.describe('violations that can be repaired mechanically'),
    fixed: count.nullable(),
    efficiency: score.describe('percentage of what could be repaired that was'),
  }),
  frameworks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      score,
    }),
  ),
  trends: z
    .object({
      change: score,
      opened: count,
      fixed: count,
      remaining: count,
      categories: z.array(change),
      runs: z.array(z.object({ timestamp: z.string(), overallCompliance: score, violations: count })),
    })
    .nullable()
    .describe('null where no earlier report is known'),
  results: z
    .array(z.object({ resource: resourceShape, violations: z.array(broken) }))
    .describe('the objects that break rules, those that break most first'),
  resultsLeftOut: count.describe('objects that break rules and are not listed'),
  notes: z.array(z.string()),
});

type Output = Told<z.infer<typeof output>>;

export const generateComplianceReport = defineTool({
  name: 'generate_compliance_report',
  summary: 'Report how compliant a namespace or all of a cluster is: scores, coverage, what to do first.',
  effect: 'read',
  input: z.strictObject({
    namespace: namespaceArgument.optional().describe('only this namespace (default: all)'),
    format: z.enum(['summary', 'detailed']).default('detailed').describe('summary leaves the results out'),
    sources: sourcesArgument,
    ...judgingArguments,
  }),
  output,

  async run(input, context) {
    const call = await openCall(input, context);
    const { namespace = null, profile = null, format } = input;
    const { report, notes } = await reportCall(call, {
      config: call.config,
      namespace,
      profile,
      records: call.cluster !== undefined && context.openStore !== null,
    });
    const told = toldOf(report);
    return format === 'summary'
      ? { ...told, namespace, notes, results: [], resultsLeftOut: told.results.length + told.resultsLeftOut }
      : { ...told, namespace, notes };
  },
});

function toldOf(report: ComplianceReport): Omit<Output, 'namespace' | 'notes'> {
  const { scores, rules, autoFix } = report;
  return {
    timestamp: report.generated,
    cluster: report.scope.cluster,
    measuredBy: report.yardstick,
    overallCompliance: scores.overall,
    weightedCompliance: scores.weighted,
    coverage: scores.coverage,
    colour: scores.colour,
    nextTarget: report.target,
    summary: {
      totalRules: rules.total,
      passedRules: rules.passed,
      failedRules: rules.failed,
      otherRules: rules.unconcerned + rules.withheld,
      violations: report.findings,
      exempted: report.excepted,
      resources: report.resources,
      skippedResources: report.leftOut,
      unreadable: report.unjudged,
      violationsBySeverity: failedBy(report.severities, ({ severity }) => severity),
      violationsByCategory: failedBy(report.categories, ({ category }) => category),
    },
    recommendations: recommended(report),
    autoFix: { fixable: autoFix.fixable, fixed: autoFix.fixed, efficiency: autoFix.ofFixable },
    frameworks: report.frameworks.map(frameworkOf),
    trends: trendOf(report),
    ...resultsOf(report.failing),
  };
}

type Share = { readonly rules: { readonly failed: number } };

function failedBy<S extends Share, K extends string>(
  shares: readonly S[],
  keyOf: (share: S) => K,
): Record<K, number> {
  const entries = shares.map((share) => [keyOf(share), share.rules.failed] as const);
  return Object.fromEntries(entries) as Record<K, number>;
}

function frameworkOf({ id, title, score: of }: ComplianceReport['frameworks'][number]) {
  return { id, title, score: of };
}

/** One sentence a category, and how much can be repaired. */
function recommended({ recommendations, autoFix }: ComplianceReport): readonly string[] {
  const lines = recommendations.map(
    ({ category, advice, rule, resources }) =>
      `${category}: ${advice} (${rule.id}, ${resources} ${resources === 1 ? 'object' : 'objects'})`,
  );
  if (autoFix.fixable === 0) return lines;
  const what = autoFix.fixable === 1 ? '1 violation' : `${autoFix.fixable} violations`;
  return [...lines, `auto-fix: ${what} can be repaired mechanically`];
}

function trendOf({ trend }: ComplianceReport): Output['trends'] {
  if (trend === null) return null;
  const { change: points, opened, fixed, remaining, categories, runs } = trend;
  return {
    change: points,
    opened,
    fixed,
    remaining,
    categories,
    runs: runs.map(({ generated, overall, findings }) => ({
      timestamp: generated,
      overallCompliance: overall,
      violations: findings,
    })),
  };
}

/** What is known by rule, by object. */
function resultsOf(failing: readonly BrokenRule[]): Pick<Output, 'results' | 'resultsLeftOut'> {
  const results = new Map<
    string,
    {
      readonly resource: BrokenRule['resources'][number];
      readonly violations: Told<z.infer<typeof broken>>[];
    }
  >();
  for (const { rule, resources } of failing.filter(({ scored }) => scored))
    for (const resource of resources) {
      const key = JSON.stringify(resource);
      const known = results.get(key) ?? { resource, violations: [] };
      results.set(key, known);
      const { id, title, severity, category } = rule;
      known.violations.push({ ruleId: id, ruleName: title, aliases: aliasesOf(rule), severity, category });
    }
  const all = [...results.values()].toSorted((a, b) => b.violations.length - a.violations.length);
  const listed = all.slice(0, mostListed).map(({ resource, violations }) => {
    const { apiVersion, kind, namespace, name } = resource;
    return { resource: { apiVersion, kind, namespace, name }, violations };
  });
  return { results: listed, resultsLeftOut: all.length - listed.length };
}
