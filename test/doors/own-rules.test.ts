import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkJson, folder, writ } from './cli.ts';

const registry = readFileSync('examples/rules/images-from-our-registry.rule.yaml', 'utf8');
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: true\n  containers: [{name: a, image: a:1}]\n';

test.each([
  ['alone', [], ['images-from-our-registry']],
  ['beside those that are named', ['--rules', 'host-network'], ['host-network', 'images-from-our-registry']],
  ['where their category is asked for', ['--category', 'security'], ['images-from-our-registry']],
])('rules of files judge %s', async (_, flags, policies) => {
  using made = folder({ 'a.yaml': pod, 'rules/a.rule.yaml': registry });
  const { json, code } = await checkJson(['a.yaml', '--policies', 'rules', ...flags], made.path);
  expect(code).toBe(1);
  expect(json.findings.map(({ policy }) => policy)).toEqual(policies);
});

test('a rule that is named as one of the catalogue takes its place', async () => {
  const mine = registry.replace('id: images-from-our-registry', 'id: host-network');
  using made = folder({ 'a.yaml': pod, 'a.rule.yaml': mine });
  const { json } = await checkJson(['a.yaml', '--policies', '.', '--rules', 'host-network'], made.path);
  expect(json.findings.map(({ message }) => message)).toEqual([
    "A container's image does not come from registry.example.com.",
  ]);
});

test('an annotation lifts a rule of a file', async () => {
  const lifted = pod.replace(
    '{name: a}',
    '{name: a, annotations: {writ.dev/ignore: "images-from-our-registry until=2099-01-31 reason=old"}}',
  );
  using made = folder({ 'a.yaml': lifted, 'a.rule.yaml': registry });
  const { code, json } = await checkJson(['a.yaml', '--policies', '.'], made.path);
  expect({ code, excepted: json.summary['excepted'] }).toEqual({ code: 0, excepted: 1 });
});

test.each([
  [{ 'none.txt': '' }, 'there is no rule and no policy in rules'],
  [
    { 'a.rule.yaml': registry.replace('severity: high', 'severity: grave') },
    'rules/a.rule.yaml:7:1: `severity`',
  ],
  [{ 'a.rule.yaml': registry, 'b.rule.yaml': registry }, '`images-from-our-registry` is the id of two rules'],
])('rule files that are wrong end with 2: %j', async (files, said) => {
  const placed = Object.entries(files).map(([name, text]) => [`rules/${name}`, text] as const);
  using made = folder({ 'a.yaml': pod, ...Object.fromEntries(placed) });
  const { code, err } = await writ(['check', 'a.yaml', '--policies', 'rules'], { cwd: made.path });
  expect(code).toBe(2);
  expect(err).toContain(said);
});

test.each([
  [['--rules', 'image-registry-not-allowed'], '`image-registry-not-allowed` waits for an answer'],
  [
    ['--policies', 'asks.rule.yaml'],
    '`ingress-certificate` waits for an answer and judges nothing: give each',
  ],
  [['--rules', 'image-registry-not-allowed,storage-class-unencrypted'], 'wait for answers and judge nothing'],
])('a rule that nobody has answered is told: %j', async (flags, said) => {
  const asks = readFileSync('examples/rules/ingress-certificate.rule.yaml', 'utf8');
  using made = folder({ 'a.yaml': pod, 'asks.rule.yaml': asks.replace(/^ +default: company-ca\n/m, '') });
  const { code, err } = await writ(['check', 'a.yaml', ...flags], { cwd: made.path });
  expect(code).toBe(0);
  expect(err).toContain(said);
});
