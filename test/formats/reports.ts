import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formatNames } from '../../src/formats/index.ts';
import { folder, writ } from '../doors/cli.ts';

/** What one run of `check` wrote, by format. */
export interface Reported {
  readonly name: string;
  readonly code: number;
  readonly reports: Readonly<Record<string, string>>;
}

const hostile = '\u001b[31m\u202e\ufffe\ud800\u0007\u009b2J]]>"\'<&>%0A\r\n::error::x,y:z';

/** A Pod that breaks a rule, with a name that was made to break reports. */
function hostilePod(name: string): string {
  const metadata = { name, namespace: name, annotations: { [name]: name } };
  const containers = [{ name, image: name, securityContext: { privileged: true } }];
  return JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers, [name]: 1 } });
}

const inputs: Readonly<Record<string, Readonly<Record<string, string | Buffer>> | string>> = {
  'the shop': 'examples/shop',
  'the hardened shop': 'examples/shop-hardened',
  'an empty folder': {},
  'what cannot be read': {
    'a.yaml': 'apiVersion: v1\nkind: [\n',
    'b.yaml': Buffer.from([0xff, 0xfe, 0x00]),
    'c.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: text}\n',
    '0/empty.yaml': '',
  },
  exceptions: {
    'a.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: a
  annotations:
    writ.dev/ignore: "privileged-container until=2999-01-01 reason=a node's agent; host-pid"
spec:
  hostPID: true
  containers: [{name: a, image: a, securityContext: {privileged: true}}]
`,
  },
  'hostile names': {
    'names.json': `[${[hostile, '', '\u0000', 'a'.repeat(100_000), '\u2028\u061c'].map(hostilePod).join(',')}]`,
    'a b%20c#d?é,:.yaml': hostilePod('a'),
    'list.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: ${JSON.stringify(hostile)}}\nspec: [\n`,
  },
};

/** Runs `check` on an input in every format at once. */
async function run(
  name: string,
  input: (typeof inputs)[string],
  flags: readonly string[],
): Promise<Reported> {
  const out = mkdtempSync(join(tmpdir(), 'writ-reports-'));
  using made = typeof input === 'string' ? null : folder(input);
  try {
    const formats = formatNames.flatMap((format) => ['--format', `${format}=${join(out, format)}`]);
    const paths = typeof input === 'string' ? [input] : ['.'];
    const { code } = await writ(['check', ...paths, ...flags, ...formats], {
      cwd: made?.path ?? resolve('.'),
    });
    const reports = formatNames.map((format) => [format, readFileSync(join(out, format), 'utf8')]);
    return { name, code, reports: Object.fromEntries(reports) as Reported['reports'] };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

let done: Promise<readonly Reported[]> | null = null;

/** Every input in every format; also with all results and nothing folded. */
export function everyReport(): Promise<readonly Reported[]> {
  done ??= Promise.all(
    Object.entries(inputs).flatMap(([name, input]) => [
      run(name, input, []),
      run(`${name}, all results`, input, ['--results', 'all', '--no-fold', '--profile', 'all']),
    ]),
  );
  return done;
}
