import type { CheckEvent, CheckResult, WatchEvent } from '../operations/judging/check-result.ts';

/** What a format may know of the run and of the terminal. */
export interface FormatOptions {
  readonly version: string;
  /** Whether colour may be used. */
  readonly colour: boolean;
  /** When the run began, in nanoseconds since the epoch. */
  readonly now: bigint;
}

/** Renders a run piece by piece, so that memory does not grow with the findings. */
export interface Writer {
  /** Text that precedes everything. */
  begin(): string;
  event(event: CheckEvent): string;
  end(result: CheckResult): string;
  /** What is told while a cluster is watched; absent where a document must be whole. */
  readonly watch?: (event: WatchEvent) => string;
}

/** One way to show what `check` found. Adding one is adding one file. */
export interface Format {
  readonly name: string;
  open(options: FormatOptions): Writer;
}
