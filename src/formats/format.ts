import type { CheckEvent, CheckResult } from '../operations/check-result.ts';

/** What a format may know of the run and of the terminal. */
export interface FormatOptions {
  readonly version: string;
  /** Whether colour may be used. */
  readonly colour: boolean;
  /** The rules that were applied, for formats that list them. */
  readonly rules: () => Promise<readonly FormatRule[]>;
}

/** A rule as a report lists it. */
export interface FormatRule {
  readonly id: string;
  readonly code: string | null;
  readonly title: string;
  readonly why: string;
  readonly advice: string;
  readonly severity: string;
  readonly category: string;
}

/** Renders a run piece by piece, so that memory does not grow with the findings. */
export interface Writer {
  /** Text that precedes everything. */
  begin(): Promise<string> | string;
  event(event: CheckEvent): string;
  end(result: CheckResult): string;
}

/** One way to show what `check` found. Adding one is adding one file. */
export interface Format {
  readonly name: string;
  open(options: FormatOptions): Writer;
}
