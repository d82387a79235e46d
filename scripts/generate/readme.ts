import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Generated } from './generated.ts';

/** A block of a page that begins with a command: what follows it is what the command prints. */
const block = /^```console\n((?:\$ .*\n)+)[^]*?^```$/gm;

/** A page with the output of every command in it as it is now. */
export function withOutput(path: string): Generated {
  const page = readFileSync(path, 'utf8');
  const content = page.replaceAll(
    block,
    (_, commands: string) => `\`\`\`console\n${commands}${outputs(commands)}\`\`\``,
  );
  return { path, content };
}

function outputs(commands: string): string {
  return commands.trim().split('\n').map(output).join('');
}

/** What a command prints, notes first, and how it ends where that is not 0. Only `writ` and pipes to `head` are run. */
function output(line: string): string {
  const [, args, rest = ''] = /^\$ writ (.*?)( \| head -\d+)?$/.exec(line) ?? [];
  if (args === undefined) throw new Error(`a page may only run writ: ${line}`);
  const shell = `node src/main.ts ${args}`;
  const { stdout, stderr, status } = spawnSync('sh', ['-c', rest === '' ? shell : `${shell}${rest}`], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  const ending = rest === '' && status !== 0 ? `$ echo $?\n${status}\n` : '';
  return `${stderr}${stdout}${ending}`;
}
