import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../core/json.ts';
import { read } from '../yaml/read.ts';
import { defaultLimits } from '../yaml/document.ts';
import { equivalentsOf } from '../rules/equivalents-of.ts';
import { noSelector, type Exception } from './exception.ts';
import { exportExceptions, targets, type Target } from './export/export-exceptions.ts';
import { completed, together, type Drafts } from './imported.ts';
import { readForeign } from './import/read-foreign.ts';
import { fromTrivyIgnore } from './import/trivy.ts';
import { parseException } from './parse-exception.ts';
import { writeExceptions } from './write-exception.ts';

const rules = [
  'privileged-container',
  'host-pid',
  'host-ipc',
  'run-as-non-root',
  'run-as-root-uid',
  'cpu-limit-missing',
  'image-tag-mutable',
];
const equivalents = equivalentsOf(rules);
const missing = { approver: 'jane', until: '2027-01-31', reason: 'taken over' };

async function foreign(text: string): Promise<Drafts> {
  const parts = await Array.fromAsync(read(text, defaultLimits), (one) =>
    'problem' in one
      ? together([])
      : readForeign({
          value: one.document.value,
          file: 'x.yaml',
          locate: (pointer) => one.document.locate(pointer),
        }),
  );
  return together(parts);
}

async function imported(text: string) {
  const { exceptions, refused } = completed(await foreign(text), missing, equivalents);
  return {
    exceptions: exceptions.map(({ exception }) => exception),
    refused: refused.map(({ what, why }) => `${what}: ${why}`),
  };
}

const checkout = { ...noSelector, kinds: ['Deployment'], namespaces: ['shop'], names: ['checkout'] };

function annotated(annotations: JsonObject): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'checkout', namespace: 'shop', annotations },
  });
}

