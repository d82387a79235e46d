import { createSetJudge } from '../../src/check/set-judge.ts';
import type { SetJudge } from '../../src/check/set-verdict.ts';
import { requestOf } from '../../src/check/request-of.ts';
import { isJsonObject, own, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { isResource, nameOf, type Resource } from '../../src/core/resource.ts';
import type { Rule } from '../../src/core/rule.ts';
import { parse } from '../../src/dialects/map/parse.ts';
import type { Bench } from '../../src/prove/law.ts';
import { diffPatch } from '../../src/fix/diff-patch.ts';
import { isSame } from '../../src/yaml/edit/is-same.ts';
import { brokenBy, faultsOf, fixable, repair } from '../fix/every-fix.ts';
import type { Answer, Api } from './api.ts';
import { enforced } from './enforced.ts';
import { must, offer, say } from './offer.ts';
import { poll } from './poll.ts';
import { fitting } from './try-fixes.ts';

/** What came of fixes as MutatingAdmissionPolicies. */
export interface MutatingTrials {
  readonly policies: number;
  /** Rules whose fix the target refuses, with why. */
  readonly refused: readonly string[];
  /** Broken objects that the API server changed. */
  readonly changed: number;
  /** Those that it changed otherwise than the fix, where that is known. */
  readonly different: number;
  /** Those that it would not take even repaired. */
  readonly unasked: number;
  readonly problems: readonly string[];
}

/** Where a policy is known to do otherwise than the fix, and what it does. */
const otherwise: Readonly<Record<string, { readonly why: string; readonly passes: boolean }>> = {
  'run-as-non-root': { why: 'it sets the field on each container, too', passes: true },
  'seccomp-required': { why: 'it sets the field on each container, too', passes: true },
  'service-external-ips': {
    why: 'the API server has filled in `externalTrafficPolicy` by then, and refuses it without what is removed',
    passes: false,
  },
};

const namespace = 'mutating';
const admission = '/apis/admissionregistration.k8s.io/v1';
/** On an object: the rule whose policy may change it, or nobody. Some kinds have labels of their own where there are none. */
const mark = 'writ.test/repaired-by';
const nobody = 'nobody';

/** Has the API server repair every failing example, and compares with `writ fix` and with our own evaluation. */
export async function tryMutating(api: Api, bench: Bench): Promise<MutatingTrials> {
  await must(
    api.call('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    }),
  );
  const refused: string[] = [];
  const problems: string[] = [];
  const made: { readonly rule: Rule; readonly judge: SetJudge }[] = [];
  for (const rule of fixable) {
    const rendered = enforced([rule], { target: 'map', action: 'audit' }, bench);
    refused.push(...rendered.refused.map(({ why }) => `${rule.id}: ${why}`));
    const objects = rendered.policies.flatMap((policy) =>
      policy.objects.map((object) => confined(object, rule)),
    );
    if (objects.length === 0) continue;
    const answers = await create(api, objects);
    problems.push(
      ...answers.filter(({ status }) => status !== 201).map((answer) => `${rule.id}: ${say(answer)}`),
    );
    made.push({ rule, judge: createSetJudge(parse(objects, '1.36')) });
  }
  await mutatingInEffect(api);
  let [changed, different, unasked] = [0, 0, 0];
  for (const { rule, judge } of made) {
    for (const broken of brokenBy(rule).filter(isNamed)) {
      const ended = await compare(api, { rule, judge, broken: fitting(broken), bench });
      if (ended === 'changed') changed += 1;
      else if (ended === 'unasked') unasked += 1;
      else if (ended === 'otherwise') different += 1;
      else problems.push(`${rule.id}: ${ended}\n    ${JSON.stringify(broken)}`);
    }
  }
  return { policies: made.length, refused, changed, different, unasked, problems };
}

/** What gets a new name each time cannot be compared. */
function isNamed(resource: Resource): boolean {
  const metadata = own(resource, 'metadata');
  return isJsonObject(metadata) && own(metadata, 'generateName') === undefined;
}

interface Case {
  readonly rule: Rule;
  readonly judge: SetJudge;
  readonly broken: Resource;
  readonly bench: Bench;
}

/** What the API server makes of a broken object, beside what it makes of one that was repaired before. */
async function compare(
  api: Api,
  { rule, judge, broken, bench }: Case,
): Promise<'changed' | 'unasked' | 'otherwise' | (string & {})> {
  const send = (resource: Resource): Promise<Answer> =>
    offer(api, requestOf(resource, bench.kinds), namespace);
  const fixed = await send(marked(repair(broken, [rule]).after, nobody));
  const there = await send(marked(broken, rule.id));
  if (fixed.status !== 201) return there.status === 201 ? `the fix is refused: ${say(fixed)}` : 'unasked';
  if (there.status !== 201) return otherwise[rule.id]?.passes === false ? 'otherwise' : say(there);
  const here = await send(evaluated({ rule, judge, broken, bench }));
  if (!isSame(plain(there.body), plain(here.body)))
    return `it is not what was evaluated here: ${difference(there.body, here.body)}`;
  if (isSame(plain(there.body), plain(fixed.body))) return 'changed';
  return passes(there.body, rule)
    ? 'otherwise'
    : `it is not what the fix makes of it: ${difference(there.body, fixed.body)}`;
}

/** What our own evaluation of the policy makes of the object as the API server completes it. */
function evaluated({ rule, judge, broken, bench }: Case): Resource {
  const asked = requestOf(bench.applyDefaults(marked(broken, rule.id)), bench.kinds);
  const { object } = judge.judge(asked, bench.facts);
  if (object === null || !isResource(object)) throw new Error(`${rule.id} leaves nothing of an object`);
  return marked(object, nobody);
}

function passes(object: JsonObject, { id }: Rule): boolean {
  return otherwise[id]?.passes === true && isResource(object) && !faultsOf(object).has(id);
}

/** A policy's binding for marked objects alone. */
function confined(object: Resource, { id }: Rule): Resource {
  const spec = own(object, 'spec');
  if (!object.kind.endsWith('Binding') || !isJsonObject(spec)) return object;
  const match = own(spec, 'matchResources');
  const objectSelector = { matchLabels: { [mark]: id } };
  return {
    ...object,
    spec: { ...spec, matchResources: { ...(isJsonObject(match) && match), objectSelector } },
  };
}

function marked(resource: Resource, by: string): Resource {
  const metadata = own(resource, 'metadata');
  const before = isJsonObject(metadata) ? metadata : {};
  const labels = own(before, 'labels');
  return {
    ...resource,
    metadata: { ...before, labels: { ...(isJsonObject(labels) && labels), [mark]: by } },
  };
}

/** An object without what is new each time. */
function plain(object: JsonObject): JsonValue {
  if (!isResource(object)) return object;
  const { metadata, ...rest } = marked(object, nobody);
  const {
    uid: _uid,
    creationTimestamp: _created,
    managedFields: _managed,
    ...named
  } = metadata as JsonObject;
  const kept = own(named, 'generateName') === undefined ? named : { ...named, name: 'generated' };
  return JSON.parse(
    // Jobs get labels of their own uid.
    JSON.stringify({ ...rest, metadata: kept }).replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f-]{22}/g, 'uid'),
  ) as JsonValue;
}

