import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyReport } from './reports.ts';
import { events, rendered } from './rendered.ts';

/** The parts of a log that GitHub code scanning reads. */
interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly Descriptor[] } };
    readonly results: readonly Result[];
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly Notification[];
    }[];
  }[];
}

interface Descriptor {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly properties: { readonly 'security-severity': string; readonly tags: readonly string[] };
}

interface Result {
  readonly ruleId: string;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: Physical }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly { readonly justification: string }[];
}

interface Physical {
  readonly artifactLocation: { readonly uri: string };
  readonly region?: { readonly startLine: number; readonly startColumn: number };
}

interface Notification {
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations?: readonly { readonly physicalLocation: Physical }[];
}

// The schema of OASIS, as Microsoft's own matchers for SARIF carry it. It is of draft 4, where `$id` was `id`.
const {
  id: _,
  $schema: __,
  ...schema
} = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  ),
) as Record<string, unknown>;
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

function faults(report: string): unknown {
  return validate(JSON.parse(report)) ? [] : validate.errors;
}

const logs = (await everyReport()).map(({ name, reports }) => ({
  name,
  report: reports['sarif'] ?? '',
  run: (JSON.parse(reports['sarif'] ?? '') as Log).runs[0] ?? {
    results: [],
    invocations: [],
    tool: { driver: { rules: [] } },
  },
}));

function logOf(name: string): (typeof logs)[number]['run'] {
  const found = logs.find((log) => log.name === name);
  if (found === undefined) throw new Error(`there is no run ${name}`);
  return found.run;
}

describe('the schema of SARIF 2.1.0 holds', () => {
  test.each(logs.map(({ name, report }) => [name, report] as const))('for %s', (_name, report) => {
    expect(faults(report)).toEqual([]);
  });

  test('whatever is told', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (told) => {
        expect(faults(await rendered('sarif', told))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('and it is not empty', () => {
    expect(faults('{"version":"2.1.0","runs":[{}]}')).not.toEqual([]);
    expect(faults('{"version":"2.1.0","runs":[{"tool":{"driver":{"name":1}}}]}')).not.toEqual([]);
  });
});

describe('what GitHub code scanning asks for', () => {
  test('every result names a rule of the tool, whose help a person can read', () => {
    for (const { run } of logs) {
      const { rules } = run.tool.driver;
      const ids = new Set(rules.map(({ id }) => id));
      expect(ids.size).toBe(rules.length);
      expect(run.results.filter(({ ruleId }) => !ids.has(ruleId))).toEqual([]);
      for (const { help, properties, shortDescription, fullDescription } of rules) {
        expect(help.markdown).toContain('**What to do:**');
        expect(Number(properties['security-severity'])).toBeGreaterThan(0);
        expect(Number(properties['security-severity'])).toBeLessThanOrEqual(10);
        expect(shortDescription.text.length).toBeLessThanOrEqual(1024);
        expect(fullDescription.text.length).toBeLessThanOrEqual(1024);
      }
    }
  });

  test('the tool lists the rules that were judged by, and no others', () => {
    const { rules } = logOf('the shop').tool.driver;
    const all = logOf('the shop, all results').tool.driver.rules;
    expect(rules.length).toBeLessThan(all.length);
    expect(rules.map(({ id }) => id)).toContain('unknown-field');
  });

  test('every result is at one place of one file, counted from 1', () => {
    for (const { run } of logs) {
      for (const { locations } of run.results) {
        expect(locations).toHaveLength(1);
        const region = locations[0]?.physicalLocation.region;
        expect(region?.startLine).toBeGreaterThanOrEqual(1);
        expect(region?.startColumn).toBeGreaterThanOrEqual(1);
      }
    }
  });

  test('a file is a relative URI, each segment encoded', () => {
    const uris = logOf('hostile names').results.map(
      (result) => result.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(uris).toContain('a%20b%2520c%23d%3F%C3%A9%2C%3A.yaml');
    for (const uri of uris) expect(() => new URL(uri ?? '', 'file:///repository/')).not.toThrow();
  });

  test('fingerprints are where GitHub looks, and the same result has the same', () => {
    for (const { partialFingerprints } of logOf('the shop').results) {
      expect(partialFingerprints['primaryLocationLineHash']).toMatch(/^[0-9a-f]{32}$/);
    }
    const digests = (name: string): readonly unknown[] =>
      logOf(name).results.map((one) => one.partialFingerprints);
    expect(new Set(digests('the shop').map((one) => JSON.stringify(one))).size).toBe(
      digests('the shop').length,
    );
  });

  test('a level other than none is of a failure only', () => {
    for (const { run } of logs) {
      expect(run.results.filter(({ kind, level }) => (kind === 'fail') !== (level !== 'none'))).toEqual([]);
    }
  });

  test('what an exception lifts is suppressed, with the reason', () => {
    const lifted = logOf('exceptions').results.filter(({ ruleId }) => ruleId === 'privileged-container');
    expect(lifted.map(({ suppressions }) => suppressions?.[0]?.justification)).toEqual([
      "a node's agent (until 2999-01-01)",
    ]);
  });

  test('what could not be judged is told by the invocation, which then was not successful', () => {
    expect(
      logOf('the hardened shop').invocations.map(({ executionSuccessful }) => executionSuccessful),
    ).toEqual([true]);
    const [invocation] = logOf('what cannot be read').invocations;
    expect(invocation?.executionSuccessful).toBe(false);
    const told = invocation?.toolExecutionNotifications.filter(({ level }) => level === 'error') ?? [];
    expect(told.map(({ locations }) => locations?.[0]?.physicalLocation.artifactLocation.uri)).toEqual([
      'a.yaml',
      'b.yaml',
    ]);
  });

  test('more results than it takes are told of', async () => {
    const [one] = fc.sample(
      events.filter((told) => told.some(({ type }) => type === 'finding')),
      { numRuns: 1, seed: 1 },
    );
    const found = one?.find(({ type }) => type === 'finding');
    const many = Array.from({ length: 25_001 }, () => found).filter((event) => event !== undefined);
    const log = JSON.parse(await rendered('sarif', many)) as Log;
    const [told] = log.runs[0]?.invocations[0]?.toolExecutionNotifications ?? [];
    expect(told?.message.text).toMatch(/at most 25000 results of a run, and this one has 25001/);
  });
});
