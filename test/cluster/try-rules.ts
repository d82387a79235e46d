import { isJsonObject, own, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import type { Binding, Policy, Request, Scope } from '../../src/core/policy.ts';
import type { Resource } from '../../src/core/resource.ts';
import { clusterName } from '../../src/dialects/cluster-name.ts';
import { vap } from '../../src/dialects/vap/vap.ts';
import type { Bench } from '../../src/prove/law.ts';
import type { Answer, Api } from './api.ts';
import { compareOthers, type Others } from './compare-others.ts';
import { inEffect } from './in-effect.ts';
import {
  messageOf,
  must,
  offer,
  pathOf,
  placed,
  placedRequest,
  say,
  withLabels,
  type Disagreement,
} from './offer.ts';
import { poll } from './poll.ts';
import { tryRandomPods } from './try-random-pods.ts';
import { markOf, type Case, type Variant } from './cases.ts';

/** What came of the policy of one variant. */
export interface Trial {
  readonly variant: Variant;
  /** How many of its examples the API server refuses as objects, before it asks any policy. */
  readonly unasked: number;
  readonly disagreements: readonly Disagreement[];
}

/** What came of everything that was offered. */
export interface Trials {
  readonly trials: readonly Trial[];
  readonly random: readonly Disagreement[];
  /** How many verdicts of all rules, on the examples of each other and on random pods, were compared. */
  readonly compared: number;
}

/** What the API server of this version refuses by itself, by the rule whose very subject it is. */
const refusedByItself: Readonly<Record<string, RegExp>> = {
  'proc-mount': /securityContext\.procMount: Invalid value: "Unmasked": `hostUsers` must be false/,
  'selector-template-mismatch': /`selector` does not match template `labels`/,
  'deprecated-api-version':
    /could not find the requested resource|page not found|cannot be handled as|does not match the expected API version/,
};

/** What no API server takes for a quantity, which every rule that reads one must bear. */
const noQuantity = 'quantities must match the regular expression';

const admission = '/apis/admissionregistration.k8s.io/v1';
/** On a namespace: this policy denies there. */
const denying = (policy: Policy): string => `deny.writ.test/${policy.id}`;
/** On a namespace: all policies warn there. */
const everyone = 'writ.test/everyone';

/** Offers every policy and every example to an API server, each example to its own policy alone. */
export async function tryRules(api: Api, variants: readonly Variant[], bench: Bench): Promise<Trials> {
  const seats = variants.map((variant, index) => seatVariant(variant, index));
  for (const seat of seats) await prepare(api, seat);
  const refused = new Map<Variant, readonly Disagreement[]>();
  for (const { variant } of seats) refused.set(variant, await install(api, variant));
  await inEffect(api);
  const warned = await typeWarnings(api, variants);
  const others = compareOthers(variants, bench);
  const trials: Trial[] = [];
  for (const seat of seats) {
    const trial = await trySeat(api, seat, others);
    const { variant } = seat;
    const before = [...(refused.get(variant) ?? []), ...(warned.get(variant) ?? [])];
    trials.push({ ...trial, disagreements: [...before, ...trial.disagreements] });
  }
  const random = await tryRandomPods(api, { namespace: seats[0]?.places[0] ?? '', others, bench });
  return { trials, random, compared: others.count() };
}

async function trySeat(api: Api, { variant, places }: Seat, others: Others): Promise<Trial> {
  let unasked = 0;
  const disagreements: Disagreement[] = [];
  for (const [index, one] of variant.cases.entries()) {
    const namespace = places[index] ?? '';
    const request = placedRequest(labelled(one.request, variant.policy), namespace);
    const answer = await offer(api, request, namespace);
    const verdict = verdictOf(answer, one, variant);
    if (verdict === 'unasked') {
      unasked += 1;
      continue;
    }
    if (verdict !== 'agrees') {
      disagreements.push({ policy: variant.policy.id, example: one.because, ...verdict });
    }
    disagreements.push(...others.compare({ ...one, request }, answer));
  }
  return { variant, unasked, disagreements };
}

/** A variant, and for each of its cases the namespace in which it is offered. */
interface Seat {
  readonly variant: Variant;
  readonly places: readonly string[];
}

/** An update needs an object that is there already, so it gets a namespace of its own: all have the same name. */
function seatVariant(variant: Variant, index: number): Seat {
  const shared = `rule-${index}`;
  return {
    variant,
    places: variant.cases.map(({ request }, place) => {
      if (isSited(variant)) return request.namespace ?? shared;
      return request.operation === 'CREATE' ? shared : `${shared}-${place}`;
    }),
  };
}

/** Whether it matters to the policy in which namespace an object is, so that it cannot be moved. */
function isSited({ policy }: Variant): boolean {
  return policy.validations.some(({ expression }) => expression.includes('metadata.?namespace'));
}

/** A binding chooses Namespaces by their own labels. */
function labelled(request: Request, policy: Policy): Request {
  const { object } = request;
  return object === null ? request : { ...request, object: withLabels(object, labelsFor(policy)) };
}

function labelsFor(policy: Policy): Readonly<Record<string, string>> {
  return { [denying(policy)]: 'yes', [everyone]: 'yes' };
}

/** Namespaces, and what updates begin from, before there is a policy that could refuse it. */
async function prepare(api: Api, { variant, places }: Seat): Promise<void> {
  for (const name of new Set(places)) {
    const metadata = { name, labels: labelsFor(variant.policy) };
    const made = await api.call('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata,
    });
    if (made.status !== 409) await must(Promise.resolve(made));
    else await label(api, name, variant.policy);
  }
  for (const [index, { request }] of variant.cases.entries()) {
    if (request.operation === 'CREATE') continue;
    const before = placed(beforeOf(request), places[index] ?? '');
    await must(api.call('POST', pathOf(request, places[index] ?? ''), before));
  }
}

