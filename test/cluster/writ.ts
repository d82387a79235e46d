import { runProgram } from '../../src/surfaces/cli/program.ts';

/** What one command line said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const nothing: AsyncIterable<Buffer> = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true as const, value: undefined }) }),
};

/** Runs a command line in this process, which a start of Node for each would take minutes. */
export async function writ(kubeconfig: string, args: readonly string[]): Promise<Said> {
  process.env['KUBECONFIG'] = kubeconfig;
  let [out, err] = ['', ''];
  const code = await runProgram(args, '0.0.0', {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    stdin: nothing,
    colour: false,
  });
  return { code, out, err };
}
