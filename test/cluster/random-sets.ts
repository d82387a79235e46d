import type { JsonObject } from '../../src/core/json.ts';
import type { Resource } from '../../src/core/resource.ts';
import { pick, type Random } from '../oracle/expressions/arguments.ts';

const admission = 'admissionregistration.k8s.io/v1';

/** Labels that namespaces and objects bear or lack, and that selectors ask for. */
export const teams = ['a', 'b', 'c'];

const groups = [
  ['*'],
  [''],
  ['', 'apps'],
  ['apps'],
  ['rbac.authorization.k8s.io'],
  ['autoscaling'],
  ['policy', ''],
];
const versions = [['*'], ['v1'], ['v1'], ['v1', 'v2'], ['v2'], ['v1beta1', 'v1']];
const resources = [
  ['*'],
  ['*'],
  ['*/*'],
  ['*/*'],
  ['pods'],
  ['pods', 'configmaps'],
  ['pods/*'],
  ['pods', 'pods/ephemeralcontainers'],
  ['pods/ephemeralcontainers'],
  ['pods/eviction', 'pods/exec'],
  ['*/scale'],
  ['deployments', 'deployments/scale'],
  ['configmaps'],
  ['namespaces'],
  ['clusterroles', 'namespaces'],
  ['horizontalpodautoscalers'],
];
const operations = [
  ['*'],
  ['CREATE'],
  ['CREATE', 'UPDATE'],
  ['UPDATE'],
  ['DELETE'],
  ['CREATE', 'UPDATE', 'DELETE'],
  ['CONNECT', 'CREATE'],
];

/** What a condition or a validation may ask; some end in an error where a field is missing. */
const questions = [
  'true',
  'false',
  `has(object.metadata.labels) && 'team' in object.metadata.labels`,
  `object.metadata.labels.team == 'a'`,
  `object.metadata.?labels.?team.orValue('none') in ['a', 'none']`,
  `object == null || !has(object.metadata) || object.metadata.name.startsWith('w')`,
  'oldObject == null',
  'object != null && oldObject != null',
  `oldObject == null || object == null || oldObject.metadata.?labels == object.metadata.?labels`,
  `request.operation in ['CREATE', 'UPDATE']`,
  `request.operation != 'DELETE'`,
  `request.namespace == 'red'`,
  `has(request.namespace) && request.namespace != 'green'`,
  `request.name == 'web'`,
  `request.name.size() < 4`,
  `request.kind.kind == 'Pod'`,
  `request.kind.version == 'v1'`,
  `request.resource.resource != 'pods'`,
  `request.resource.group == ''`,
  'has(request.subResource)',
  `request.subResource == 'scale'`,
  `request.userInfo.username == 'admin'`,
  `'system:masters' in request.userInfo.groups`,
  'request.dryRun == true',
  'object.spec.replicas > 2',
  `object.kind == 'Scale' || object.kind == 'Pod'`,
  `object.apiVersion == 'v1'`,
];

/** What only a validation may ask: the namespace cannot be read by conditions. */
const questionsOfPlaces = [
  `namespaceObject.metadata.labels.env == 'prod'`,
  `namespaceObject == null || namespaceObject.metadata.?labels.?team.orValue('') != 'b'`,
  `namespaceObject.metadata.name == 'red'`,
  `namespaceObject != null`,
  `variables.team == 'a'`,
  `variables.loud == 'b!' || variables.team == 'none'`,
  'variables.replicas > 1',
];

const questionsOfParams = [
  `params.data.mode == 'on'`,
  `params == null || params.data.?mode.orValue('off') == 'off'`,
  `params != null && has(params.data.most) && int(params.data.most) > 2`,
  `params.metadata.name == 'limits'`,
  `params.metadata.namespace == object.metadata.namespace`,
  `params.kind == 'ConfigMap'`,
];

const texts = [
  `'is ' + object.metadata.name`,
  `request.operation + ' of ' + request.name`,
  `'two\\nlines'`,
  `'  '`,
  `'team ' + variables.team`,
  `string(object.spec.replicas)`,
];

/** Policies with bindings, by chance, of every shape that a request may be inside or outside of. */
export interface RandomSet {
  readonly policies: readonly Resource[];
  readonly bindings: readonly Resource[];
}

/** What a set is made of. */
export interface Making {
  /** Tells its policies from those of others. */
  readonly name: string;
  readonly size: number;
  /** How often a policy takes parameters. */
  readonly params?: number;
}

/** A set of some policies, the same for the same source of chance. */
export function randomSet(random: Random, { name, size, params = 0.3 }: Making): RandomSet {
  const policies: Resource[] = [];
  const bindings: Resource[] = [];
  for (let index = 0; index < size; index++) {
    const isBound = random() < params;
    const policy = `${name}-${index}`;
    policies.push(randomPolicy(random, policy, isBound));
    const count = random() < 0.3 ? 2 : 1;
    for (let place = 0; place < count; place++) {
      bindings.push(randomBinding(random, `${policy}-${'ab'[place]}`, { policy, isBound }));
    }
  }
  return { policies, bindings };
}

