import { describe, expect, test } from 'vitest';
import { folder, writ, type Ran } from '../doors/cli.ts';

interface ReportJson {
  readonly scores: { readonly overall: number | null; readonly coverage: number | null };
  readonly findings: number;
  readonly excepted: number;
  readonly resources: number;
  readonly leftOut: number;
  readonly owners: readonly { readonly owner: string | null; readonly resources: number }[];
  readonly failing: readonly { readonly rule: { readonly id: string } }[];
  readonly frameworks: readonly {
    readonly id: string;
    readonly passing: number;
    readonly failing: number;
    readonly notAssessable: number;
    readonly controls: readonly {
      readonly id: string;
      readonly status: string;
      readonly reason: string | null;
    }[];
  }[];
  readonly gate: { readonly isMet: boolean } | null;
}

async function reportJson(args: readonly string[], cwd = '.'): Promise<Ran & { readonly json: ReportJson }> {
  const ran = await writ(['report', '--format', 'json', ...args], { cwd });
  return { ...ran, json: JSON.parse(ran.out) as ReportJson };
}

const pod = (more: string, spec = '{containers: [{name: a, image: a:1}]}'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a${more}}\nspec: ${spec}\n`;

describe('the shop', () => {
  test('has findings, so that the run ends with 1, and every framework has three numbers', async () => {
    const { code, json } = await reportJson(['examples/shop']);
    expect(code).toBe(1);
    expect(json.scores.coverage).toBe(100);
    expect(json.frameworks.map(({ id }) => id)).toContain('hipaa');
    for (const { passing, failing, notAssessable, controls } of json.frameworks)
      expect(passing + failing + notAssessable).toBe(controls.length);
  });

  test('hardened, passes every rule of the default profile and every Pod Security control', async () => {
    const { code, json } = await reportJson(['examples/shop-hardened', '--framework', 'pss']);
    expect([code, json.scores.overall, json.frameworks[0]?.failing]).toEqual([0, 100, 0]);
  });

  test('tells who looks after what, from labels', async () => {
    const { json } = await reportJson(['examples/shop']);
    expect(json.owners.map(({ owner }) => owner)).toEqual(expect.arrayContaining(['money', 'orders', 'web']));
  });

  test('is measured by a framework of its own', async () => {
    const { json } = await reportJson([
      'examples/shop',
      '--framework',
      'examples/frameworks/shop-platform.yaml',
    ]);
    const [own] = json.frameworks;
    expect(own?.controls.map(({ id, status }) => [id, status])).toEqual([
      ['SP-1', 'failing'],
      ['SP-2', 'failing'],
      ['SP-3', 'failing'],
      ['SP-4', 'not-assessable'],
    ]);
  });
});

describe('--min-score', () => {
  test('decides alone: findings do not matter where it is reached', async () => {
    expect((await writ(['report', 'examples/shop', '--min-score', '50'])).code).toBe(0);
    expect((await writ(['report', 'examples/shop', '--min-score', '95'])).code).toBe(1);
  });

  test('is of each framework that is named', async () => {
    const { code, json } = await reportJson(['examples/shop', '--min-score', '50', '--framework', 'pss,cis']);
    expect([code, json.gate]).toMatchObject([
      1,
      { isMet: false, scores: [{ framework: 'pod-security' }, { framework: 'cis-kubernetes' }] },
    ]);
  });

  test('cannot be held against a framework of which nothing is assessable', async () => {
    expect((await writ(['report', 'examples/shop', '--min-score', '1', '--framework', 'gdpr'])).code).toBe(3);
  });

  test.each(['x', '101', '-1', '', '1e9'])('%j is no score', async (score) => {
    const { code, err } = await writ(['report', 'examples/shop', `--min-score=${score}`]);
    expect([code, err]).toEqual([2, expect.stringContaining('is no score')]);
  });
});

describe('what cannot be judged', () => {
  test('ends with 3, and the report is given all the same', async () => {
    using made = folder({ 'a.yaml': pod(''), 'b.yaml': 'kind: [\n' });
    const { code, out, err } = await writ(['report', '.'], { cwd: made.path });
    expect(code).toBe(3);
    expect(out).toContain('- Input That Could Not Be Judged: 1');
    expect(err).toContain('not judged: b.yaml:');
  });

  test('an empty folder has no score', async () => {
    using made = folder({});
    const { code, out } = await writ(['report', '.'], { cwd: made.path });
    expect([code, out]).toEqual([3, expect.stringContaining('Overall Compliance: nothing to judge')]);
    expect((await writ(['report', '.', '--allow-empty'], { cwd: made.path })).code).toBe(0);
  });

  test('a framework that nobody knows is told with the nearest name', async () => {
    const { code, err } = await writ(['report', 'examples/shop', '--framework', 'hippa']);
    expect([code, err]).toEqual([2, expect.stringContaining('Did you mean `hipaa`?')]);
  });

  test('a framework file that is none is told with every place', async () => {
    using made = folder({
      'own.yaml': 'id: own\ntitle: Own\ncontrols:\n  - id: A\n    rules: [no-such-rule]\n',
    });
    const { code, err } = await writ(['report', '.', '--framework', 'own.yaml'], { cwd: made.path });
    expect(code).toBe(2);
    expect(err).toContain('own.yaml:4:5: `title` is missing');
    expect(err).toContain('own.yaml:5:13: there is no rule `no-such-rule`');
  });

  test('a framework file that is not there, or empty, is told', async () => {
    using made = folder({ 'empty.yaml': '# nothing\n' });
    for (const file of ['none.yaml', 'empty.yaml']) {
      const { code } = await writ(['report', '.', '--framework', file], { cwd: made.path });
      expect(code).toBe(2);
    }
  });
});

test('an excepted finding is counted apart, and never as passed', async () => {
  const ignore = ', annotations: {writ.dev/ignore: "host-pid until=2999-01-01 reason=agent"}';
  using made = folder({ 'a.yaml': pod(ignore, '{hostPID: true, containers: [{name: a, image: a:1}]}') });
  const { json } = await reportJson(['.', '--framework', 'pod-security'], made.path);
  expect(json.excepted).toBe(1);
  expect(json.failing.map(({ rule }) => rule.id)).not.toContain('host-pid');
  const control = json.frameworks[0]?.controls.find(({ id }) => id.includes('Host Namespaces'));
  expect(control).toMatchObject({ status: 'not-assessable', reason: 'Lifted by exceptions: host-pid.' });
});

test('an object that is judged at its owner is left out, and told', async () => {
  const owner =
    'apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: a, namespace: x}\nspec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a:1}]}}}\n';
  const owned = pod(
    ', namespace: x, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: a, uid: u, controller: true}]',
  );
  using made = folder({ 'a.yaml': `${owner}---\n${owned}` });
  const alone = folder({ 'a.yaml': owner });
  const [both, one] = [await reportJson(['.'], made.path), await reportJson(['.'], alone.path)];
  alone[Symbol.dispose]();
  expect([both.json.leftOut, both.json.resources]).toEqual([1, one.json.resources]);
  expect(both.json.scores).toEqual(one.json.scores);
});

test('only the namespaces that are named are looked at', async () => {
  using made = folder({
    'a.yaml': `${pod(', namespace: one')}---\n${pod(', namespace: two')}---\n${pod('')}`,
  });
  const { json } = await reportJson(['.', '--namespace', 'one'], made.path);
  expect(json.resources).toBe(1);
});

test('two objects of one name in one file are two', async () => {
  using made = folder({ 'a.yaml': `${pod('')}---\n${pod('')}` });
  const once = folder({ 'a.yaml': pod('') });
  const [two, one] = [await reportJson(['.'], made.path), await reportJson(['.'], once.path)];
  once[Symbol.dispose]();
  expect(two.json.scores).toEqual(one.json.scores);
});

test('no secret of a manifest is in any format', async () => {
  const secret = 'correct-horse-battery-staple';
  using made = folder({
    'a.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {password: ${secret}}}\nspec:\n  containers:\n    - name: a\n      image: https://user:${secret}@registry.example/a:latest\n      env: [{name: PASSWORD, value: ${secret}}, {name: PASSWORD, value: ${secret}}]\n`,
  });
  const formats = ['text', 'json', 'markdown', 'html', 'csv', 'policyreport', 'openreports'];
  const flags = formats.flatMap((format) => ['--format', `${format}=out.${format}`]);
  const { code } = await writ(['report', 'a.yaml', ...flags], { cwd: made.path });
  expect(code).toBe(1);
  const { readFileSync } = await import('node:fs');
  for (const format of formats)
    expect(readFileSync(`${made.path}/out.${format}`, 'utf8')).not.toContain(secret);
});

describe('check --framework', () => {
  test('judges by the rules that are evidence for it, and by those that are named beside', async () => {
    const { out } = await writ(['check', 'examples/shop', '--framework', 'pss', '--format', 'json']);
    const { findings, summary } = JSON.parse(out) as {
      findings: readonly { policy: string }[];
      summary: { rules: number };
    };
    expect(summary.rules).toBe(21);
    const policies = new Set(findings.map(({ policy }) => policy));
    expect(policies).toContain('privileged-container');
    expect(policies).not.toContain('readiness-probe-missing');
    const more = await writ([
      'check',
      'examples/shop',
      '--framework',
      'pss',
      '--rules',
      'KP088',
      '--format',
      'json',
    ]);
    expect((JSON.parse(more.out) as { summary: { rules: number } }).summary.rules).toBe(22);
  });

  test('refuses one for which no rule is evidence: it would judge by all', async () => {
    const { code, err } = await writ(['check', 'examples/shop', '--framework', 'gdpr']);
    expect([code, err]).toEqual([2, expect.stringContaining('no rule is evidence for gdpr')]);
  });
});
