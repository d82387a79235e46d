import type { Reporter, TestModule } from 'vitest/node';

/** Says at the end which tests were skipped; with `WRIT_NO_SKIPS` set, one is enough to fail. */
export class SkipsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) =>
      Array.from(
        module.children.allTests('skipped'),
        (test) => `${module.relativeModuleId}: ${test.fullName}`,
      ),
    );
    if (skipped.length === 0) return;
    for (const name of skipped.slice(0, 20)) console.warn(`skipped  ${name}`);
    console.warn(
      `SKIPPED: ${skipped.length === 1 ? '1 test' : `${skipped.length} tests`}; suites are found through WRIT_SUITES`,
    );
    if (process.env['WRIT_NO_SKIPS'] !== undefined) process.exitCode = 1;
  }
}