describe('annotations of other tools', () => {
  test.each<readonly [string, JsonObject, Partial<Exception>]>([
    [
      'kube-linter',
      { 'ignore-check.kube-linter.io/privileged-container': 'vendor agent' },
      { rules: ['privileged-container'], reason: 'vendor agent' },
    ],
    [
      'kube-linter, whose check is two rules',
      { 'ignore-check.kube-linter.io/run-as-non-root': 'vendor' },
      { rules: ['run-as-non-root', 'run-as-root-uid'], reason: 'vendor' },
    ],
    [
      'Polaris',
      { 'polaris.fairwinds.com/runAsPrivileged-exempt': 'true' },
      { rules: ['privileged-container'], reason: 'taken over' },
    ],
    [
      'Checkov',
      { 'checkov.io/skip1': 'CKV_K8S_16=it is = ours' },
      { rules: ['privileged-container'], reason: 'it is = ours' },
    ],
    [
      'Checkov without a reason',
      { 'checkov.io/skip7': 'CKV_K8S_17' },
      { rules: ['host-pid'], reason: 'taken over' },
    ],
    [
      'Kubescape, with its own day',
      {
        'kubescape.io/skip-controls': 'C-0057, C-0038',
        'kubescape.io/skip-reason': 'known',
        'kubescape.io/skip-expiry': '2026-12-31T23:59:59Z',
      },
      { rules: ['privileged-container', 'host-pid', 'host-ipc'], reason: 'known', until: '2026-12-31' },
    ],
  ])('of %s become exceptions of that object', async (_, annotations, expected) => {
    const { exceptions, refused } = await imported(annotated(annotations));
    expect(refused).toEqual([]);
    expect(exceptions).toEqual([
      { selector: checkout, approver: 'jane', until: '2027-01-31', reason: 'taken over', ...expected },
    ]);
  });

  test('that say no more than false, or are of nobody, are passed over', async () => {
    expect(
      await imported(
        annotated({
          'polaris.fairwinds.com/hostPIDSet-exempt': 'false',
          'polaris.fairwinds.com/exempt': 'no',
          note: 'x',
        }),
      ),
    ).toEqual({ exceptions: [], refused: [] });
  });

  test.each<readonly [JsonObject, RegExp]>([
    [{ 'kube-linter.io/ignore-all': 'x' }, /every check/],
    [{ 'polaris.fairwinds.com/exempt': 'true' }, /every check/],
    [{ 'checkov.io/skip1': '' }, /names no check/],
    [{ 'ignore-check.kube-linter.io/no-such': 'x' }, /`no-such` of kube-linter: no rule here/],
  ])('%j is refused', async (annotations, why) => {
    const { exceptions, refused } = await imported(annotated(annotations));
    expect(exceptions).toEqual([]);
    expect(refused[0]).toMatch(why);
  });

  test('are found in a List, at their place', async () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata:\n      name: a\n      annotations:\n        checkov.io/skip1: CKV_K8S_16=x\n`;
    const { drafts } = await foreign(list);
    expect(drafts).toMatchObject([{ where: { file: 'x.yaml', line: 9 } }]);
  });
});

describe('what has no day, reason or rule of its own', () => {
  const text = annotated({ 'checkov.io/skip1': 'CKV_K8S_16' });
  test.each([
    [{ ...missing, until: null }, /--until/],
    [{ ...missing, until: 'soon' }, /no day/],
    [{ ...missing, reason: null }, /--reason/],
  ])('is refused with %j', async (lacking, why) => {
    const { exceptions, refused } = completed(await foreign(text), lacking, equivalents);
    expect(exceptions).toEqual([]);
    expect(refused[0]?.why).toMatch(why);
  });
});

describe('ignore files', () => {
  test('a .trivyignore is read with its comments and days, under all names that a check had', () => {
    const text =
      '# vendor agent\nAVD-KSV-0017 exp:2026-12-31\nKSV010\n\nCVE-2020-1234\nDSA-1234-1\nksv-0008 # said beside\n';
    const { exceptions, refused } = completed(fromTrivyIgnore(text, '.trivyignore'), missing, equivalents);
    const everywhere = { ...noSelector, namespaces: ['*'] };
    expect(exceptions.map(({ exception }) => exception)).toEqual([
      {
        rules: ['privileged-container'],
        selector: everywhere,
        reason: 'vendor agent',
        approver: 'jane',
        until: '2026-12-31',
      },
      {
        rules: ['host-pid'],
        selector: everywhere,
        reason: 'vendor agent',
        approver: 'jane',
        until: '2027-01-31',
      },
      {
        rules: ['vulnerable-image'],
        selector: { ...noSelector, vulnerabilities: ['CVE-2020-1234'] },
        reason: 'taken over',
        approver: 'jane',
        until: '2027-01-31',
      },
      {
        rules: ['host-ipc'],
        selector: everywhere,
        reason: 'taken over',
        approver: 'jane',
        until: '2027-01-31',
      },
    ]);
    expect(refused).toMatchObject([{ what: '`DSA-1234-1`', where: { line: 6 } }]);
  });

  test('vulnerabilities are let be in every image, in some packages only by VEX', async () => {
    const { exceptions, refused } = await imported(
      'vulnerabilities:\n  - {id: CVE-2020-1, statement: not reachable, expired_at: 2026-12-31}\n  - {id: CVE-2020-2, purls: ["pkg:npm/a"]}\n',
    );
    expect(exceptions).toEqual([
      {
        rules: ['vulnerable-image'],
        selector: { ...noSelector, vulnerabilities: ['CVE-2020-1'] },
        reason: 'not reachable',
        approver: 'jane',
        until: '2026-12-31',
      },
    ]);
    expect(refused).toEqual(['`CVE-2020-2`: packages are let be by VEX here']);
  });

  test('a .trivyignore.yaml is read with its files', async () => {
    const { exceptions, refused } = await imported(
      'misconfigurations:\n  - id: AVD-KSV-0017\n    paths: ["deploy/agent.yaml", "**/vendor/**"]\n    statement: vendor\n    expired_at: 2026-12-31\n  - id: KSV-0010\n    paths: ["deploy/*.yaml"]\n',
    );
    expect(exceptions).toMatchObject([
      {
        selector: { files: ['deploy/agent.yaml', '*/deploy/agent.yaml', '*vendor/*'] },
        reason: 'vendor',
        until: '2026-12-31',
      },
    ]);
    expect(refused).toEqual(['`KSV-0010`: `deploy/*.yaml` has no exact equal here: name the files']);
  });

  test('Kubescape’s exceptions are read by attribute; other patterns are refused', async () => {
    const policy = {
      name: 'agent',
      policyType: 'postureExceptionPolicy',
      actions: ['alertOnly'],
      posturePolicies: [{ controlID: 'C-0057' }],
    };
    const attributes = (each: JsonObject) => ({
      ...policy,
      resources: [{ designatorType: 'Attributes', attributes: each }],
    });
    const { exceptions, refused } = await imported(
      JSON.stringify([
        attributes({ kind: 'DaemonSet', name: 'node-.*', namespace: 'kube-system', app: 'agent' }),
        attributes({ name: 'a|b' }),
        attributes({ cluster: 'prod' }),
        attributes({ resourceID: 'x/y', namespace: 'shop' }),
        attributes({}),
        { ...attributes({ kind: 'Pod' }), posturePolicies: [{ frameworkName: 'NSA' }] },
      ]),
    );
    expect(exceptions.map(({ selector }) => selector)).toEqual([
      {
        ...noSelector,
        kinds: ['DaemonSet'],
        names: ['node-*'],
        namespaces: ['kube-system'],
        labels: { matchLabels: { app: 'agent' }, matchExpressions: [] },
      },
    ]);
    expect(refused.map((each) => each.replace(/^`agent`: /, ''))).toEqual([
      'the pattern of `name` has no equal here',
      'it is for one cluster',
      'it names its object only by `resourceID`',
      'it is for every object: say for which',
      'it names no control by its id: a whole framework cannot be lifted',
    ]);
  });

  test('Checkov’s baseline is read by object', async () => {
    const { exceptions, refused } = await imported(
      JSON.stringify({
        failed_checks: [
          {
            file: '/a.yaml',
            findings: [
              { resource: 'Deployment.shop.checkout', check_ids: ['CKV_K8S_16', 'CKV_K8S_11'] },
              { resource: 'Pod.default.a (container 0) - app', check_ids: ['CKV_K8S_16'] },
              { resource: 'aws_s3_bucket.x', check_ids: ['CKV_AWS_1'] },
            ],
          },
        ],
      }),
    );
    expect(exceptions.map(({ rules: ids, selector }) => [ids, selector])).toEqual([
      [['privileged-container', 'cpu-limit-missing'], checkout],
    ]);
    expect(refused).toHaveLength(2);
  });

  test('Polaris’ exemptions are read by the beginnings of names', async () => {
    const { exceptions, refused } = await imported(
      'checks: {}\nexemptions:\n  - namespace: kube-system\n    controllerNames: [dns, proxy]\n    containerNames: [agent]\n    rules: [runAsPrivileged]\n  - controllerNames: [x]\n  - rules: [hostPIDSet]\n',
    );
    expect(exceptions).toMatchObject([
      {
        selector: {
          ...noSelector,
          namespaces: ['kube-system'],
          names: ['dns*', 'proxy*'],
          containers: ['agent'],
        },
      },
    ]);
    expect(refused).toHaveLength(2);
  });
});

describe('Kyverno’s PolicyException', () => {
  const classic = (resources: JsonObject, more: JsonObject = {}): string =>
    JSON.stringify({
      apiVersion: 'kyverno.io/v2',
      kind: 'PolicyException',
      metadata: { name: 'delta' },
      spec: {
        exceptions: [{ policyName: 'disallow-host-namespaces', ruleNames: ['host-namespaces'] }],
        match: { any: [{ resources }] },
        ...more,
      },
    });

  test('of ClusterPolicies is read by the policies that stand for rules', async () => {
    const { exceptions } = await imported(
      classic({
        kinds: ['Pod', 'apps/v1/Deployment'],
        namespaces: ['delta'],
        names: ['important-*'],
        selector: { matchLabels: { app: 'x' } },
      }),
    );
    expect(exceptions).toMatchObject([
      {
        rules: ['host-pid', 'host-ipc'],
        selector: {
          kinds: ['Pod', 'Deployment'],
          namespaces: ['delta'],
          names: ['important-*'],
          labels: { matchLabels: { app: 'x' } },
        },
      },
    ]);
  });

  test.each<readonly [string, string, RegExp]>([
    ['conditions', classic({ kinds: ['Pod'] }, { conditions: { any: [] } }), /`conditions` have no equal/],
    ['annotations', classic({ annotations: { a: 'b' } }), /`annotations` has no equal/],
    [
      'subjects',
      JSON.stringify({
        apiVersion: 'kyverno.io/v2',
        kind: 'PolicyException',
        spec: { match: { any: [{ subjects: [] }] } },
      }),
      /who asks/,
    ],
    ['subresources', classic({ kinds: ['Pod/exec'] }), /`exec` is no kind/],
    ['no match', classic({}, { match: {} }), /matches nothing/],
    ['an empty filter', classic({}), /for every object/],
  ])('with %s is refused', async (_, text, why) => {
    const { exceptions, refused } = await imported(text);
    expect(exceptions).toEqual([]);
    expect(refused[0]).toMatch(why);
  });

  const cel = (...expressions: readonly string[]): string =>
    JSON.stringify({
      apiVersion: 'policies.kyverno.io/v1',
      kind: 'PolicyException',
      metadata: { name: 'a' },
      spec: {
        policyRefs: [{ name: 'host-pid', kind: 'ValidatingPolicy' }],
        matchConditions: expressions.map((expression) => ({ name: 'x', expression })),
        expiresAt: '2026-12-31T00:00:00Z',
      },
    });

  test('in CEL is read where its conditions are comparisons', async () => {
    const { exceptions } = await imported(
      cel(
        "object.metadata.name == 'skipped-pod' && object.kind in ['Pod', \"Job\"]",
        "object.metadata.namespace.startsWith('team-')",
      ),
    );
    expect(exceptions).toMatchObject([
      {
        rules: ['host-pid'],
        until: '2026-12-31',
        selector: { ...noSelector, names: ['skipped-pod'], kinds: ['Pod', 'Job'], namespaces: ['team-*'] },
      },
    ]);
  });

  test.each([
    "object.metadata.name == 'a' || object.metadata.name == 'b'",
    "object.metadata.name == 'a' && object.metadata.name == 'b'",
    "object.metadata.name != 'a'",
    "object.metadata.name == 'a' && has(object.metadata.labels)",
    "object.metadata.name == 'a' && 'app' in object.metadata.labels",
    "object.metadata.name == 'a*'",
    "object.kind.startsWith('P')",
    'true',
  ])('in CEL with `%s` is refused: it would be wider here', async (expression) => {
    const { exceptions, refused } = await imported(cel(expression));
    expect(exceptions).toEqual([]);
    expect(refused[0]).toMatch(/no equal/);
  });
});

const one: Exception = {
  rules: ['privileged-container', 'host-pid'],
  selector: checkout,
  reason: "it's a vendor's: agent",
  approver: 'jane',
  until: '2027-01-31',
};

async function documents(text: string): Promise<readonly JsonValue[]> {
  return Array.fromAsync(read(text, defaultLimits), (each) => {
    if ('problem' in each) throw new Error(each.problem.message);
    return each.document.value;
  });
}

describe('exceptions as they are written', () => {
  test('read back as what they were', async () => {
    const odd: Exception = {
      rules: ['host-pid'],
      selector: {
        ...noSelector,
        names: ['*', 'no', '1', 'a: b', '- x', '#', '', '\u2028y', '0x1F', '2026-01-01'].map(
          (name) => `x${name}`,
        ),
        labels: {
          matchLabels: { 'a/b': 'true', '1': 'no' },
          matchExpressions: [
            { key: 'k', operator: 'In', values: ['null', '~'] },
            { key: 'l', operator: 'Exists', values: [] },
          ],
        },
      },
      reason: 'yes',
      approver: '@jane',
      until: '2027-01-31',
    };
    const known = { ids: (name: string) => [name], names: [] };
    const values = await documents(
      writeExceptions([{ exception: one, why: 'a\n- b: "c"' }, { exception: odd }]),
    );
    expect(values.map((value) => parseException(value, known))).toEqual([
      { exception: one },
      { exception: odd },
    ]);
  });
});

describe('exceptions told to other tools', () => {
  test('say which of their rules were not told, and tell the others', () => {
    const exported = exportExceptions(
      [{ ...one, rules: ['privileged-container', 'host-pid'] }],
      'kubescape',
      equivalents,
    );
    expect(exported.text).toContain('C-0057');
    expect(exported.text).not.toContain('C-0038');
    expect(exported.refused.map(({ why }) => why)).toEqual([
      '`C-0038` of kubescape would also lift `host-ipc`',
    ]);
    const both = exportExceptions([{ ...one, rules: ['host-pid', 'host-ipc'] }], 'kubescape', equivalents);
    expect([both.text.includes('C-0038'), both.refused]).toEqual([true, []]);
    const none = exportExceptions(
      [{ ...one, rules: ['privileged-container', 'no-such'] }],
      'checkov',
      equivalents,
    );
    expect(none.refused.map(({ why }) => why)).toEqual(['nothing of checkov stands for `no-such`']);
  });

  test.each(['kyverno', 'kubescape'] as const)('come back from %s as they were', async (target) => {
    for (const selector of [
      checkout,
      { ...noSelector, names: ['node-*'], labels: { matchLabels: { app: 'x' }, matchExpressions: [] } },
      { ...noSelector, kinds: ['Pod'] },
    ]) {
      const { text, refused } = exportExceptions(
        [{ ...one, rules: ['privileged-container'], selector }],
        target,
        equivalents,
      );
      expect(refused).toEqual([]);
      const back = await imported(text);
      expect(back).toEqual({
        exceptions: [{ ...one, rules: ['privileged-container'], selector }],
        refused: [],
      });
    }
  });

  test('come back from kyverno-clusterpolicy as they were', async () => {
    const { text } = exportExceptions(
      [{ ...one, rules: ['privileged-container'] }],
      'kyverno-clusterpolicy',
      equivalents,
    );
    expect(await imported(text)).toEqual({
      exceptions: [{ ...one, rules: ['privileged-container'] }],
      refused: [],
    });
  });

  test('come back from Trivy as they were, but for where files begin', async () => {
    const selector = { ...noSelector, files: ['*vendor/*'] };
    const { text } = exportExceptions([{ ...one, rules: ['host-pid'], selector }], 'trivy', equivalents);
    expect(await imported(text)).toEqual({
      exceptions: [{ ...one, rules: ['host-pid'], selector }],
      refused: [],
    });
  });

  test.each([
    [
      'kube-linter',
      {
        'ignore-check.kube-linter.io/privileged-container': one.reason,
        'ignore-check.kube-linter.io/host-pid': one.reason,
      },
    ],
    [
      'polaris',
      {
        'polaris.fairwinds.com/runAsPrivileged-exempt': 'true',
        'polaris.fairwinds.com/hostPIDSet-exempt': 'true',
      },
    ],
    [
      'checkov',
      { 'checkov.io/skip1': `CKV_K8S_16=${one.reason}`, 'checkov.io/skip2': `CKV_K8S_17=${one.reason}` },
    ],
  ] as const)('are annotations of %s in a Kustomize component', async (target, annotations) => {
    const [component] = await documents(exportExceptions([one], target, equivalents).text);
    const { patches } = component as { patches: { target: JsonValue; patch: string }[] };
    expect(patches.map((patch) => patch.target)).toEqual([
      { kind: 'Deployment', namespace: 'shop', name: 'checkout' },
    ]);
    expect(JSON.parse(patches[0]?.patch ?? '')).toMatchObject({ metadata: { annotations } });
  });

  test.each<readonly [Target, Partial<Exception>]>([
    ...targets.map((target) => [target, { selector: { ...checkout, containers: ['agent'] } }] as const),
    ['kyverno', { selector: { ...checkout, files: ['a'] } }],
    ['trivy', {}],
    ['kube-linter', { rules: ['no-such'] }],
  ])('%s is not told what would be wider there: %j', (target, more) => {
    const exported = exportExceptions([{ ...one, ...more }], target, equivalents);
    expect(exported.text).toBe('');
    expect(exported.refused).toHaveLength(1);
  });
});