/** What is there before an update: stated, or the Pod without the debugging containers that arrive by it. */
function beforeOf({ oldObject, object, subresource }: Request): JsonObject {
  if (oldObject !== null) return oldObject;
  const spec = object === null ? undefined : own(object, 'spec');
  if (object === null || !isJsonObject(spec) || subresource !== 'ephemeralcontainers') {
    throw new Error('an update needs its `oldObject` stated');
  }
  return { ...object, spec: without(spec, 'ephemeralContainers') };
}

function without(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** Labels a namespace that is there already, because the cluster made it or another policy needs it. */
async function label(api: Api, name: string, policy: Policy): Promise<void> {
  const path = `/api/v1/namespaces/${name}`;
  const { body } = await api.call('GET', path);
  await must(api.call('PUT', path, withLabels(body, labelsFor(policy))));
}

async function install(api: Api, { policy, asked }: Variant): Promise<readonly Disagreement[]> {
  const denies = bindingOf(policy, [policy.id, 'Deny', { [denying(policy)]: 'yes' }]);
  const warns = bindingOf(policy, [`${policy.id}-warns`, 'Warn', { [everyone]: 'yes' }]);
  const problems: Disagreement[] = [];
  for (const resource of renderOne(policy, asked ? [denies] : [denies, warns])) {
    const answer = await api.call('POST', `${admission}/${pluralOf(resource)}`, resource);
    if (answer.status === 201) continue;
    problems.push({ policy: policy.id, example: `(${resource.kind})`, problem: say(answer) });
  }
  return problems;
}

function bindingOf(
  policy: Policy,
  [name, action, matchLabels]: readonly [string, 'Deny' | 'Warn', Readonly<Record<string, string>>],
): Binding {
  const inNamespace: Scope = { namespaceLabels: { matchLabels, matchExpressions: [] } };
  const example: Scope = { labels: { matchLabels: markOf(policy), matchExpressions: [] } };
  const scope: Scope = action === 'Deny' ? { all: [inNamespace, example] } : inNamespace;
  return { name, policy: policy.id, scope, actions: [action], params: null };
}

function renderOne(policy: Policy, bindings: readonly Binding[]): readonly Resource[] {
  return vap.render({ policies: [policy], bindings, exceptions: [], refused: [] }, '1.36');
}

/** What a policy is called in a cluster. */
function nameOfPolicy({ id }: Policy): string {
  return clusterName(id, 'ValidatingAdmissionPolicy');
}

function pluralOf({ kind }: Resource): string {
  return kind === 'ValidatingAdmissionPolicy'
    ? 'validatingadmissionpolicies'
    : 'validatingadmissionpolicybindings';
}

/** What type checking says against each policy, once it has looked at all of them. */
async function typeWarnings(
  api: Api,
  variants: readonly Variant[],
): Promise<ReadonlyMap<Variant, readonly Disagreement[]>> {
  const statuses = await poll('type checking', async () => {
    const { body } = await api.call('GET', `${admission}/validatingadmissionpolicies`);
    const entries = (body['items'] as readonly JsonObject[]).map(
      (item) => [(item['metadata'] as JsonObject)['name'], own(item, 'status') ?? {}] as const,
    );
    const done = entries.every(([, status]) => Object.hasOwn(status as JsonObject, 'typeChecking'));
    return done ? new Map<JsonValue | undefined, JsonValue>(entries) : null;
  });
  return new Map(
    variants.map((variant) => {
      const status = statuses.get(nameOfPolicy(variant.policy)) as
        | { readonly typeChecking: JsonObject }
        | undefined;
      const warnings = (status?.typeChecking['expressionWarnings'] ?? []) as readonly Readonly<
        Record<string, string>
      >[];
      const problems = warnings.map(({ fieldRef, warning }) => ({
        policy: variant.policy.id,
        example: `(types, ${fieldRef})`,
        problem: warning ?? '',
      }));
      return [variant, problems];
    }),
  );
}

/** Whether the API server does what the rule states, and by this policy. */
function verdictOf(
  answer: Answer,
  { stated }: Case,
  { rule, policy }: Variant,
): 'agrees' | 'unasked' | { readonly problem: string } {
  const said = messageOf(answer);
  if (refusedByItself[rule.id]?.test(said) === true || said.includes(noQuantity)) return 'unasked';
  // That there is one of this name already is only found after all policies were asked.
  if (stated === 'pass')
    return answer.status < 300 || answer.status === 409 ? 'agrees' : { problem: say(answer) };
  const by = `ValidatingAdmissionPolicy '${nameOfPolicy(policy)}' with binding '${policy.id}' denied request: `;
  // Which check comes first may differ: the API server fills in fields from annotations before.
  return rule.check.some(({ message }) => said.endsWith(by + message)) ? 'agrees' : { problem: say(answer) };
}
