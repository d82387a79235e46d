import { describe, expect, test } from 'vitest';
import { folder, writ } from './cli.ts';

const service = `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector:
    app: web
`;
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels:
        app: web
    spec:
      containers: [{name: app, image: a}]
`;
const other = deployment.replaceAll('web', 'api');
const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

interface Line {
  readonly type: string;
  readonly policy: string;
  readonly result: string;
  readonly message: string;
  readonly path: string;
  readonly fingerprint: string;
  readonly exception: string | null;
  readonly location: object;
}

/** What `check` finds in files by some rules, and its exit code. */
async function check(files: Readonly<Record<string, string>>, rules: string, ...flags: readonly string[]) {
  using made = folder(files);
  const { out, code } = await writ([
    'check',
    '--rules',
    rules,
    '--format',
    'jsonl',
    '--results',
    'all',
    '--fail-on',
    'info',
    ...flags,
    made.path,
  ]);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  return { code, findings: lines.filter(({ type }) => type === 'finding') };
}

async function verdicts(files: Readonly<Record<string, string>>, rules: string) {
  const { findings } = await check(files, rules);
  return findings.map(({ result, message }) => (result === 'skip' ? `skip: ${message}` : result));
}

describe('a rule that looks other objects up', () => {
  const rule = 'service-selects-nothing';

  test('finds them wherever they stand, before and after', async () => {
    expect(await verdicts({ 'a.yaml': service, 'b.yaml': deployment }, rule)).toEqual(['pass']);
    expect(await verdicts({ 'a.yaml': `${deployment}---\n${service}` }, rule)).toEqual(['pass']);
    expect(
      await verdicts({ 'a.json': JSON.stringify([1]), 'b.yaml': service, 'c.yaml': other }, rule),
    ).toEqual(['fail']);
  });

  test('is skipped where an object is alone, or not all could be read: never passed', async () => {
    expect(await verdicts({ 'a.yaml': service }, rule)).toEqual([
      'skip: there is no other object of namespace `default` in the input',
    ]);
    expect(await verdicts({ 'a.yaml': service, 'b.yaml': deployment, 'c.yaml': 'a: [' }, rule)).toEqual([
      expect.stringMatching(/^skip: .*c\.yaml could not be read in full$/),
    ]);
    const kustomization = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
    expect(
      await verdicts({ 'a.yaml': service, 'b.yaml': other, 'kustomization.yaml': kustomization }, rule),
    ).toEqual([expect.stringMatching(/^skip: .*kustomization\.yaml is not rendered$/)]);
    const chart = 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\n';
    expect(await verdicts({ 'a.yaml': service, 'b.yaml': other, 'c.yaml': chart }, rule)).toEqual([
      'skip: what a HelmRelease installs is not in the input',
    ]);
  });

  test('is skipped where an operator may make the pods, and judged where they are found', async () => {
    const operated = `apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: web}\nspec: {replicas: 2}\n`;
    expect(await verdicts({ 'a.yaml': service, 'b.yaml': operated, 'c.yaml': other }, rule)).toEqual([
      'skip: what an operator makes for a Prometheus is not in the input',
    ]);
    expect(await verdicts({ 'a.yaml': service, 'b.yaml': operated, 'c.yaml': deployment }, rule)).toEqual([
      'pass',
    ]);
    const elsewhere = operated.replace('name: web', 'name: web, namespace: elsewhere');
    expect(await verdicts({ 'a.yaml': service, 'b.yaml': elsewhere, 'c.yaml': other }, rule)).toEqual([
      'fail',
    ]);
  });

  test('what needs no other object is judged where objects are alone', async () => {
    const external = service.replace('spec:', 'spec:\n  type: ExternalName');
    expect(await verdicts({ 'a.yaml': external }, rule)).toEqual(['pass']);
  });

  test('points at the place, like every rule; its fingerprint does not move with it', async () => {
    const first = await check({ 'a.yaml': service, 'b.yaml': other }, rule);
    const moved = await check({ 'a.yaml': `${settings}---\n# moved\n${service}`, 'b.yaml': other }, rule);
    expect(first.code).toBe(1);
    expect(first.findings[0]).toMatchObject({ path: '/spec/selector', location: { line: 5, column: 3 } });
    expect(moved.findings[0]).toMatchObject({ path: '/spec/selector', location: { line: 10, column: 3 } });
    expect(moved.findings[0]?.fingerprint).toBe(first.findings[0]?.fingerprint);
  });

  test('points into lists and JSON, too', async () => {
    const items = [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { selector: { app: 'a' } } },
    ];
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 1);
    const { findings } = await check({ 'a.json': list, 'b.yaml': settings }, rule);
    const line = list.split('\n').findIndex((text) => text.includes('selector')) + 1;
    expect(findings).toMatchObject([{ result: 'fail', path: '/spec/selector', location: { line } }]);
  });

  test('is lifted by an annotation, and says once what does not count in it', async () => {
    const annotated = (text: string): string =>
      service.replace('{name: web}', `{name: web, annotations: {writ.dev/ignore: ${JSON.stringify(text)}}}`);
    const lifted = await check(
      { 'a.yaml': annotated(`${rule} until=2999-01-01 reason=later`), 'b.yaml': other },
      rule,
    );
    expect(lifted).toMatchObject({ code: 0, findings: [{ exception: 'later (until 2999-01-01)' }] });
    const ended = await check(
      { 'a.yaml': annotated(`${rule} until=2020-01-01 reason=later`), 'b.yaml': other },
      rule,
    );
    expect(ended.findings.map(({ policy }) => policy).toSorted()).toEqual([rule, 'suppression-invalid']);
  });

  test('stands with what else was found of its object, in the order of the input', async () => {
    const { findings } = await check(
      { 'a.yaml': service, 'b.yaml': other, 'c.yaml': service.replace('name: web', 'name: old') },
      `${rule},privileged-container,duplicate-object`,
    );
    expect(findings.map(({ policy }) => policy)).toEqual([
      'duplicate-object',
      rule,
      'duplicate-object',
      'privileged-container',
      'duplicate-object',
      rule,
    ]);
  });

  test.each([
    ['as many objects as are kept', 900, '', [rule, 'privileged-container']],
    ['more objects', 1010, '', ['privileged-container', rule]],
    ['more text', 20, `# ${'x'.repeat(900_000)}\n`, ['privileged-container', rule]],
  ])(
    'comes in the order of the input, and last where there is too much to be kept: %s',
    async (_, count, padding, order) => {
      const many = Array.from({ length: count }, (_one, n) => service.replace('name: web', `name: web-${n}`));
      const { findings } = await check(
        { 'a.yaml': many.map((one) => `${padding}${one}`).join('---\n'), 'b.yaml': other },
        `${rule},privileged-container`,
      );
      expect(findings).toHaveLength(count + 1);
      const ofMany = findings.filter(({ policy }) => policy === rule);
      const lines = ofMany.map(({ location }) => (location as { readonly line: number }).line);
      expect(lines).toEqual(lines.toSorted((x, y) => x - y));
      expect([...new Set(findings.map(({ policy }) => policy))]).toEqual(order);
    },
  );

  test('counts like every other', async () => {
    using made = folder({ 'a.yaml': service, 'b.yaml': other });
    const { out } = await writ(['check', '--rules', `${rule},pdb-missing`, '--format', 'json', made.path]);
    expect((JSON.parse(out) as { summary: object }).summary).toMatchObject({
      pass: 0,
      fail: 2,
      skip: 0,
      findings: 2,
    });
  });

  test('is judged on objects as the API server completes them, and pointed at where they were written', async () => {
    const files = { 'a.yaml': deployment, 'b.yaml': settings };
    const { findings } = await check(files, 'pdb-missing', '--defaulting');
    expect(findings).toMatchObject([{ result: 'fail', path: '/spec/replicas', location: { line: 6 } }]);
  });
});

describe('a rule from which another object may release', () => {
  const rule = 'automount-sa-token';
  const account =
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default}\nautomountServiceAccountToken: false\n';

  test('judges an object that is alone', async () => {
    expect(await verdicts({ 'a.yaml': deployment }, rule)).toEqual(['fail']);
  });

  test('is released by an object that is there, also where not all could be read', async () => {
    expect(await verdicts({ 'a.yaml': deployment, 'b.yaml': account }, rule)).toEqual(['pass']);
    expect(await verdicts({ 'a.yaml': deployment, 'b.yaml': account, 'c.yaml': 'a: [' }, rule)).toEqual([
      'pass',
    ]);
    expect(await verdicts({ 'a.yaml': deployment, 'c.yaml': 'a: [' }, rule)).toEqual(['fail']);
  });
});