function randomPolicy(random: Random, name: string, isBound: boolean): Resource {
  const conditions = some(random, [0.4, 0.3], (index) => ({
    name: `c${index}`,
    expression: pick(random, isBound ? [...questions, ...questionsOfParams] : questions),
  }));
  const asked = [
    ...questions,
    ...questionsOfPlaces,
    ...questionsOfPlaces,
    ...(isBound ? questionsOfParams : []),
  ];
  const validations = [0, ...some(random, [0.5, 0.3], (index) => index + 1)].map((index) => ({
    expression: pick(random, asked),
    ...(random() < 0.7 && { message: `m${index}` }),
    ...(random() < 0.4 && {
      messageExpression: pick(random, isBound ? [...texts, `'mode ' + params.data.mode`] : texts),
    }),
    ...(random() < 0.2 && { reason: 'Forbidden' }),
  }));
  return {
    apiVersion: admission,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: {
      failurePolicy: random() < 0.5 ? 'Fail' : 'Ignore',
      ...(isBound && { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } }),
      matchConstraints: { ...randomMatch(random), resourceRules: randomRules(random) },
      matchConditions: conditions,
      variables: [
        { name: 'team', expression: `object.metadata.?labels.?team.orValue('none')` },
        { name: 'loud', expression: `variables.team + '!'` },
        { name: 'replicas', expression: 'object.spec.replicas' },
      ],
      validations,
    },
  };
}

function randomBinding(
  random: Random,
  name: string,
  { policy, isBound }: { readonly policy: string; readonly isBound: boolean },
): Resource {
  const match = random() < 0.5 ? {} : randomMatch(random);
  const rules = random() < 0.25 ? { resourceRules: randomRules(random) } : {};
  const matchResources = { ...match, ...rules };
  return {
    apiVersion: admission,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: {
      policyName: policy,
      validationActions: random() < 0.1 ? ['Deny'] : ['Warn'],
      ...(isBound && random() < 0.9 && { paramRef: randomParamRef(random) }),
      ...(Object.keys(matchResources).length > 0 && { matchResources }),
    },
  };
}

function randomParamRef(random: Random): JsonObject {
  const how = pick(random, [
    { name: 'limits' },
    { name: 'limits' },
    { name: 'nowhere' },
    { selector: { matchLabels: { for: 'all' } } },
    { selector: {} },
    { selector: { matchExpressions: [{ key: 'for', operator: 'NotIn', values: ['all'] }] } },
  ]);
  const where = pick(random, [{}, {}, { namespace: 'red' }, { namespace: 'grey' }]);
  return { ...how, ...where, parameterNotFoundAction: random() < 0.5 ? 'Allow' : 'Deny' };
}

/** What both a policy and a binding can ask for beside resources. */
function randomMatch(random: Random): JsonObject {
  return {
    ...(random() < 0.5 && { matchPolicy: pick(random, ['Exact', 'Equivalent']) }),
    ...(random() < 0.3 && { namespaceSelector: randomSelector(random, namespaceLabels) }),
    ...(random() < 0.3 && { objectSelector: randomSelector(random, objectLabels) }),
    ...(random() < 0.3 && { excludeResourceRules: [randomRule(random)] }),
  };
}

const namespaceLabels = [
  ['env', ['prod', 'dev']],
  ['team', teams],
  ['kubernetes.io/metadata.name', ['red', 'blue', 'green']],
] as const;
const objectLabels = [
  ['team', teams],
  ['tier', ['web', 'db']],
] as const;

function randomSelector(
  random: Random,
  labels: readonly (readonly [string, readonly string[]])[],
): JsonObject {
  if (random() < 0.05) return {};
  const [key, values] = pick(random, labels);
  if (random() < 0.4) return { matchLabels: { [key]: pick(random, values) } };
  const operator = pick(random, ['In', 'NotIn', 'Exists', 'DoesNotExist']);
  const needsValues = operator === 'In' || operator === 'NotIn';
  const chosen = values.filter(() => random() < 0.6);
  const expression = {
    key,
    operator,
    ...(needsValues && { values: chosen.length > 0 ? chosen : values.slice(0, 1) }),
  };
  return { matchExpressions: [expression] };
}

function randomRules(random: Random): readonly JsonObject[] {
  return [randomRule(random), ...some(random, [0.3], () => randomRule(random))];
}

function randomRule(random: Random): JsonObject {
  return {
    apiGroups: random() < 0.8 ? ['*'] : pick(random, groups),
    apiVersions: random() < 0.8 ? ['*'] : pick(random, versions),
    resources: pick(random, resources),
    operations: random() < 0.7 ? ['*'] : pick(random, operations),
    ...(random() < 0.3 && { scope: pick(random, ['Cluster', 'Namespaced', '*']) }),
    ...(random() < 0.2 && { resourceNames: pick(random, [['web'], ['tool', 'red'], ['note', 'reader']]) }),
  };
}

/** One more for each chance that is met, until one is not. */
function some<T>(random: Random, chances: readonly number[], make: (index: number) => T): readonly T[] {
  const made: T[] = [];
  for (const chance of chances) {
    if (random() >= chance) break;
    made.push(make(made.length));
  }
  return made;
}
