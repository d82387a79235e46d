import { expect, test } from 'vitest';
import { peerNames, peers } from '../../rules/peers.ts';
import { equivalents } from '../../rules/equivalents.ts';
import { rulesFrom } from './rules-from.ts';

test('a check of another tool is told by the rules that stand for it', () => {
  expect(rulesFrom(['kube-linter:run-as-non-root', 'polaris:hostIPCSet'])).toEqual([
    {
      tool: 'kube-linter',
      check: 'run-as-non-root',
      rules: ['run-as-non-root', 'run-as-root-uid'],
      why: null,
    },
    { tool: 'polaris', check: 'hostIPCSet', rules: ['host-ipc'], why: null },
  ]);
});

test.each([
  ['trivy:KSV017', 'privileged-container'],
  ['trivy:avd-ksv-0017', 'privileged-container'],
  ['Polaris:hostipcset', 'host-ipc'],
  ['kubelinter:host-ipc', 'host-ipc'],
  ['CKV_K8S_16', 'privileged-container'],
])('%s is known by its usual spellings, and without its tool where that tells', (name, rule) => {
  expect(rulesFrom([name]).flatMap(({ rules }) => rules)).toEqual([rule]);
});

test('every check that has an equivalent or a reason is answered', () => {
  const named = [...new Set([...equivalents.values()].flat())].filter((name) => !name.endsWith('*'));
  const reasoned = peerNames.flatMap((tool) =>
    Object.keys(peers[tool].without).map((check) => `${tool}:${check}`),
  );
  const silent = rulesFrom([...named, ...reasoned]).filter(
    ({ rules, why }) => rules.length === 0 && why === null,
  );
  expect(silent).toEqual([]);
});

test('a check that nothing here stands for says why', () => {
  expect(rulesFrom(['kube-linter:sorted-keys'])).toEqual([
    {
      tool: 'kube-linter',
      check: 'sorted-keys',
      rules: [],
      why: 'the order of keys changes nothing of what runs',
    },
  ]);
});

test.each([
  ['kube-linter:run-as-nonroot', 'RULE_UNKNOWN', /Did you mean `kube-linter:run-as-non-root`\?/],
  ['polaris:zzz', 'RULE_UNKNOWN', /not among the 44 checks of Polaris 10\.2\.2/],
  ['polaris:', 'RULE_UNKNOWN', /Polaris/],
  ['kyvrno:disallow-latest-tag', 'USAGE', /Did you mean `kyverno`\?/],
  ['conftest:deny', 'USAGE', /writ rules/],
  ['zzz', 'USAGE', /Write `tool:check`/],
  ['__proto__:constructor', 'USAGE', /The tools are/],
  ['kube-linter:__proto__', 'RULE_UNKNOWN', /compared with the rules/],
])('%s is refused with a way on', (name, code, hint) => {
  expect(() => rulesFrom([name])).toThrow(
    expect.objectContaining({ code, hint: expect.stringMatching(hint) as string }) as Error,
  );
});
