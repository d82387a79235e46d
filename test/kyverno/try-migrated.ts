import {
  cpSync,
  globSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { writ } from '../cluster/writ.ts';
import { kyvernoTest, type Row } from './command-line.ts';
import type { Suite } from './suites.ts';

/** What came of classic policies that were migrated. */
export interface Migrated {
  /** Files of tests whose policies are all migrated. */
  readonly files: number;
  /** Those with a policy that is refused. */
  readonly refused: number;
  readonly compared: number;
  readonly problems: readonly string[];
}

interface Test {
  readonly policies?: readonly string[];
  readonly results?: readonly Result[];
}

interface Result {
  readonly policy: string;
  readonly rule?: string;
  readonly result: string;
  readonly resources?: readonly string[];
}

/** Migrates the policies of classic suites by `writ enforce`, and has Kyverno's command line run the same tests of them. */
export async function tryMigrated(program: string, suite: Suite): Promise<Migrated> {
  const root = mkdtempSync(join(tmpdir(), 'writ-migrated-'));
  const clean = (): void => rmSync(root, { recursive: true, force: true });
  process.once('exit', clean);
  try {
    const copy = join(realpathSync(root), 'suite');
    cpSync(suite.folder, copy, { recursive: true });
    const migrated = new Map<string, Became>();
    const files = testsIn(copy);
    for (const file of files) {
      const became = await migrate(file);
      if (became !== null) migrated.set(file, became);
    }
    const refused = files.length - migrated.size;
    const tested = await kyvernoTest(program, [...migrated.keys()]);
    const problems = tested.flatMap(({ file, rows, aborted }) => [
      ...(aborted === null ? [] : [`${relative(copy, file)}: ${aborted}`]),
      ...problemsAmong(rows, migrated.get(file) ?? noPolicies).map(
        (problem) => `${relative(copy, file)}: ${problem}`,
      ),
    ]);
    return {
      files: migrated.size,
      refused,
      compared: tested.reduce((sum, { rows }) => sum + rows.length, 0),
      problems,
    };
  } finally {
    process.off('exit', clean);
    clean();
  }
}

function testsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => basename(file) === 'kyverno-test.yaml')
    .map((file) => join(folder, file))
    .toSorted();
}

/** The names of migrated policies, each with the policy and rule that it was made of, and who expects `skip`. */
interface Became {
  readonly origins: ReadonlyMap<string, string>;
  readonly skipping: ReadonlySet<string>;
}

const noPolicies: Became = { origins: new Map(), skipping: new Set() };

/** Puts migrated policies in the place of the old ones; null where one of them is refused. */
async function migrate(file: string): Promise<Became | null> {
  const [document] = parseAllDocuments(readFileSync(file, 'utf8'));
  const test = document?.toJS() as Test;
  const folder = dirname(file);
  const policies = (test.policies ?? []).flatMap((path) => globSync(join(folder, path)));
  if (policies.length === 0) return null;
  const out = mkdtempSync(join(folder, 'migrated-'));
  const { out: text, code } = await writ('', [
    'enforce',
    ...policies,
    '--target',
    'kyverno',
    '--format',
    'json',
    '--quiet',
  ]);
  if (code !== 0) return null;
  const { policies: rendered, refused } = JSON.parse(text) as {
    readonly policies: readonly {
      readonly members: readonly { readonly id: string }[];
      readonly objects: readonly { readonly kind: string; readonly metadata: { readonly name: string } }[];
    }[];
    readonly refused: readonly unknown[];
  };
  if (refused.length > 0) return null;
  const objects = rendered.flatMap(({ objects }) => objects);
  const path = join(out, 'policies.yaml');
  writeFileSync(path, objects.map((object) => stringify(object)).join('---\n'));
  const names = new Map(
    rendered.map(({ members, objects }) => [members[0]?.id ?? '', objects[0]?.metadata.name ?? '']),
  );
  const results = (test.results ?? []).flatMap((result) => renamed(result, names));
  if (results.length === 0) return null;
  writeFileSync(file, stringify({ ...test, policies: [relative(folder, path)], results }));
  const skipping = (test.results ?? []).filter(({ result }) => result === 'skip');
  return {
    origins: new Map(Array.from(names, ([id, name]) => [name, originOf(id)])),
    skipping: new Set(
      skipping.flatMap((result) =>
        renamed(result, names).flatMap(({ policy }) =>
          (result.resources ?? []).map((resource) => `${policy} ${resource.split('/').at(-1)}`),
        ),
      ),
    ),
  };
}

/** A row about a rule is one about the policy that the rule became; autogen made others of it, of the same verdict. */
function renamed({ policy, rule, ...result }: Result, names: ReadonlyMap<string, string>): readonly Result[] {
  const ids = [...names.keys()].filter((id) => isOf(id, policy, rule));
  return ids.map((id) => ({ ...result, policy: names.get(id) ?? '', isValidatingPolicy: true }));
}

function isOf(id: string, policy: string, rule: string | undefined): boolean {
  const [place = '', name = ''] = id.split('#');
  const base = (text: string): string => text.replace(/^autogen-(cronjob-)?/, '');
  const ofPolicy = place.split('/').at(-1) === policy.split('/').at(-1);
  return ofPolicy && (rule === undefined || rule === '' || base(name) === base(rule));
}

/** The policy and rule that a person wrote, whichever autogen made of it. */
function originOf(id: string): string {
  return id.replace(/#autogen-(cronjob-)?/, '#');
}

/** Where a rule became several policies, each leaves out what another is for; one of them must judge it. */
function problemsAmong(rows: readonly Row[], { origins, skipping }: Became): readonly string[] {
  const wrong = rows.filter(({ said }) => said === 'disagrees' || said === 'invalid policy').map(describe);
  const judged = Map.groupBy(
    rows,
    ({ policy, resource }) => `${origins.get(policy) ?? policy} on ${resource}`,
  );
  const unjudged = [...judged].flatMap(([about, group]) => {
    const isJudged = group.some(({ said }) => said === 'agrees');
    const isSkip = group.some(({ policy, resource }) =>
      skipping.has(`${policy} ${resource.split('/').at(-1)}`),
    );
    return isJudged || isSkip ? [] : [`${about}: no policy judges it`];
  });
  return [...wrong, ...unjudged];
}

function describe({ policy, resource, reason, message }: Row): string {
  return `${policy} on ${resource}: ${reason}: ${message.replaceAll('\n', ' ').slice(0, 300)}`;
}
