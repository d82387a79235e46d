import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/core/json.ts';
import type { Binding, Operation, Policy, ResourceRule, Scope } from '../../src/core/policy.ts';
import { vap } from '../../src/dialects/vap/vap.ts';
import type { Answer, Api } from './api.ts';
import { inEffect } from './in-effect.ts';
import { keepPromises, type Promised, type Tried } from './keep-promises.ts';
import { messageOf, must } from './offer.ts';
import { startCluster, type Cluster } from './start.ts';

const admission = '/apis/admissionregistration.k8s.io/v1';

/** A place where each promise has policies of its own. */
interface World {
  readonly api: Api;
  /** Names the policy and its objects. */
  readonly name: string;
  /** A namespace of production. */
  readonly shop: string;
  /** Another one, which is none. */
  readonly play: string;
  readonly annotations: () => readonly Readonly<Record<string, string>>[];
  /** Puts a policy to work and waits until it is. */
  readonly enforce: (policy: Partial<Policy>, ...bindings: readonly Partial<Binding>[]) => Promise<void>;
  /** How a request ends: admitted, or denied by the policy and with which message. */
  readonly ask: (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: JsonObject) => Promise<Asked>;
}

interface Asked extends Answer {
  readonly denied: string | null;
}

/** Inside and outside of what policies are for, on a real API server of their own. */
export async function tryMatching(program: string): Promise<Tried> {
  const cluster = await startCluster(program, [], { audited: true });
  try {
    return await keepPromises(promises, (index) => openWorld(cluster, `matching-${index}`));
  } finally {
    await cluster.stop();
  }
}

/** Two namespaces, so that policies of other promises are not about them. */
async function openWorld(cluster: Cluster, name: string): Promise<World> {
  const { api } = cluster;
  const [shop, play] = [`${name}-shop`, `${name}-play`];
  for (const [place, kind] of [
    [shop, 'prod'],
    [play, 'dev'],
  ] as const) {
    const metadata = { name: place, labels: { env: `${name}-${kind}` } };
    await must(api.call('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata }));
  }
  return { ...worldOf(api, name), shop, play, annotations: () => cluster.auditAnnotations() };
}

function worldOf(api: Api, name: string): Omit<World, 'shop' | 'play' | 'annotations'> {
  return {
    api,
    name,
    async enforce(partial, ...bindings) {
      const policy = { ...policyNamed(name), ...partial };
      const places = bindings.length === 0 ? [{}] : bindings;
      const bound = places.map((place, index) => ({ ...bindingOf(name, index), ...place }));
      const set = { policies: [policy], bindings: bound, exceptions: [], refused: [] };
      for (const object of vap.render(set, '1.36')) {
        const plural = object.kind.endsWith('Binding')
          ? 'validatingadmissionpolicybindings'
          : 'validatingadmissionpolicies';
        await must(api.call('POST', `${admission}/${plural}`, object));
      }
      await inEffect(api, `${name}-last`);
    },
    async ask(method, path, body) {
      const answer = await api.call(method, `${path}?dryRun=All`, body);
      const said = messageOf(answer);
      const by = new RegExp(
        `ValidatingAdmissionPolicy '${name}' with binding '[^']+' denied request: (.*)$`,
        's',
      );
      const denied = by.exec(said)?.[1] ?? null;
      const isOther = answer.status >= 300 && answer.status !== 409 && denied === null;
      if (isOther) assert.fail(`${method} ${path}: ${answer.status} ${said}`);
      return { ...answer, denied };
    },
  };
}

/** Denies every Pod that is made. */
function policyNamed(name: string): Policy {
  return {
    id: `ValidatingAdmissionPolicy/${name}`,
    dialect: { name: 'vap', version: '1.36' },
    scope: { any: [on(['pods'])] },
    conditions: [],
    params: null,
    variables: [],
    validations: [
      { id: 'never', expression: 'false', message: 'no', messageExpression: null, reason: 'Invalid' },
    ],
    mutations: [],
    auditAnnotations: [],
    onError: 'Fail',
    about: {
      title: name,
      severity: 'medium',
      category: 'security',
      code: null,
      rule: null,
      variantOf: null,
      source: null,
      remediation: null,
    },
  };
}

function bindingOf(policy: string, index: number): Binding {
  return {
    name: `${policy}-${index}`,
    policy: `ValidatingAdmissionPolicy/${policy}`,
    scope: { all: [] },
    actions: ['Deny'],
    params: null,
  };
}

function on(
  resources: readonly string[],
  { operations = ['CREATE'], groups = [''], names = [] }: Partial<ResourceRule> = {},
): Scope {
  const rule: ResourceRule = { groups, versions: ['v1'], resources, names, operations, reach: '*' };
  return { resources: rule, equivalent: true };
}

function pod(name: string, more: JsonObject = {}): JsonObject {
  const spec = { containers: [{ name: 'app', image: 'busybox:1' }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...more }, spec };
}

function map(name: string, data: JsonObject = {}, more: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...more }, data };
}

