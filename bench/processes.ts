/** Whole processes from cold: one manifest, a thousand in files, streams; time, CPU seconds and memory. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifest, stream, writeFolder } from './corpus.ts';
import { kubeScore } from './kube-score.ts';
import type { Figure } from './report.ts';
import { measure, measureInTurn, type Measured } from './run-process.ts';

const writ = ['bin/writ.js', 'check', '--fail-on', 'none'];

/** Compares with an empty process and with kube-score, in turn. */
export function processes(rounds: number): readonly Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'writ-bench-'));
  try {
    return [
      ...starting(folder, rounds),
      ...judging(folder, rounds),
      ...growing(folder),
      ...remembering(folder),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function starting(folder: string, rounds: number): readonly Figure[] {
  const one = join(folder, 'one.yaml');
  writeFileSync(one, manifest(0));
  const [empty, version, check] = measureInTurn(
    [node(['-e', '0']), node(['bin/writ.js', '--version']), node([...writ, one])],
    rounds,
  ) as [Measured, Measured, Measured];
  return [
    {
      what: 'writ --version, against node -e 0',
      value: version.seconds / empty.seconds,
      unit: '×',
      wanted: { atMost: 2 },
    },
    {
      what: 'one manifest, against node -e 0',
      value: check.seconds / empty.seconds,
      unit: '×',
      wanted: { atMost: 7 },
    },
    { what: 'one manifest', value: check.seconds * 1000, unit: 'ms', wanted: null },
  ];
}

function judging(folder: string, rounds: number): readonly Figure[] {
  const path = kubeScore();
  if (path === null) {
    console.warn('SKIPPED: the comparison with kube-score; it needs Go to be built');
    return [];
  }
  const files = join(folder, 'thousand');
  writeFolder(files, 1000, 4);
  const list = Array.from({ length: 250 }, (_, index) => join(files, `app-${index}.yaml`));
  const large = join(folder, 'ten-thousand.yaml');
  writeFileSync(large, stream(10_000));
  return [
    ...against('1,000 manifests in 250 files', { path, theirs: list, ours: files, rounds, atMost: 1 }),
    ...against('a stream of 10,000', {
      path,
      theirs: [large],
      ours: large,
      rounds: Math.min(rounds, 9),
      atMost: 0.4,
    }),
  ];
}

interface Comparison {
  readonly path: string;
  readonly theirs: readonly string[];
  readonly ours: string;
  readonly rounds: number;
  readonly atMost: number;
}

function against(what: string, { path, theirs, ours, rounds, atMost }: Comparison): readonly Figure[] {
  const [their, our] = measureInTurn([[path, 'score', ...theirs], node([...writ, ours])], rounds) as [
    Measured,
    Measured,
  ];
  return [
    {
      what: `${what}, against kube-score`,
      value: our.seconds / their.seconds,
      unit: '×',
      wanted: { atMost },
    },
    { what: `${what}, CPU seconds against kube-score`, value: our.cpu / their.cpu, unit: '×', wanted: null },
    { what: `${what}, ours`, value: our.seconds * 1000, unit: 'ms', wanted: null },
    { what: `${what}, kube-score`, value: their.seconds * 1000, unit: 'ms', wanted: null },
  ];
}

/** Ten times the manifests should take no more than ten times the time. */
function growing(folder: string): readonly Figure[] {
  const [few, many] = [10_000, 100_000].map((count) => {
    const file = join(folder, `${count}.yaml`);
    writeFileSync(file, stream(count));
    return measure(node([...writ, '--max-file-size', '512', file]));
  }) as [Measured, Measured];
  return [
    {
      what: '100,000 manifests, against ten times 10,000',
      value: many.seconds / few.seconds / 10,
      unit: '×',
      wanted: { atMost: 1.3 },
    },
  ];
}

/** A quarter of a million findings, in every format that is written whole. */
function remembering(folder: string): readonly Figure[] {
  const files = join(folder, 'many');
  writeFolder(files, 110_000, 60);
  return ['text', 'json', 'sarif', 'junit'].map((format): Figure => {
    const { peak } = measure(node([...writ, '--no-fold', '--format', format, files]));
    return {
      what: `memory with 250,000 findings as ${format}`,
      value: peak,
      unit: 'MB',
      wanted: { atMost: 300 },
    };
  });
}

function node(rest: readonly string[]): readonly string[] {
  return [process.execPath, ...rest];
}
