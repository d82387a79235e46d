import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Resource } from '../../../src/core/resource.ts';
import type { Question } from './pod-security.ts';

/** A pod of which the authors of Pod Security state what a level says, in one version. */
export interface UpstreamFixture extends Question {
  readonly file: string;
  readonly level: 'baseline' | 'restricted';
  readonly admitted: boolean;
}

/** The fixtures of the module that `go.mod` names, from 1.25 on; they come with its source. */
export function upstreamFixtures(): readonly UpstreamFixture[] {
  const folder = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', 'k8s.io/pod-security-admission'], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '' },
  }).trim();
  const cwd = join(folder, 'test', 'testdata');
  return globSync('*/v1.*/*/*.yaml', { cwd })
    .toSorted()
    .flatMap((file) => {
      const [, level, minor = '', side] = /^(baseline|restricted)\/v1\.(\d+)\/(pass|fail)\//.exec(file) ?? [];
      if ((level !== 'baseline' && level !== 'restricted') || Number(minor) < 25) return [];
      const pod = parse(readFileSync(join(cwd, file), 'utf8')) as Resource;
      return [{ file, level, minor: Number(minor), admitted: side === 'pass', pod }];
    });
}