const pods = (namespace: string): string => `/api/v1/namespaces/${namespace}/pods`;
const maps = (namespace: string): string => `/api/v1/namespaces/${namespace}/configmaps`;

function inNamespaces(...values: readonly string[]): Scope {
  const expression = { key: 'kubernetes.io/metadata.name', operator: 'In' as const, values };
  return { namespaceLabels: { matchLabels: {}, matchExpressions: [expression] } };
}

const promises: readonly Promised<World>[] = [
  [
    'a binding for a namespace leaves the others alone',
    async ({ enforce, ask, name, shop, play }) => {
      await enforce({}, { scope: inNamespaces(shop) });
      assert.equal((await ask('POST', pods(shop), pod(name))).denied, 'no');
      assert.equal((await ask('POST', pods(play), pod(name))).denied, null);
    },
  ],
  [
    'a policy for namespaces by label, and without some objects by label, is for no others',
    async ({ enforce, ask, name, shop, play }) => {
      const prod: Scope = { namespaceLabels: { matchLabels: { env: `${name}-prod` }, matchExpressions: [] } };
      const lacking = { key: 'exempt', operator: 'DoesNotExist' as const, values: [] };
      const unlabelled: Scope = { labels: { matchLabels: {}, matchExpressions: [lacking] } };
      await enforce({ scope: { all: [{ any: [on(['pods'])] }, prod, unlabelled] } });
      assert.equal((await ask('POST', pods(shop), pod(name))).denied, 'no');
      assert.equal((await ask('POST', pods(shop), pod(name, { labels: { exempt: 'yes' } }))).denied, null);
      assert.equal((await ask('POST', pods(play), pod(name))).denied, null);
    },
  ],
  [
    'what is excluded by name is admitted, and nothing else is',
    async ({ enforce, ask, name, shop }) => {
      const scope: Scope = {
        all: [
          { any: [on(['pods'])] },
          { not: { any: [on(['pods'], { names: [`${name}-a`] })] } },
          inNamespaces(shop),
        ],
      };
      await enforce({ scope });
      assert.equal((await ask('POST', pods(shop), pod(`${name}-a`))).denied, null);
      assert.equal((await ask('POST', pods(shop), pod(`${name}-b`))).denied, 'no');
    },
  ],
  [
    'operations: a policy for changes admits what is made and deleted',
    async ({ enforce, ask, api, name, shop }) => {
      await must(api.call('POST', maps(shop), map(name)));
      const operations: readonly Operation[] = ['UPDATE'];
      await enforce({
        scope: { all: [{ any: [on(['configmaps'], { operations, names: [name] })] }, inNamespaces(shop)] },
      });
      assert.equal((await ask('POST', maps(shop), map(name))).denied, null);
      assert.equal((await ask('PUT', `${maps(shop)}/${name}`, map(name, { a: 'b' }))).denied, 'no');
      assert.equal((await ask('DELETE', `${maps(shop)}/${name}`)).denied, null);
    },
  ],
  [
    'operations: a policy for deletions sees the object that was',
    async ({ enforce, ask, api, name, shop }) => {
      await must(api.call('POST', maps(shop), map(name, {}, { labels: { kept: 'yes' } })));
      await must(api.call('POST', maps(shop), map(`${name}-other`)));
      const scope: Scope = {
        all: [{ any: [on(['configmaps'], { operations: ['DELETE'] })] }, inNamespaces(shop)],
      };
      const expression = `object == null && oldObject.metadata.?labels.?kept.orValue('') != 'yes'`;
      await enforce({ scope, validations: [validation(expression, 'it is kept')] });
      assert.equal((await ask('DELETE', `${maps(shop)}/${name}`)).denied, 'it is kept');
      assert.equal((await ask('DELETE', `${maps(shop)}/${name}-other`)).denied, null);
    },
  ],
  [
    'debugging containers are a subresource: who means them says so',
    async ({ enforce, ask, api, name, play }) => {
      await must(api.call('POST', pods(play), pod(name)));
      const { body } = await api.call('GET', `${pods(play)}/${name}`);
      const spec = body['spec'] as JsonObject;
      const debuggers = [{ name: 'debug', image: 'busybox:1', targetContainerName: 'app' }];
      const debugged = { ...body, spec: { ...spec, ephemeralContainers: debuggers } };
      const scope: Scope = {
        all: [{ any: [on(['pods/ephemeralcontainers'], { operations: ['UPDATE'] })] }, inNamespaces(play)],
      };
      await enforce({ scope });
      assert.equal((await ask('PUT', `${pods(play)}/${name}/ephemeralcontainers`, debugged)).denied, 'no');
      assert.equal((await ask('PUT', `${pods(play)}/${name}`, body)).denied, null);
      assert.equal((await ask('POST', pods(play), pod(`${name}-new`))).denied, null);
    },
  ],
  [
    'controllers: a policy for Deployments sees their templates, and admits a Pod by itself',
    async ({ enforce, ask, name, shop }) => {
      const expression = `object.spec.template.spec.containers.all(c, !c.image.endsWith(':1'))`;
      const scope: Scope = {
        all: [{ any: [on(['deployments'], { groups: ['apps'] })] }, inNamespaces(shop)],
      };
      await enforce({ scope, validations: [validation(expression, 'it is one')] });
      const deployment = deploymentOf(name);
      assert.equal(
        (await ask('POST', `/apis/apps/v1/namespaces/${shop}/deployments`, deployment)).denied,
        'it is one',
      );
      assert.equal((await ask('POST', pods(shop), pod(name))).denied, null);
    },
  ],
  [
    'parameters: each namespace has its own, by name; without any the binding decides',
    async ({ enforce, ask, api, name, shop, play }) => {
      await must(api.call('POST', maps(shop), map(name, { most: '1' })));
      const params = { name, selector: null, namespace: null };
      const about: Partial<Policy> = {
        params: { apiVersion: 'v1', kind: 'ConfigMap' },
        validations: [validation('object.spec.containers.size() < int(params.data.most)', 'too many')],
      };
      await enforce(
        about,
        { scope: inNamespaces(shop), params: { ...params, whenMissing: 'Deny' } },
        { scope: inNamespaces(play), params: { ...params, whenMissing: 'Allow' } },
      );
      assert.equal((await ask('POST', pods(shop), pod(name))).denied, 'too many');
      assert.equal((await ask('POST', pods(play), pod(name))).denied, null);
    },
  ],
  [
    'parameters that are missing deny where the binding says so, and all that are selected must be met',
    async ({ enforce, ask, api, name, shop, play }) => {
      for (const most of ['1', '9'])
        await must(api.call('POST', maps(play), map(`${name}-${most}`, { most }, { labels: { for: name } })));
      const selector = { matchLabels: { for: name }, matchExpressions: [] };
      await enforce(
        {
          params: { apiVersion: 'v1', kind: 'ConfigMap' },
          validations: [validation('object.spec.containers.size() < int(params.data.most)', 'too many')],
        },
        { scope: inNamespaces(play), params: { name: null, selector, namespace: null, whenMissing: 'Deny' } },
        { scope: inNamespaces(shop), params: { name: null, selector, namespace: null, whenMissing: 'Deny' } },
      );
      assert.equal((await ask('POST', pods(play), pod(name))).denied, 'too many');
      assert.match((await ask('POST', pods(shop), pod(name))).denied ?? '', /no params found/);
    },
  ],
  [
    'a warning admits, and tells every check that fails',
    async ({ enforce, ask, name, shop }) => {
      const validations = [
        validation('false', 'first'),
        validation('true', 'holds'),
        validation('false', 'second'),
      ];
      await enforce({ validations }, { scope: inNamespaces(shop), actions: ['Warn'] });
      const { status, warnings } = await ask('POST', pods(shop), pod(name));
      assert.equal(status, 201);
      const own = warnings
        .filter((text) => text.includes(`'${name}'`))
        .map((text) => text.replace(/^.*: /, ''));
      assert.deepEqual(own.toSorted(), ['first', 'second']);
    },
  ],
  [
    'an audit admits in silence, and is in the audit log with what it says of the object',
    async ({ enforce, ask, annotations, name, shop }) => {
      const auditAnnotations = [{ name: 'who', expression: `'it is ' + object.metadata.name` }];
      await enforce({ auditAnnotations }, { scope: inNamespaces(shop), actions: ['Audit'] });
      const { status, warnings } = await ask('POST', pods(shop), pod(name));
      assert.equal(status, 201);
      assert.ok(!warnings.some((text) => text.includes(`'${name}'`)));
      const told = annotations();
      assert.ok(
        told.some((one) => one[`${name}/who`] === `it is ${name}`),
        JSON.stringify(told.slice(-3)),
      );
      const failure = told.map((one) => one['validation.policy.admission.k8s.io/validation_failure'] ?? '');
      assert.ok(failure.some((text) => text.includes(`"${name}"`)));
    },
  ],
  [
    'an expression that cannot be evaluated denies, unless its policy is to be ignored then',
    async ({ enforce, ask, name, shop }) => {
      const validations = [validation('object.spec.nowhere.size() > 0', 'never told')];
      await enforce({ validations }, { scope: inNamespaces(shop) });
      assert.match((await ask('POST', pods(shop), pod(name))).denied ?? '', /no such key: nowhere/);
    },
  ],
  [
    'an error that is ignored does not hide what another check finds',
    async ({ enforce, ask, name, shop }) => {
      const expression = `object.metadata.name.endsWith('good')`;
      const validations = [
        validation('object.spec.nowhere.size() > 0', 'never told'),
        validation(expression, 'bad'),
      ];
      await enforce({ validations, onError: 'Ignore' }, { scope: inNamespaces(shop) });
      assert.equal((await ask('POST', pods(shop), pod(`${name}-good`))).denied, null);
      assert.equal((await ask('POST', pods(shop), pod(name))).denied, 'bad');
    },
  ],
  [
    'conditions leave requests out, and one that is false wins over one that cannot be evaluated',
    async ({ enforce, ask, name, shop }) => {
      const conditions = [
        { name: 'broken', expression: 'object.spec.nowhere == 1' },
        { name: 'asked', expression: `object.metadata.name.endsWith('asked')` },
      ];
      await enforce({ conditions }, { scope: inNamespaces(shop) });
      assert.equal((await ask('POST', pods(shop), pod(name))).denied, null);
      assert.match(
        (await ask('POST', pods(shop), pod(`${name}-asked`))).denied ?? '',
        /no such key: nowhere/,
      );
    },
  ],
];

function validation(expression: string, message: string): Policy['validations'][number] {
  return {
    id: message.replaceAll(' ', '-'),
    expression,
    message,
    messageExpression: null,
    reason: 'Invalid',
  };
}

function deploymentOf(name: string): JsonObject {
  const labels = { app: name };
  const { spec } = pod(name) as { readonly spec: JsonObject };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}
