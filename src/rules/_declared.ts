import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import type { Answers, Question, Rule, RuleSubject } from '../core/rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { claims, longRunning, resources, scheduled } from './_subjects.ts';

/** What a person may say something of: the object itself, and the pods or claims that it makes. */
function metadatas(expression: string) {
  return { name: 'metadatas', expression } as const;
}

/** Keys and `key=value` of all labels and annotations, a list for each of them. */
const told = {
  name: 'told',
  expression:
    "variables.metadatas.map(m, m.?labels.orValue({}).map(k, k) + m.?annotations.orValue({}).map(k, k) + m.?labels.orValue({}).map(k, k + '=' + string(m.labels[k])) + m.?annotations.orValue({}).map(k, k + '=' + string(m.annotations[k])))",
} as const;

/** Workloads, and the storage that outlives them. */
export const dataBearing: RuleSubject = {
  resources: [...scheduled.resources, resources('', 'v1', ['persistentvolumeclaims'])],
  variables: [
    metadatas(
      "object.kind == 'Pod' ? [object.metadata] : object.kind == 'PersistentVolumeClaim' ? [object.metadata] : object.kind == 'CronJob' ? [object.metadata, object.spec.jobTemplate.spec.template.?metadata.orValue({})] : [object.metadata, object.spec.template.?metadata.orValue({})]",
    ),
    told,
  ],
  roots: {},
};

/** Workloads that run until they are stopped. */
export const services: RuleSubject = {
  resources: longRunning.resources,
  variables: [metadatas('[object.metadata, object.spec.template.?metadata.orValue({})]'), told],
  roots: {},
};

/** Storage that an application claims, by itself or for each pod of a StatefulSet. */
export const stored: RuleSubject = {
  ...claims,
  variables: [
    ...claims.variables,
    metadatas('[object.metadata] + variables.claims.map(c, c.?metadata.orValue({}))'),
    told,
  ],
};

/** The question in which label or annotation something is to be said. */
export function marks(what: string, example: string): Readonly<Record<string, Question>> {
  return {
    marks: {
      type: 'list',
      prompt: `Which labels or annotations ${what}? Each as key or key=value, with | between those of which one is enough; for example ${example}`,
    },
  };
}

/** The check that everything is said that the organization asks for. */
export function declares(message: string): Rule['check'] {
  return [
    {
      id: 'stated',
      expression: `!variables.marks.exists(m, !m.split('|').exists(k, variables.told.exists(t, k in t)))`,
      message,
    },
  ];
}

/** The same of storage; a StatefulSet without templates claims none. */
export function declaresStored(message: string): Rule['check'] {
  const [{ id, expression }] = declares(message);
  return [{ id, expression: `size(variables.claims) == 0 ? true : ${expression}`, message }];
}

const answers: Answers = { marks: ['shop.example/owner|owner', 'tier=web|tier=batch'] };
const both = { owner: 'jane', tier: 'web' };

/** Objects that say what they must and what not, of some kinds. */
export function declaredExamples(...make: readonly [Declared, ...Declared[]]): Rule['prove'] {
  const [first] = make;
  const also = (because: string, labels: JsonObject) =>
    make.map((one) => ({ because, resource: one({ labels }), answers }));
  return {
    pass: [
      { because: 'both are labels', resource: first({ labels: both }), answers },
      { because: 'both are annotations', resource: first({ annotations: both }), answers },
      {
        because: 'one is a label, one an annotation',
        resource: first({ labels: { 'shop.example/owner': 'jane' }, annotations: { tier: 'batch' } }),
        answers,
      },
      { because: 'the organization asks for nothing', resource: first({}), answers: { marks: [] } },
      ...also('every kind may say it', both),
    ],
    fail: [
      { because: 'nothing is said', resource: first({}), answers },
      { because: 'one of them is not said', resource: first({ labels: { owner: 'jane' } }), answers },
      { because: 'the other is not', resource: first({ annotations: { tier: 'web' } }), answers },
      {
        because: 'another value',
        resource: first({ labels: { owner: 'jane', tier: 'other' } }),
        answers,
      },
      {
        because: 'another value of an annotation',
        resource: first({ annotations: { owner: 'jane', tier: 'other' } }),
        answers,
      },
      ...also('another key', { owners: 'jane', tier: 'web' }),
    ],
  };
}

/** The same, and a StatefulSet that stores nothing. */
export function withoutStorage({ pass, fail }: Rule['prove']): Rule['prove'] {
  return {
    pass: [...pass, { because: 'it stores nothing', resource: statefulSet({}, []), answers }],
    fail,
  };
}

/** Makes an object with this metadata. */
type Declared = (metadata: JsonObject) => Resource;

/** A claim of storage. */
export function claim(metadata: JsonObject = {}): Resource {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'orders', ...metadata },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
  };
}

/** A StatefulSet, with a template of such claims or without. */
export function statefulSet(metadata: JsonObject = {}, templates: readonly JsonObject[] = [{}]): Resource {
  const { spec } = claim();
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'orders', ...metadata },
    spec: {
      serviceName: 'orders',
      selector: { matchLabels: { app: 'checkout' } },
      template: (deployment()['spec'] as JsonObject)['template'] ?? {},
      volumeClaimTemplates: templates.map((one) => ({
        metadata: { name: 'orders', ...one },
        spec: spec ?? {},
      })),
    },
  };
}

/** By the metadata of the object itself. */
export const itself = {
  pod: (metadata: JsonObject) => pod({}, metadata),
  deployment: (metadata: JsonObject) => deployment({}, {}, metadata),
  cronJob: (metadata: JsonObject) => cronJob({}, {}, metadata),
  claim,
  statefulSet,
} as const;

/** By the metadata of what it makes. */
export const made = {
  // Its selector must find what it makes.
  deployment: ({ labels = {}, ...rest }: { readonly labels?: JsonObject } & JsonObject) =>
    deployment({}, { ...rest, labels: { app: 'checkout', ...labels } }),
  cronJob: (metadata: JsonObject) => cronJob({}, metadata),
  statefulSet: (metadata: JsonObject) => statefulSet({}, [metadata]),
} as const;
