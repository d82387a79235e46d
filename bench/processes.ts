/** Whole processes from cold: one manifest, a thousand in files, streams; time, CPU seconds and memory. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifest, stream, writeFolder } from './corpus.ts';
import { kubeScore } from './kube-score.ts';
import type { Figure } from './report.ts';
import { measure, measureInTurn, peakOf, type Measured, type Timed } from './run-process.ts';

const writ = ['bin/writ.js', 'check', '--fail-on', 'none'];

/** About as many rules as kube-score has, which is what a comparison with it is fair by; and all that there are. */
const pods = Array.from({ length: 31 }, (_, index) => `KP${String(index + 1).padStart(3, '0')}`);
const some = ['--rules', [...pods, 'KP036', 'KP062', 'KP066', 'KP088', 'KP101'].join(',')];
const all = ['--profile', 'all'];

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
  const [empty, version, check, checkAll] = measureInTurn(
    [
      node(['-e', '0']),
      node(['bin/writ.js', '--version']),
      node([...writ, ...some, one]),
      node([...writ, ...all, one]),
    ],
    rounds,
  ) as [Measured, Measured, Measured, Measured];
  return [
    {
      what: 'writ --version, against node -e 0',
      value: version.seconds / empty.seconds,
      unit: '×',
      wanted: { atMost: 2 },
    },
    {
      what: 'one manifest, 36 rules, against node -e 0',
      value: check.seconds / empty.seconds,
      unit: '×',
      wanted: { atMost: 7 },
    },
    {
      what: 'one manifest, all rules, against node -e 0',
      value: checkAll.seconds / empty.seconds,
      unit: '×',
      wanted: { atMost: 8 },
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
    ...against('1,000 manifests in 250 files', { path, theirs: list, ours: files, rounds, atMost: [1, 1.2] }),
    ...against('a stream of 10,000', {
      path,
      theirs: [large],
      ours: large,
      rounds: Math.min(rounds, 9),
      atMost: [0.4, 0.5],
    }),
  ];
}

interface Comparison {
  readonly path: string;
  readonly theirs: readonly string[];
  readonly ours: string;
  readonly rounds: number;
  /** With 36 rules, and with all. */
  readonly atMost: readonly [number, number];
}

function against(what: string, { path, theirs, ours, rounds, atMost }: Comparison): readonly Figure[] {
  const commands = [
    [path, 'score', ...theirs],
    node([...writ, ...some, ours]),
    node([...writ, ...all, ours]),
  ];
  const [their, few, many] = measureInTurn(commands, rounds) as [Measured, Measured, Measured];
  const figure = (rules: string, our: Measured, most: number): readonly Figure[] => [
    {
      what: `${what}, ${rules}, against kube-score`,
      value: our.seconds / their.seconds,
      unit: '×',
      wanted: { atMost: most },
    },
    {
      what: `${what}, ${rules}, CPU seconds against kube-score`,
      value: our.cpu / their.cpu,
      unit: '×',
      wanted: null,
    },
    { what: `${what}, ${rules}, ours`, value: our.seconds * 1000, unit: 'ms', wanted: null },
    { what: `${what}, ${rules}, memory`, value: our.peak, unit: 'MB', wanted: { atMost: 300 } },
  ];
  return [
    ...figure('36 rules', few, atMost[0]),
    ...figure('all rules', many, atMost[1]),
    { what: `${what}, kube-score`, value: their.seconds * 1000, unit: 'ms', wanted: null },
  ];
}

/** Ten times the manifests should take no more than ten times the time. */
function growing(folder: string): readonly Figure[] {
  const [few, many] = [10_000, 100_000].map((count) => {
    const file = join(folder, `${count}.yaml`);
    writeFileSync(file, stream(count));
    return measure(node([...writ, ...some, '--max-file-size', '512', file]));
  }) as [Timed, Timed];
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
    const peak = peakOf(node([...writ, ...some, '--no-fold', '--format', format, files]));
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
