import { z } from 'zod';
import { severities } from '../core/severity.ts';
import { confidences, strengths } from '../frameworks/framework.ts';
import { historyJson } from './compliance-history-json.ts';

const count = z.int().min(0);
const percentage = z.number().min(0).max(100).nullable();
const scores = {
  overall: percentage.describe('100 · passed / concerned; null where nothing concerned anything'),
  weighted: percentage.describe('the same, each verdict weighed by the severity of its rule'),
  coverage: percentage.describe('how much of what concerned something was judged at all'),
};

const resource = {
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string().nullable(),
  name: z.string(),
};

const counts = z
  .object({
    pass: count,
    fail: count,
    warn: count,
    excepted: count,
    error: count,
    open: count.describe('a question waits for an answer'),
    off: count.describe('switched off'),
    unknown: count.describe('other objects would have to be there'),
  })
  .describe('verdicts: one rule on one resource');

const ruleNumbers = z.object({
  total: count,
  evaluated: count.describe('passed and failed together'),
  passed: count,
  failed: count,
  unconcerned: count.describe('nothing concerned them'),
  withheld: count.describe('switched off, excepted, unanswered, unknown or in error'),
});

const share = { rules: ruleNumbers, findings: count };

const rule = {
  id: z.string(),
  code: z.string().nullable(),
  title: z.string(),
  severity: z.enum(severities),
};

const control = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(['passing', 'failing', 'not-assessable']),
  because: z
    .enum([
      'beyond-manifests',
      'supporting-only',
      'no-rule',
      'nothing-concerned',
      'switched-off',
      'unanswered',
      'unknown',
      'excepted',
      'error',
    ])
    .nullable()
    .describe('why it was not assessed, or null'),
  reason: z.string().nullable().describe('the same as one sentence'),
  evidence: z.array(
    z.object({
      rule: z.string(),
      strength: z.enum(strengths),
      confidence: z.enum(confidences),
      code: z.string().nullable(),
      title: z.string(),
      passed: count,
      failed: count,
      open: count,
    }),
  ),
});

const framework = z.object({
  id: z.string(),
  title: z.string(),
  version: z.string().nullable(),
  url: z.string().nullable(),
  caution: z.string().describe('what a reader of the numbers must know'),
  passing: count,
  failing: count,
  notAssessable: count,
  withheld: count.describe('of the not assessable, those that could be'),
  score: percentage.describe('100 · passing / (passing + failing + withheld)'),
  controls: z.array(control),
});

const broken = z.object({
  rule: z.object({ ...rule, category: z.string(), advice: z.string() }),
  scored: z.boolean().describe('whether it belongs to the yardstick; else it is evidence only'),
  broken: count,
  resources: z.array(z.object({ ...resource, file: z.string() })).describe('the first of them'),
});

const recommendation = z.object({
  category: z.string(),
  advice: z.string(),
  rule: z.object(rule),
  resources: count,
});

const worst = z.object({
  resource: z.object(resource),
  file: z.string(),
  owner: z.string().nullable(),
  failed: count,
  score: percentage,
  weighted: percentage,
});

/** What `report --format json` prints. */
export const complianceReportJson = z
  .object({
    apiVersion: z.literal('writ/v1'),
    kind: z.literal('ComplianceReport'),
    generated: z.string().describe('RFC 3339'),
    scope: z.object({
      organization: z.string().nullable().describe('whose it is, as the configuration names it, or null'),
      cluster: z.string().nullable(),
      paths: z.array(z.string()),
      namespaces: z.array(z.string()),
    }),
    yardstick: z.string().describe('what the scores are measured by'),
    scores: z.object({ ...scores, colour: z.enum(['green', 'yellow', 'red', 'grey']) }),
    target: percentage.describe('the next goal'),
    resources: count.describe('those that a rule concerns'),
    leftOut: count.describe('judged at their owner, idle, or excluded by the configuration'),
    rules: ruleNumbers,
    verdicts: counts,
    findings: count,
    excepted: count,
    inputFaults: count.describe('findings of the manifests themselves'),
    unjudged: count,
    severities: z.array(z.object({ severity: z.enum(severities), ...share })),
    categories: z.array(z.object({ category: z.string(), scores: z.object(scores), ...share })),
    frameworks: z.array(framework),
    failing: z.array(broken),
    recommendations: z.array(recommendation),
    autoFix: z.object({
      fixable: count,
      fixed: count.nullable(),
      ofFixable: percentage,
      ofViolations: percentage,
    }),
    worst: z.array(worst),
    owners: z.array(
      z.object({ owner: z.string().nullable(), resources: count, failed: count, score: percentage }),
    ),
    ...historyJson,
    gate: z
      .object({
        least: z.number(),
        scores: z.array(z.object({ framework: z.string().nullable(), score: percentage })),
        isMet: z.boolean(),
      })
      .nullable()
      .describe('what --min-score asks for, or null'),
  })
  .meta({ title: 'Result of writ report' });
