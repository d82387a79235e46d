import { z } from 'zod';
import { risks } from '../core/rule.ts';
import { severities } from '../core/severity.ts';

const nonNegative = z.int().min(0);
const position = {
  line: nonNegative.describe('1-based; 0 where there is none'),
  column: nonNegative.describe('1-based, in UTF-16 code units; 0 where there is none'),
};

const scan = z.object({
  image: z.string().describe('the reference, as the object has it'),
  tools: z.array(z.string()).describe('the scanners'),
  scanned: z.string().nullable().describe('when it was last scanned, RFC 3339'),
  vulnerabilities: z.array(
    z.object({
      id: z.string().describe('its CVE where it has one'),
      aliases: z.array(z.string()),
      severity: z.enum(severities).describe('the highest that a scanner says; medium where none knows it'),
      said: z.array(z.object({ tool: z.string(), severity: z.enum(severities).nullable() })),
      packages: z.array(
        z.object({
          name: z.string(),
          version: z.string(),
          fixed: z.array(z.string()).describe('versions that have a fix'),
        }),
      ),
      title: z.string().nullable(),
      url: z.string().nullable(),
      published: z.string().nullable().describe('RFC 3339'),
      exploited: z.boolean().describe('whether it is in a list of what is known to be exploited'),
      epss: z.number().nullable().describe('the probability of its being exploited within 30 days'),
    }),
  ),
});

const finding = z.object({
  policy: z.string().describe("the rule's id"),
  rule: z.string().nullable().describe("the rule's name within a Kyverno ClusterPolicy, else null"),
  code: z.string().nullable().describe("the catalogue's code, such as KP001; null for a rule of one's own"),
  result: z.enum(['pass', 'fail', 'warn', 'error', 'skip']),
  severity: z.enum(severities),
  category: z.string(),
  message: z.string().describe('what is wrong'),
  remediation: z.string().nullable().describe('what to do; null where nothing is wrong'),
  fix: z
    .object({ risk: z.enum(risks) })
    .nullable()
    .describe('whether it can be repaired mechanically, and what that could break'),
  covers: z.array(z.string()).describe('ids of the rules whose findings are folded under this one'),
  resource: z.object({
    apiVersion: z.string(),
    kind: z.string(),
    namespace: z.string().nullable(),
    name: z.string(),
  }),
  path: z
    .string()
    .describe(
      'JSON pointer (RFC 6901) from the resource, also within a List; of a missing field, where it should be',
    ),
  location: z
    .object({ file: z.string(), ...position })
    .describe('of a missing field, its nearest parent that exists'),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('the same as long as the fault is the same, whatever moves around it'),
  exception: z.string().nullable().describe('the reason why it is excepted, or null'),
  scan: scan.optional().describe('what scanners found in the image at the place; only of rules on images'),
  handling: z
    .object({
      actions: z
        .array(z.enum(['modify', 'audit', 'notify']))
        .describe('what its rule says: a fix is proposed, it is recorded, it is sent; none of them blocks'),
      channels: z.array(z.string()).describe('where it is to be sent; this version sends nothing'),
    })
    .optional()
    .describe('what becomes of it besides being told, where the configuration says so'),
});

const unjudged = z.object({
  file: z.string(),
  ...position,
  code: z.string().describe('stable: scripts may depend on it'),
  message: z.string(),
});

const summary = z.object({
  files: nonNegative,
  documents: nonNegative,
  resources: nonNegative,
  workloads: nonNegative,
  rules: nonNegative.describe('rules that were chosen'),
  pass: nonNegative.describe('verdicts: one rule on one resource, counted before folding'),
  fail: nonNegative,
  warn: nonNegative,
  error: nonNegative,
  skip: nonNegative,
  excepted: nonNegative.describe('findings that an exception lifts'),
  findings: nonNegative.describe('places that are wrong; one verdict may have several'),
  folded: nonNegative.describe('findings that are not shown by themselves'),
});

/** What `check --format json` prints. */
export const checkResultJson = z
  .object({
    apiVersion: z.literal('writ/v1'),
    kind: z.literal('CheckResult'),
    findings: z.array(finding),
    unjudged: z
      .array(unjudged)
      .describe('input that could not be judged; where there is any, the exit code is 3'),
    notes: z.array(z.string()),
    summary,
  })
  .meta({ title: 'Result of writ check' });

/** A line of what `check --format jsonl` prints. */
export const checkLineJson = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('finding'), ...finding.shape }),
    z.object({ type: z.literal('unjudged'), ...unjudged.shape }),
    z.object({ type: z.literal('note'), note: z.string() }),
    z.object({ type: z.literal('summary'), ...summary.shape }),
  ])
  .meta({ title: 'Line of writ check --format jsonl' });

/** A finding in the published shape. */
export type FindingJson = z.output<typeof finding>;
