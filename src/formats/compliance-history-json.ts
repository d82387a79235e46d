import { z } from 'zod';

const count = z.int().min(0);
const percentage = z.number().min(0).max(100).nullable();
const byName = z.record(z.string(), percentage);
const change = z.object({ of: z.string(), score: z.number(), change: z.number() });

/** The parts of a report that earlier runs add to. */
export const historyJson = {
  effectiveness: z.array(
    z.object({
      rule: z.string(),
      opened: count,
      fixed: count,
      excepted: count,
      medianHoursToFix: z.number().min(0).nullable(),
      open: count.describe('resources that break it now'),
      neverFired: z.boolean(),
    }),
  ),
  trend: z
    .object({
      runs: z.array(
        z.object({
          generated: z.string(),
          overall: percentage,
          weighted: percentage,
          coverage: percentage,
          findings: count,
          frameworks: byName,
          categories: byName,
        }),
      ),
      change: z.number().nullable().describe('points of the overall score since the last run'),
      categories: z.array(change),
      frameworks: z.array(change),
      opened: count,
      fixed: count,
      remaining: count,
      byRule: z.array(z.object({ rule: z.string(), opened: count, fixed: count })),
    })
    .nullable()
    .describe('null where no earlier run is known'),
};
