// The table of what a path is, row by row: once found in a folder, once named on the command line.
import { describe, expect, test } from 'vitest';
import { checkJson, folder, writ, type CheckJson } from './cli.ts';

const good = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {a: b}
`;

interface Row {
  readonly what: string;
  readonly file: string;
  readonly content: string | Buffer;
  /** Beside a good manifest in a folder. */
  readonly inFolder: Expected;
  /** Named, alone. */
  readonly named: Expected;
}

interface Expected {
  readonly code: number;
  readonly resources: number;
  readonly unjudged?: RegExp;
  readonly note?: RegExp;
}

const rows: readonly Row[] = [
  {
    what: 'a manifest',
    file: 'a.yaml',
    content: good,
    inFolder: { code: 0, resources: 2 },
    named: { code: 0, resources: 1 },
  },
  {
    what: 'a manifest in JSON',
    file: 'a.json',
    content: '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}}',
    inFolder: { code: 0, resources: 2 },
    named: { code: 0, resources: 1 },
  },
  {
    what: 'an unknown kind',
    file: 'a.yml',
    content: 'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n',
    inFolder: {
      code: 0,
      resources: 2,
      note: /example\.com\/v1 Thing is a kind that the schema does not know/,
    },
    named: { code: 0, resources: 1, note: /example\.com\/v1 Thing/ },
  },
  {
    what: 'YAML without apiVersion and kind',
    file: 'values.yaml',
    content: 'replicas: 3\n',
    inFolder: { code: 0, resources: 1, note: /^1 document has no apiVersion and kind/ },
    named: {
      code: 3,
      resources: 0,
      note: /^values\.yaml: .*no apiVersion and kind/,
      unjudged: /no Kubernetes object/,
    },
  },
  {
    what: 'JSON without apiVersion and kind',
    file: 'package.json',
    content: '{"name": "shop", "version": "1.0.0"}',
    inFolder: { code: 0, resources: 1, note: /^1 document has no apiVersion and kind/ },
    named: { code: 3, resources: 0, note: /^package\.json: /, unjudged: /no Kubernetes object/ },
  },
  {
    what: 'an object with a name and no kind',
    file: 'a.yaml',
    content: 'apiVersion: v1\nKind: Pod\nmetadata: {name: a}\nspec: {hostNetwork: true}\n',
    inFolder: { code: 3, resources: 1, unjudged: /^it has no `kind`$/ },
    named: { code: 3, resources: 0, unjudged: /^it has no `kind`$/ },
  },
  {
    what: 'a kind written otherwise',
    file: 'a.yaml',
    content: 'apiVersion: v1\nkind: deployment\nmetadata: {name: a}\n',
    inFolder: { code: 0, resources: 2, note: /v1 deployment .*\(did you mean apps\/v1 Deployment\?\)/ },
    named: { code: 0, resources: 1, note: /v1 deployment .*\(did you mean apps\/v1 Deployment\?\)/ },
  },
  {
    what: 'a Helm template that is no YAML',
    file: 'chart/templates/a.yaml',
    content: '{{- if .Values.on }}\napiVersion: v1\nkind: Pod\n{{- end }}\n',
    inFolder: { code: 0, resources: 1, note: /a\.yaml: not judged, it is a Helm template: render it first/ },
    named: { code: 3, resources: 0, unjudged: /Helm template: render it first/ },
  },
  {
    what: 'a Helm template that YAML can read',
    file: 'chart/templates/b.yaml',
    content: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n',
    inFolder: { code: 0, resources: 1, note: /Helm template: render it first/ },
    named: { code: 3, resources: 0, unjudged: /Helm template: render it first/ },
  },
  {
    what: 'a Helm template with quoted values',
    file: 'chart/templates/c.yaml',
    content: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: "{{ .Release.Name }}"\n',
    inFolder: { code: 0, resources: 1, note: /Helm template: render it first/ },
    named: { code: 3, resources: 0, unjudged: /Helm template: render it first/ },
  },
  {
    what: 'a Kustomization',
    file: 'kustomization.yaml',
    content: 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n',
    inFolder: { code: 0, resources: 1, note: /Kustomization: render it first/ },
    named: { code: 3, resources: 0, unjudged: /Kustomization: render it first/ },
  },
  {
    what: 'a patch',
    file: 'patch.yaml',
    content:
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a}]}}}\n',
    inFolder: { code: 0, resources: 1, note: /looks like a patch, render it first/ },
    named: { code: 3, resources: 0, unjudged: /looks like a patch/ },
  },
  {
    what: 'a patch of a few fields',
    file: 'patch.yaml',
    content: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 3}\n',
    inFolder: { code: 0, resources: 1, note: /no `spec\.template\.spec`: it looks like a patch/ },
    named: { code: 3, resources: 0, unjudged: /no `spec\.template\.spec`: it looks like a patch/ },
  },
  {
    what: 'a patch of a CronJob',
    file: 'patch.yaml',
    content: 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {suspend: true}\n',
    inFolder: { code: 0, resources: 1, note: /looks like a patch/ },
    named: { code: 3, resources: 0, unjudged: /looks like a patch/ },
  },
  {
    what: 'a patch that says how it merges',
    file: 'patch.yaml',
    content:
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, $patch: delete}]}}}\n',
    inFolder: { code: 0, resources: 1, note: /it is a patch: render it first/ },
    named: { code: 3, resources: 0, unjudged: /it is a patch: render it first/ },
  },
  {
    what: 'a component of Kustomize',
    file: 'kustomization.yaml',
    content: 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [a.yaml]\n',
    inFolder: { code: 0, resources: 1, note: /Kustomization: render it first/ },
    named: { code: 3, resources: 0, unjudged: /Kustomization: render it first/ },
  },
  {
    what: 'a file that does not parse, with the actions of another tool in quotes',
    file: 'alerts.yaml',
    content:
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: "{{ $labels.pod }}"\n  b: x: y\n',
    inFolder: { code: 3, resources: 1, unjudged: /a key stands within a value/ },
    named: { code: 3, resources: 0, unjudged: /a key stands within a value/ },
  },
  {
    what: 'a file that does not parse',
    file: 'broken.yaml',
    content: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a\n',
    inFolder: { code: 3, resources: 1, unjudged: /./ },
    named: { code: 3, resources: 0, unjudged: /./ },
  },
  {
    what: 'an object with a wrong type where a rule looks',
    file: 'wrong.yaml',
    content: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: text}\n',
    inFolder: { code: 3, resources: 2 },
    named: { code: 3, resources: 1 },
  },
  {
    what: 'text that is not UTF-8',
    file: 'latin.yaml',
    content: Buffer.from('apiVersion: v1 # caf\xe9\n', 'latin1'),
    inFolder: { code: 3, resources: 1, unjudged: /not UTF-8/ },
    named: { code: 3, resources: 0, unjudged: /not UTF-8/ },
  },
  {
    what: 'another extension',
    file: 'pod.txt',
    content: good,
    inFolder: { code: 0, resources: 1 },
    named: { code: 0, resources: 1 },
  },
  {
    what: 'a hidden file',
    file: '.hidden.yaml',
    content: good,
    inFolder: { code: 0, resources: 1 },
    named: { code: 0, resources: 1 },
  },
  {
    what: 'an empty file',
    file: 'empty.yaml',
    content: '',
    inFolder: { code: 0, resources: 1 },
    named: { code: 3, resources: 0, unjudged: /no Kubernetes object/ },
  },
];

/** What a run was, as far as a row says what it should be. */
function shape({ code, json }: { code: number; json: CheckJson }): object {
  const { unjudged, notes, summary } = json;
  return { code, resources: summary['resources'], unjudged: unjudged.map(({ message }) => message), notes };
}

function wanted({ code, resources, unjudged, note }: Expected): object {
  return {
    code,
    resources,
    unjudged: unjudged === undefined ? [] : [expect.stringMatching(unjudged)],
    notes: note === undefined ? expect.any(Array) : expect.arrayContaining([expect.stringMatching(note)]),
  };
}

describe.concurrent('in a folder', () => {
  test.each(rows)('$what', async ({ file, content, inFolder }) => {
    using made = folder({ 'good.yaml': good, [file]: content });
    expect(shape(await checkJson(['.'], made.path))).toEqual(wanted(inFolder));
  });
});

describe.concurrent('named on the command line', () => {
  test.each(rows)('$what', async ({ file, content, named }) => {
    using made = folder({ [file]: content });
    expect(shape(await checkJson([file], made.path))).toEqual(wanted(named));
  });
});

describe.concurrent('beyond the rows', () => {
  test('a wrong type is a finding of its own, and an error for the rules that look there', async () => {
    using made = folder({ 'a.yaml': rows.find(({ file }) => file === 'wrong.yaml')?.content ?? '' });
    const { json } = await checkJson(['.'], made.path);
    expect(json.findings).toContainEqual(
      expect.objectContaining({ policy: 'wrong-type', path: '/spec/containers', result: 'fail' }),
    );
    expect(json.findings).toContainEqual(
      expect.objectContaining({ policy: 'privileged-container', result: 'error' }),
    );
  });

  test('nothing to judge is no failure with --allow-empty', async () => {
    using made = folder({ 'values.yaml': 'a: 1\n' });
    expect((await checkJson(['.'], made.path)).code).toBe(3);
    expect((await checkJson(['.', '--allow-empty'], made.path)).code).toBe(0);
  });

  test('what something else installs is told of, and that nothing runs', async () => {
    const release = (name: string): string =>
      `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ${name}}\nspec: {}\n`;
    using made = folder({ 'a.yaml': `${release('a')}---\n${release('b')}` });
    expect((await checkJson(['.'], made.path)).json.notes).toEqual([
      '2 HelmRelease objects are not rendered: what they install is not judged',
      'no object here runs containers: most rules had nothing to judge',
    ]);
  });

  test('a file is judged once, however many paths lead to it', async () => {
    using made = folder({ 'sub/a.yaml': good });
    const { json } = await checkJson(['.', 'sub', 'sub/*.yaml', './sub/a.yaml'], made.path);
    expect(json.summary).toMatchObject({ files: 1, resources: 1 });
  });

  test('no mark sets aside what an API server would take', async () => {
    const bad = (metadata: string, spec: string): string =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: ${metadata}\nspec: {${spec}selector: {}, template: {spec: {hostNetwork: true, containers: [{name: a, image: a:1}]}}}\n`;
    using made = folder({
      'a.yaml': bad('{name: a, annotations: {a: "{{ .Values.a }}"}}', ''),
      'b.yaml': bad('{name: b}', '$patch: replace, '),
      'c.yaml': `${bad('{name: c}', '')}---\nname: {{ .Values.a }}\n---\n${bad('{name: d}', '')}`,
    });
    const { json } = await checkJson(['.', '--rules', 'host-network'], made.path);
    const judged = json.findings.filter(({ policy }) => policy === 'host-network');
    expect(judged.map(({ resource }) => resource.name)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('what git ignores is not judged in a folder, and judged when it is named', async () => {
    using made = folder({ '.git/HEAD': '', '.gitignore': 'out/\n', 'out/a.yaml': good, 'b.yaml': good });
    expect((await checkJson(['.'], made.path)).json.summary['files']).toBe(1);
    expect((await checkJson(['out/a.yaml'], made.path)).json.summary['files']).toBe(1);
    expect((await checkJson(['out'], made.path)).json.summary['files']).toBe(1);
    expect((await checkJson(['.'], `${made.path}/out`)).json.summary['files']).toBe(1);
  });

  test('a glob and standard input are paths, too', async () => {
    using made = folder({ 'a.yaml': good, 'sub/b.yaml': good });
    expect((await checkJson(['**/*.yaml'], made.path)).json.summary['resources']).toBe(2);
    const { code, out } = await writ(['check', '--format', 'json', '-'], { stdin: good });
    expect([code, (JSON.parse(out) as CheckJson).summary['resources']]).toEqual([0, 1]);
  });

  test('findings and unjudged input together exit 3 and still report the findings', async () => {
    const bad =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostNetwork: true, containers: [{name: a, image: a:1}]}\n';
    using made = folder({ 'a.yaml': `${bad}---\na: [\n---\n${bad}` });
    const { code, json } = await checkJson(['.', '--rules', 'host-network'], made.path);
    expect(code).toBe(3);
    expect(json.findings.map(({ policy, location }) => [policy, location.line])).toEqual([
      ['host-network', 4],
      ['host-network', 11],
    ]);
    expect(json.unjudged).toHaveLength(1);
  });

  test('owned objects are left out where their owner is, and results keep the order of the input', async () => {
    const pod = (name: string, owner: string | null): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
${owner === null ? '' : `  ownerReferences: [{kind: ReplicaSet, name: ${owner}, controller: true, apiVersion: apps/v1, uid: u}]\n`}spec: {hostNetwork: true, containers: [{name: a, image: a:1}]}
`;
    const replicaSet =
      'apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: here}\nspec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a:1}]}}}\n';
    using made = folder({
      'a.yaml': [
        pod('one', 'elsewhere'),
        pod('two', null),
        pod('three', 'here'),
        replicaSet,
        pod('four', null),
      ].join('---\n'),
    });
    const { json } = await checkJson(['.', '--rules', 'host-network'], made.path);
    expect(json.findings.map(({ resource }) => resource.name)).toEqual(['one', 'two', 'four']);
    expect(json.summary['skip']).toBe(1);
  });

  test('an older API version is judged as the one that took its place, with a note', async () => {
    using made = folder({
      'a.yaml': 'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: a}\nspec: {}\n',
    });
    const { json } = await checkJson(['.'], made.path);
    expect(json.notes).toEqual([expect.stringContaining('networking.k8s.io/v1 Ingress')]);
    expect(json.findings.map(({ policy }) => policy)).toEqual([
      'deprecated-api-version',
      'ingress-tls-missing',
    ]);
  });

  test('explicit nulls are fields that are not there', async () => {
    using made = folder({
      'a.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostNetwork: null, initContainers: null, containers: [{name: a, image: a:1, ports: null}]}\n',
    });
    const { json } = await checkJson(
      ['.', '--rules', 'host-network,host-port,privileged-container'],
      made.path,
    );
    expect([json.summary['pass'], json.summary['error']]).toEqual([3, 0]);
  });

  test('this repository itself ends well: nothing in it is unjudged, and only the examples have findings', async () => {
    const { code, json } = await checkJson(['.'], '.');
    expect([code, json.unjudged]).toEqual([1, []]);
    const files = new Set(
      json.findings.map(({ location }) => location.file.split('/').slice(0, 2).join('/')),
    );
    expect([...files]).toEqual(['examples/shop']);
  });
});
