// Configurations of other tools, taken over: what is taken is valid, and what is not is said.
import { beforeAll, expect, test } from 'vitest';
import { parseConfiguration, type Known } from '../../src/configuration/read-configuration.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { evidence } from '../../src/operations/deciding/compliance-evidence.ts';
import { configImport, type ConfigImportResult } from '../../src/operations/config-import.ts';
import { rules } from '../../src/rules/index.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import { contextOf } from '../context.ts';
import { container, judgeBy, workload } from './judge.ts';

let known: Known;
beforeAll(async () => {
  known = { rules, schema: await kubernetesSchema(), now: 0n, evidence };
});

type Tool = 'kube-linter' | 'polaris' | 'checkov' | 'trivy';

async function taken(from: Tool, text: string, name = 'config.yaml'): Promise<ConfigImportResult> {
  const inputs = {
    upwards: () => null,
    async *open() {
      yield { name, named: true, text };
    },
  };
  const context = contextOf(inputs);
  const result = await configImport.run({ from, paths: [name] }, context, () => undefined);
  expect(parseConfiguration(result.configuration, known)).not.toHaveProperty('problems');
  return result;
}

test('kube-linter: what is included and excluded, and labels that it demands', async () => {
  const { configuration, notTaken } = await taken(
    'kube-linter',
    `checks:
  addAllBuiltIn: true
  include: [privileged-container, run-as-non-root]
  exclude: [latest-tag, no-such-check]
  ignorePaths: ['test/**']
customChecks:
  - {name: Owner Label, template: required-label, params: {key: example.com/owner, value: '[a-z]+'}, remediation: Add it.}
  - {name: helm, template: disallowed-annotation, params: {key: helm.sh/hook}}
  - {name: mem, template: memory-requirements, params: {lowerBoundMB: 10}}
`,
  );
  expect(configuration['ruleOverrides']).toMatchObject({
    'privileged-container': { enabled: true },
    'run-as-non-root': { enabled: true },
    'image-tag-mutable': { enabled: false },
  });
  expect(configuration['customRules']).toMatchObject([
    {
      id: 'owner-label',
      conditions: [
        { field: 'metadata.labels["example.com/owner"]', operator: 'regex_match', value: '^(?:[a-z]+)$' },
      ],
    },
    { id: 'helm', conditions: [{ field: 'metadata.annotations["helm.sh/hook"]', operator: 'not_exists' }] },
  ]);
  expect(notTaken).toEqual([
    'no-such-check: no rule here stands for it',
    'checks.addAllBuiltIn: judge by every rule with `writ check --profile all`',
    'checks.ignorePaths: name the paths to judge, or list these in .gitignore',
    'customChecks mem: the template `memory-requirements` has no counterpart',
  ]);
});

test('kube-linter: the rules that are made judge as its own', async () => {
  const { configuration } = await taken(
    'kube-linter',
    'customChecks: [{name: owner, template: required-label, params: {key: owner, value: "[a-z]+"}}]\n',
  );
  const judged = async (labels: JsonObject) => {
    const { object } = workload('Deployment', { containers: [container()] }, { labels });
    return (await judgeBy(configuration, [object], { rules: ['owner'] })).summary.fail;
  };
  expect([await judged({ owner: 'shop' }), await judged({ owner: 'Shop' }), await judged({})]).toEqual([
    0, 1, 1,
  ]);
});

test('Polaris: danger blocks, warning is told, ignore is off', async () => {
  const { configuration, notTaken } = await taken(
    'polaris',
    `checks:
  runAsPrivileged: danger
  hostNetworkSet: warning
  tagNotSpecified: ignore
  runAsRootAllowed: maybe
customChecks: {mine: {target: Pod}}
exemptions: [{namespace: kube-system, rules: [hostNetworkSet]}]
`,
  );
  expect(configuration['ruleOverrides']).toEqual({
    'privileged-container': { enabled: true, enforcement: 'strict' },
    'host-network': { enabled: true, enforcement: 'advisory' },
    'image-tag-mutable': { enabled: false },
  });
  expect(notTaken.map((sentence) => sentence.split(':')[0])).toEqual([
    'checks.runAsRootAllowed',
    'customChecks.mine',
    'exemptions',
  ]);
});

test('Checkov: what is run, skipped and only told', async () => {
  const { configuration, notTaken } = await taken(
    'checkov',
    'check: [CKV_K8S_16]\nskip-check: [CKV_K8S_19, CKV_AWS_20, LOW]\nsoft-fail-on: [CKV_K8S_17]\nsoft-fail: true\ncompact: true\n',
  );
  expect(configuration['ruleOverrides']).toMatchObject({
    'privileged-container': { enabled: true },
    'host-network': { enabled: false },
    'host-pid': { enforcement: 'advisory' },
  });
  expect(notTaken.map((sentence) => sentence.split(':')[0])).toEqual([
    'LOW',
    'check',
    'soft-fail',
    'compact',
  ]);
});

test('Trivy: what is left out, under each of a check’s names', async () => {
  const ignored = await taken(
    'trivy',
    '# accepted\nAVD-KSV-0017\nKSV009 # network\nCVE-2024-1\nKSV-0010 exp:2027-01-01\n',
    '.trivyignore',
  );
  expect(Object.keys(ignored.configuration['ruleOverrides'] as JsonObject).toSorted()).toEqual([
    'host-network',
    'privileged-container',
  ]);
  expect(ignored.notTaken).toEqual([expect.stringContaining('KSV-0010 exp:2027-01-01: it ends')]);
  const yaml = await taken('trivy', 'misconfigurations: [{id: KSV-0017}, {id: KSV-0009, paths: [a.yaml]}]\n');
  expect(yaml.configuration).toEqual({ ruleOverrides: { 'privileged-container': { enabled: false } } });
  expect(yaml.notTaken).toEqual([expect.stringContaining('writ exception import')]);
  const settings = await taken('trivy', 'severity: [HIGH, CRITICAL]\n');
  expect(settings.notTaken).toEqual(['severity: say `writ check --severity high`']);
});

test.each<[Tool, string]>([
  ['polaris', '[]'],
  ['checkov', 'a: ['],
])('%s: what is none is refused with its place', async (from, text) => {
  await expect(taken(from, text)).rejects.toMatchObject({ where: { file: 'config.yaml', line: 1 } });
});
