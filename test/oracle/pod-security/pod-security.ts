import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { buildGoProgram } from '../../cluster/go-program.ts';
import type { Resource } from '../../../src/core/resource.ts';
import type { Verdict } from './judge-profiles.ts';

/** A pod and the minor version in which it is judged. */
export interface Question {
  readonly minor: number;
  readonly pod: Resource;
}

/** The evaluator of Pod Security itself, or the sentence that says why it cannot be asked. */
export async function openPodSecurity(): Promise<{ readonly path: string } | { readonly missing: string }> {
  return buildGoProgram({ name: 'pod-security', folder: import.meta.dirname, values: {} });
}

/**
 * Its verdicts, in the order of the questions.
 * @throws {Error} if it ends before it has answered all.
 */
export async function askPodSecurity(
  program: string,
  questions: readonly Question[],
): Promise<readonly Verdict[]> {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const write = async (): Promise<void> => {
    for (const question of questions) {
      if (!child.stdin.write(`${JSON.stringify(question)}\n`)) await once(child.stdin, 'drain');
    }
    child.stdin.end();
  };
  const writing = write();
  const verdicts: Verdict[] = [];
  for await (const line of createInterface({ input: child.stdout }))
    verdicts.push(JSON.parse(line) as Verdict);
  await writing;
  const code: unknown = (await ended)[0];
  if (code !== 0 || verdicts.length !== questions.length) {
    throw new Error(
      `Pod Security answered ${verdicts.length} of ${questions.length} questions and ended with ${String(code)}`,
    );
  }
  return verdicts;
}
