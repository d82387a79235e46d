import { defineConfig } from 'vitest/config';
import { SkipsReporter } from './scripts/skips-reporter.ts';

export default defineConfig({
  test: {
    reporters: ['default', new SkipsReporter()],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/cluster/**', 'test/oracle/**', 'test/conformance/**'],
    pool: 'threads',
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
