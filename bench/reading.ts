/** Reading manifests, with the position of everything, against the `yaml` library. */
import { LineCounter, parseAllDocuments } from 'yaml';
import { read } from '../src/yaml/read.ts';
import { stream } from './corpus.ts';
import type { Figure } from './report.ts';
import { median } from './timing.ts';

/** How many times as fast plain manifests are read, and how much of a second a megabyte takes. */
export async function reading(rounds: number): Promise<readonly Figure[]> {
  const text = stream(500);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const times = [await time(() => readOurs(text)), await time(() => Promise.resolve(readTheirs(text)))];
    if (round === 0) continue; // The first round is slow for both.
    ours.push(times[0] ?? 0);
    theirs.push(times[1] ?? 0);
  }
  return [
    {
      what: 'plain manifests, positions included, against yaml',
      value: median(theirs) / median(ours),
      unit: '×',
      wanted: { atLeast: 10 },
    },
    { what: 'throughput', value: text.length / 1000 / median(ours), unit: 'MB/s', wanted: null },
  ];
}

async function readOurs(text: string): Promise<number> {
  let lines = 0;
  for await (const one of read(text))
    if ('document' in one) lines += one.document.locate('/metadata/name').line;
  return lines;
}

function readTheirs(text: string): number {
  const counter = new LineCounter();
  let lines = 0;
  for (const document of parseAllDocuments(text, { version: '1.1', lineCounter: counter })) {
    document.toJS();
    const node = document.getIn(['metadata', 'name'], true) as { range?: [number] } | undefined;
    lines += counter.linePos(node?.range?.[0] ?? 0).line;
  }
  return lines;
}

async function time(action: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await action();
  return performance.now() - begun;
}