/** The first place where two values are not the same, and what is there. */
function difference(there: JsonObject, here: JsonObject): string {
  const [first] = diffPatch(plain(there), plain(here));
  return JSON.stringify(first);
}

function create(api: Api, objects: readonly Resource[]): Promise<readonly Answer[]> {
  return Promise.all(
    objects.map((object) =>
      api.call(
        'POST',
        `${admission}/${object.kind === 'MutatingAdmissionPolicy' ? 'mutatingadmissionpolicies' : 'mutatingadmissionpolicybindings'}`,
        object,
      ),
    ),
  );
}

/** Waits until a policy changes objects that was made after all others: they are read in the order of their making. */
async function mutatingInEffect(api: Api): Promise<void> {
  const name = 'last-mutating';
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] };
  const expression = 'Object{metadata: Object.metadata{labels: {"changed": "yes"}}}';
  const policy: Resource = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicy',
    metadata: { name },
    spec: {
      reinvocationPolicy: 'Never',
      matchConstraints: { resourceRules: [{ ...rule, resourceNames: [name] }] },
      mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression } }],
    },
  };
  const binding: Resource = {
    ...policy,
    kind: 'MutatingAdmissionPolicyBinding',
    spec: { policyName: name },
  };
  for (const answer of await create(api, [policy, binding])) await must(Promise.resolve(answer));
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };
  await poll('the mutating policies to be in effect', async () => {
    const { body } = await api.call('POST', '/api/v1/namespaces/default/configmaps?dryRun=All', map);
    return JSON.stringify(body).includes('"changed"') ? nameOf(policy) : null;
  });
}
