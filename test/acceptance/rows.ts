import { repairRows } from './live-repair.ts';
import { policyAsCode } from './policy-as-code.ts';
import type { Row } from './row.ts';

/** The acceptance rows that hold, by the specification whose table they stand in. */
export const rows: Readonly<Record<string, readonly Row[]>> = {
  'policy-as-code-and-cedar': [...policyAsCode, ...repairRows].toSorted((a, b) => a.row - b.row),
};
