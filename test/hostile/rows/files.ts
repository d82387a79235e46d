import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pod, type Row } from '../row.ts';

const onWindows = (): boolean => process.platform === 'win32';

/** Files, folders and streams that are the attack. */
export const files: readonly Row[] = [
  {
    name: 'a file of 50 MB',
    files: () => ({ 'large.yaml': `${pod('one', `x: ${'x'.repeat(1e6)}\n`)}---\n`.repeat(50) }),
    exit: 1,
    says: /Pod shop\/one[^]*large\.yaml:5\d\d:/,
  },
  {
    name: 'a file of 70 MB, over the limit',
    files: () => ({ 'large.yaml': Buffer.alloc(70_000_000, 'x') }),
    says: /large\.yaml .*over the limit/,
  },
  {
    name: 'a value of 50 MB',
    files: () => ({ 'large.yaml': `a: "${'x'.repeat(5e7)}"\n` }),
    exit: 1,
    says: /z-rest/,
  },
  {
    name: 'a link to itself',
    arrange: link('self.yaml', 'self.yaml'),
    says: /self\.yaml .*loop/,
    skip: onWindows,
  },
  {
    name: 'a folder that holds itself',
    arrange: link('.', 'again'),
    exit: 1,
    says: /1 file/,
    skip: onWindows,
  },
  {
    name: 'a link to nothing',
    arrange: link('nowhere', 'gone.yaml'),
    says: /gone\.yaml .*nothing/,
    skip: onWindows,
  },
  {
    name: 'a link to a device without end',
    arrange: link('/dev/zero', 'zero.yaml'),
    exit: 1,
    says: /z-rest/,
    skip: onWindows,
  },
  {
    name: 'a device without end, named',
    args: ['check', '/dev/zero', 'z-rest.yaml'],
    says: /\/dev\/zero .*not a regular file/,
    skip: onWindows,
  },
  {
    name: 'a pipe that nobody writes to',
    arrange: pipe('pipe.yaml'),
    exit: 1,
    says: /z-rest/,
    skip: onWindows,
  },
  {
    name: 'a pipe that nobody writes to, named',
    args: ['check', 'pipe.yaml', 'z-rest.yaml'],
    arrange: pipe('pipe.yaml'),
    says: /pipe\.yaml .*not a regular file/,
    skip: onWindows,
  },
  {
    name: 'a socket, named',
    args: ['check', 'socket.yaml', 'z-rest.yaml'],
    arrange: socket('socket.yaml'),
    says: /socket\.yaml .*not a regular file/,
    skip: onWindows,
  },
  { name: 'a folder named like a manifest', arrange: folder('folder.yaml'), exit: 1, says: /z-rest/ },
  {
    name: 'a file that may not be read',
    files: () => ({ 'closed.yaml': pod('x') }),
    arrange: rights('closed.yaml'),
    says: /closed\.yaml .*permission denied/,
    unprivileged: true,
    skip: onWindows,
  },
  {
    name: 'a folder that may not be listed',
    arrange: closedFolder('closed'),
    says: /closed .*cannot be listed/,
    unprivileged: true,
    skip: onWindows,
  },
  {
    name: 'terminal escapes and newlines in a file name',
    files: () => ({ 'a\u001B[2J\nb.yaml': pod('named') }),
    exit: 1,
    says: /a\\u\{1b\}\[2J\\u\{a\}b\.yaml/,
    skip: onWindows,
  },
  {
    name: 'a workflow command in a file name',
    args: ['check', '.', '--format', 'github'],
    files: () => ({ 'a,line=1::b\n::error::owned.yaml': pod('named') }),
    exit: 1,
    says: /a%2Cline=1%3A%3Ab%0A%3A%3Aerror/,
    skip: onWindows,
  },
  {
    name: 'markup in a file name',
    args: ['check', '.', '--format', 'junit'],
    files: () => ({ '"><script>&.yaml': pod('named') }),
    exit: 1,
    says: /&quot;&gt;&lt;script&gt;&amp;\.yaml/,
    skip: onWindows,
  },
  {
    name: 'a file name that looks like a flag',
    args: ['check', '--', '--help.yaml', 'z-rest.yaml'],
    files: () => ({ '--help.yaml': pod('flag') }),
    exit: 1,
    says: /Pod shop\/flag/,
  },
  {
    name: 'a pattern that matches nothing',
    args: ['check', 'no/**/*.yaml', 'z-rest.yaml'],
    says: /no\/\*\*\/\*\.yaml .*no such file/,
  },
  {
    name: 'a path that is not there, with escapes',
    args: ['check', 'x\u001B[2Jy', 'z-rest.yaml'],
    says: /x\\u\{1b\}\[2Jy/,
  },
  {
    name: 'a link to a file that is there, under another extension',
    arrange: link('z-rest.yaml', 'linked.json'),
    exit: 1,
    says: /2 files/,
    skip: onWindows,
  },
  {
    name: 'an ignore file that is a folder, and one of patterns without end',
    files: () => ({
      '.gitignore/x': '',
      'sub/.gitignore': `${'**/'.repeat(2000)}*.yaml\n[\n!\n\\\n`,
      'sub/deep.yaml': pod('deep'),
    }),
    exit: 1,
    says: /z-rest/,
  },
  {
    name: 'an empty path',
    args: ['check', '', 'z-rest.yaml'],
    says: /the path is empty/,
  },
  {
    name: 'a pattern of a thousand braces',
    args: ['check', '{a,b}'.repeat(12), 'z-rest.yaml'],
    says: /no such file/,
  },
  {
    name: 'folders 500 deep',
    files: () => ({ [`${'d/'.repeat(500)}deep.yaml`]: pod('deep') }),
    exit: 1,
    says: /Pod shop\/deep/,
    skip: onWindows,
  },
  { name: 'standard input that is empty', args: ['check', '-'], rest: false, says: /no Kubernetes object/ },
  {
    name: 'standard input that is binary',
    args: ['check', '-', 'z-rest.yaml'],
    stdin: () => Buffer.from([0xff, 0x00, 0x80]),
    says: /<stdin> .*not UTF-8/,
  },
  {
    name: 'standard input that is broken in the middle',
    args: ['check', '-', 'z-rest.yaml'],
    stdin: () => `${pod('before')}---\n{ a\n---\n${pod('after')}`,
    says: /<stdin>:\d+:\d+ /,
  },
  {
    name: 'standard input of 70 MB',
    args: ['check', '-', 'z-rest.yaml'],
    stdin: () => Buffer.alloc(70_000_000, 'x'),
    says: /<stdin> .*over the limit/,
  },
  {
    name: 'standard input, asked for twice',
    args: ['check', '-', '-'],
    stdin: () => pod('rest'),
    exit: 1,
    says: /Pod shop\/rest {2}<stdin>/,
  },
];

function link(to: string, name: string) {
  return (folder: string): undefined => {
    symlinkSync(to, join(folder, name));
  };
}

function pipe(name: string) {
  return (folder: string): undefined => {
    execFileSync('mkfifo', [join(folder, name)]);
  };
}

function socket(name: string) {
  return async (folder: string): Promise<() => void> => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(folder, name), done));
    return () => void server.close();
  };
}

function folder(name: string) {
  return (parent: string): undefined => {
    mkdirSync(join(parent, name));
  };
}

function rights(name: string) {
  return (parent: string): (() => void) => {
    chmodSync(join(parent, name), 0);
    return () => chmodSync(join(parent, name), 0o600);
  };
}

function closedFolder(name: string) {
  return (parent: string): (() => void) => {
    mkdirSync(join(parent, name));
    chmodSync(join(parent, name), 0);
    return () => chmodSync(join(parent, name), 0o700);
  };
}
