// What users see, as files: read their diff as the product. `vitest run test/golden -u` renews them.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { folder, writ } from '../doors/cli.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('the shop, as each format shows it', () => {
  test.each([
    ['text', 'shop.txt'],
    ['json', 'shop.json'],
    ['jsonl', 'shop.jsonl'],
    ['sarif', 'shop.sarif'],
    ['junit', 'shop.xml'],
    ['github', 'shop.github'],
    ['markdown', 'shop.md'],
    ['html', 'shop.html'],
    ['gitlab', 'shop.gitlab.json'],
    ['policyreport', 'shop.policyreport.json'],
    ['openreports', 'shop.openreports.json'],
    ['csv', 'shop.csv'],
  ])('%s', async (format, file) => {
    const { out } = await writ(['check', 'examples/shop', '--format', format]);
    const steady = out
      .replaceAll(`"${version}"`, '"VERSION"')
      .replaceAll(/timestamp="[^"]+"/g, 'timestamp="TIME"')
      .replaceAll(/"seconds":\d+/g, '"seconds":0');
    await expect(steady).toMatchFileSnapshot(file);
  });
});

describe('in text', () => {
  test('all results, each in one line unless it is broken', async () => {
    const { out } = await writ(['check', 'examples/shop/storefront.yaml', '--results', 'all', '--no-fold']);
    await expect(out).toMatchFileSnapshot('all-results.txt');
  });

  test('input that cannot be judged, and rules that cannot be evaluated', async () => {
    using made = folder({
      'broken.yaml': 'apiVersion: v1\nkind: [\n',
      'chart/templates/a.yaml': 'kind: {{ .Values.kind }}\n',
      'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
      'old.yaml': 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n',
      'thing.yaml': 'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n',
      'values.yaml': 'replicas: 2\n',
      'words.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  on: yes\n',
      'wrong.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: text}\n',
    });
    const { out, err } = await writ(['check', '.'], { cwd: made.path });
    await expect(`${err}${out}`).toMatchFileSnapshot('unjudged.txt');
  });

  test('a rule in full, and the list', async () => {
    await expect((await writ(['rules', 'KP017'])).out).toMatchFileSnapshot('rule.txt');
    await expect((await writ(['rules'])).out).toMatchFileSnapshot('rules.txt');
  });

  test('help', async () => {
    const texts = await Promise.all([['--help'], ['check', '--help'], ['report', '--help'], ['prove', '--help']].map((args) => writ(args)));
    await expect(texts.map(({ out }) => out).join('\n')).toMatchFileSnapshot('help.txt');
  });
});
