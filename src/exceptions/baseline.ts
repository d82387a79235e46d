import { z } from 'zod';
import type { JsonValue } from '../core/json.ts';
import { parseShape, type ShapeProblem } from '../rules/shape-problems.ts';

/** Findings that are known: old debt, which does not fail while what is new does. */
export interface Baseline {
  /** The day on which it was written, as YYYY-MM-DD. */
  readonly written: string;
  readonly fingerprints: ReadonlySet<string>;
}

/** A finding in a baseline file: its fingerprint, and what a person needs to know it by. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly policy: string;
  readonly resource: string;
  readonly path: string;
}

/** A baseline file as it is written. */
export const baselineShape = z
  .strictObject({
    apiVersion: z.literal('writ/v1'),
    kind: z.literal('Baseline'),
    written: z.iso.date('must be a day as YYYY-MM-DD').describe('when it was written'),
    findings: z
      .array(
        z.strictObject({
          fingerprint: z
            .string()
            .regex(/^[0-9a-f]{32}$/, 'must be 32 hex digits')
            .describe('names the finding'),
          policy: z.string().describe('for readers'),
          resource: z.string().describe('for readers'),
          path: z.string().describe('for readers'),
        }),
      )
      .describe('findings that were known then'),
  })
  .meta({ title: 'Baseline of writ check' });

/** The baseline in a document, or everything that keeps it from being one. */
export function parseBaseline(
  value: JsonValue,
): { readonly baseline: Baseline } | { readonly problems: readonly ShapeProblem[] } {
  const parsed = parseShape(baselineShape, value, 'the baseline');
  if ('problems' in parsed) return parsed;
  const { written, findings } = parsed.data;
  return { baseline: { written, fingerprints: new Set(findings.map(({ fingerprint }) => fingerprint)) } };
}

/** A baseline file: a finding a line, in order of what it is about, so that a change is easy to review. */
export function writeBaseline(written: string, entries: readonly BaselineEntry[]): string {
  const unique = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  const lines = [...unique.values()]
    .map(({ fingerprint, policy, resource, path }) => ({ resource, policy, path, fingerprint }))
    .map((entry) => JSON.stringify(entry))
    .toSorted();
  const findings = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`;
  return `{"apiVersion":"writ/v1","kind":"Baseline","written":"${written}","findings":${findings}}\n`;
}
