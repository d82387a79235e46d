import { globSync, readFileSync, statSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { parseAllDocuments } from 'yaml';
import { expect, test } from 'vitest';
import { fileInputs } from '../../src/files/inputs.ts';
import { loadFormat, formatNames } from '../../src/formats/index.ts';
import type { CheckEvent } from '../../src/operations/judging/check-result.ts';
import { startRun, type CheckInput } from '../../src/operations/judging/check-run.ts';
import { isTemplate } from '../../src/manifests/helm.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import { mutate, randomFrom } from './mutations.ts';

const suites = process.env['WRIT_SUITES'] ?? '../shared';
const cases = Number(process.env['WRIT_CASES'] ?? 10_000);
const seed = Number(process.env['WRIT_SEED'] ?? Date.now() % 2 ** 31);

const files = ['examples/**/*.yaml', `${suites}/**/*.{yaml,yml}`]
  .flatMap((pattern) => globSync(pattern))
  .filter((file) => statSync(file).size < 8000)
  .toSorted();
const seeds = files
  .filter((_, index) => index % Math.ceil(files.length / 400) === 0)
  .map((file) => readFileSync(file));

const formats = await Promise.all(formatNames.map((name) => loadFormat(name)));

const input: CheckInput = {
  rules: [],
  profile: 'all',
  category: [],
  severity: null,
  results: null,
  failOn: 'medium',
  failOnWarn: false,
  noFold: false,
  allowEmpty: true,
  kubernetesVersion: '1.36',
  defaulting: false,
  maxDocuments: 1000,
  maxDepth: 200,
  paths: ['-'],
};

async function* chunk(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}

test(`${cases} mutations of real manifests end in findings or sentences, never in a fault of our own`, async () => {
  console.log(`seed ${seed}: WRIT_SEED=${seed} repeats these ${cases} mutations of ${seeds.length} files`);
  const schema = await kubernetesSchema();
  const random = randomFrom(seed);
  const outcomes = { judged: 0, unjudged: 0 };
  for (let number = 0; number < cases; number++) {
    const bytes = mutate(seeds, random);
    const { judged, fault } = await outcomeOf(bytes, schema);
    outcomes[judged ? 'judged' : 'unjudged']++;
    if (fault !== null)
      throw new Error(`case ${number} of seed ${seed}:\n${bytes.toString('latin1')}`, { cause: fault });
  }
  console.log(`${outcomes.judged} judged, ${outcomes.unjudged} not judged in full`);
  expect(Math.min(outcomes.judged, outcomes.unjudged)).toBeGreaterThan(cases / 20);
  // All rules, in every format, 10,000 times: a minute where nothing else runs.
}, 240_000);

interface Outcome {
  readonly judged: boolean;
  readonly fault: unknown;
}

/** Judges a text as standard input would be, and shows what was found in every format. */
async function outcomeOf(bytes: Buffer, schema: Schema): Promise<Outcome> {
  const events: CheckEvent[] = [];
  const writers = formats.map((format) => format?.open({ version: '0', colour: false, now: 0n }));
  try {
    const run = startRun(
      input,
      { now: 0n, schema, pause: async () => undefined },
      (event) => void events.push(event),
    );
    for await (const source of fileInputs(chunk(bytes)).open(['-'], { fileSize: 1e6 }))
      await run.judge(source);
    const { judged } = run.finish();
    for (const writer of writers) for (const event of events) writer?.event(event);
    return { judged, fault: judged ? unreadable(bytes) : unexplained(events) };
  } catch (fault) {
    return { judged: false, fault };
  }
}

/** Input that was not judged needs an event that says so. */
function unexplained(events: readonly CheckEvent[]): string | null {
  const said = events.some(
    (event) => event.type === 'unjudged' || (event.type === 'finding' && event.finding.result === 'error'),
  );
  return said ? null : 'nothing says what was not judged';
}

/** Why another reader says that a text is not one of whole YAML documents; null where it is. */
function unreadable(bytes: Buffer): string | null {
  if (!isUtf8(bytes)) return 'not UTF-8';
  // The other reader does not know all ends of lines of YAML 1.1, as Kubernetes does.
  const text = bytes.toString('utf8').replaceAll(/\r(?!\n)|[\u0085\u2028\u2029]/g, '\n');
  if (isTemplate(text)) return null;
  const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: false, prettyErrors: false });
  return Array.isArray(documents) ? (documents.flatMap(({ errors }) => errors)[0]?.message ?? null) : null;
}
