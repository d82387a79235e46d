import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { JsonValue } from '../../../src/core/json.ts';

/** An expression on an object, or a quantity to be read and written. */
export type Question =
  | { readonly expression: string; readonly object: JsonValue }
  | { readonly quantity: string };

/** What was made of a question; where it was refused or failed, there is no value. */
export interface Answer {
  readonly refused?: string;
  readonly error?: string;
  readonly type?: string;
  readonly value?: JsonValue;
  readonly cost: number;
  /** The API server's own code panics: nobody can agree with that. */
  readonly crashed?: string;
}

/**
 * The API server's answers, in the order of the questions.
 * @throws {Error} if it ends before it has answered all.
 */
export async function ask(program: string, questions: readonly Question[]): Promise<readonly Answer[]> {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const write = async (): Promise<void> => {
    for (const question of questions) {
      if (!child.stdin.write(`${JSON.stringify(question)}\n`)) await once(child.stdin, 'drain');
    }
    child.stdin.end();
  };
  const writing = write();
  const answers: Answer[] = [];
  for await (const line of createInterface({ input: child.stdout })) answers.push(JSON.parse(line) as Answer);
  await writing;
  const code: unknown = (await ended)[0];
  if (code === 0 && answers.length === questions.length) return answers;
  throw new Error(
    `the API server's evaluator answered ${answers.length} of ${questions.length} questions and ended with ${String(code)}; next: ${JSON.stringify(questions[answers.length])}`,
  );
}
