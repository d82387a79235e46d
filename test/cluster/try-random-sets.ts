import { own, type JsonObject } from '../../src/core/json.ts';
import type { Facts, PolicySet, Request } from '../../src/core/policy.ts';
import type { SetJudge, SetJudgement, SetVerdict } from '../../src/check/set-verdict.ts';
import { vap } from '../../src/dialects/vap/vap.ts';
import { randomOf } from '../oracle/expressions/random-of.ts';
import type { Answer, Api } from './api.ts';
import { inEffect } from './in-effect.ts';
import { messageOf, must, say } from './offer.ts';
import { makePlayground, type Asked, type Playground } from './playground.ts';
import { poll } from './poll.ts';
import { randomSet, type RandomSet } from './random-sets.ts';

/** What is to be compared with the API server. */
export interface Judging {
  judgeFor(set: PolicySet): SetJudge;
  /** What is known of a world: its namespaces, and its ConfigMaps as parameters. */
  factsFor(namespaces: ReadonlyMap<string, JsonObject>, params: readonly JsonObject[]): Facts;
}

/** How random sets of policies ended. */
export interface SetTrials {
  readonly seed: number;
  readonly policies: number;
  readonly requests: number;
  /** Pairs of a binding and a request. */
  readonly compared: number;
  /** Of these, how many are told by a warning or a denial. */
  readonly broken: number;
  /** Pairs that cannot be judged offline. */
  readonly skipped: number;
  readonly problems: readonly string[];
}

const admission = '/apis/admissionregistration.k8s.io/v1';
const rounds = 4;
const size = 36;
const requestsEach = 250;
/** Characters of warnings in one answer, beyond which an API server leaves out the rest (its filter of warnings). */
const mostWarnings = 3800;

/** Installs random policies and bindings, makes random requests, and compares every verdict of every binding. */
export async function tryRandomSets(api: Api, judging: Judging, seed: number): Promise<SetTrials> {
  const random = randomOf(seed);
  const playground = await makePlayground(api);
  let [requests, compared, broken, skipped] = [0, 0, 0, 0];
  const problems: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const set = randomSet(random, { name: `r${round}`, size });
    const comparing = compareWith(set, judging, playground);
    await install(api, set);
    await inEffect(api, `last-${round}`);
    for (let count = 0; count < requestsEach; count++) {
      const asked = playground.ask(random);
      const answer = await asked.send(api);
      const compares = comparing(asked, answer);
      requests += 1;
      compared += compares.compared;
      broken += compares.broken;
      skipped += compares.skipped;
      problems.push(...compares.problems);
    }
    await remove(api, set);
  }
  return { seed, policies: rounds * size, requests, compared, broken, skipped, problems };
}

async function install(api: Api, { policies, bindings }: RandomSet): Promise<void> {
  for (const policy of policies) {
    const answer = await api.call('POST', `${admission}/validatingadmissionpolicies`, policy);
    if (answer.status !== 201) throw new Error(`${say(answer)}\n${JSON.stringify(policy)}`);
  }
  for (const binding of bindings) {
    await must(api.call('POST', `${admission}/validatingadmissionpolicybindings`, binding));
  }
}

/** The parameters' informers end with the last policy that needs them, so all is gone when nothing warns. */
async function remove(api: Api, { policies, bindings }: RandomSet): Promise<void> {
  for (const { metadata } of bindings) {
    await must(api.call('DELETE', `${admission}/validatingadmissionpolicybindings/${nameOf(metadata)}`));
  }
  for (const { metadata } of policies) {
    await must(api.call('DELETE', `${admission}/validatingadmissionpolicies/${nameOf(metadata)}`));
  }
  await poll('policies to be gone', async () => {
    const { body } = await api.call('GET', `${admission}/validatingadmissionpolicybindings`);
    const left = (body['items'] as readonly JsonObject[]).length;
    return left <= rounds ? true : null;
  });
}

interface Compares {
  readonly compared: number;
  readonly broken: number;
  readonly skipped: number;
  readonly problems: readonly string[];
}

/** What the API server and we say of one binding. */
interface Said {
  readonly denies: boolean;
  /** The texts of its failures, or that there was an error. */
  readonly texts: readonly string[];
}

function compareWith(
  { policies, bindings }: RandomSet,
  judging: Judging,
  { namespaces, maps }: Playground,
): (asked: Asked, answer: Answer) => Compares {
  const set = vap.parse([...policies, ...bindings], '1.36');
  const judge = judging.judgeFor(set);
  const facts = judging.factsFor(namespaces, maps);
  return ({ request }, answer) => {
    const there = saidThere(answer);
    const judgement = judge.judge(request, facts);
    const skips = judgement.verdicts.filter(({ outcome }) => outcome.result === 'skip');
    const here = saidHere(judgement);
    const names = bindings.map(({ metadata }) => nameOf(metadata));
    const isFull = answer.warnings.reduce((sum, text) => sum + Array.from(text).length, 0) > mostWarnings;
    if (isFull) return { compared: 0, broken: 0, skipped: names.length, problems: [] };
    const unknown = new Set(skips.map(({ binding, policy }) => binding?.name ?? policy.id));
    const problems = names.flatMap((name) => {
      if (unknown.has(name)) return [];
      const problem = differ(here.bindings.get(name) ?? none, there.bindings.get(name) ?? none);
      return problem === null ? [] : [describe(name, problem, { policies, bindings, request })];
    });
    const denied =
      there.denying.isSubsetOf(unknown) && there.denying.size > 0
        ? null
        : deniedAlike(here, there, { policies, bindings, request });
    return {
      compared: names.length - unknown.size,
      broken: there.bindings.size,
      skipped: unknown.size,
      problems: denied === null ? problems : [...problems, denied],
    };
  };
}

const none: Said = { denies: false, texts: [] };

interface All {
  /** By the binding's name; those that say nothing are absent. */
  readonly bindings: ReadonlyMap<string, Said>;
  /** Names of bindings, or of policies where no binding is named, any of which may have denied. */
  readonly denying: ReadonlySet<string>;
}

/** The warnings of all, and the one denial that is told. */
function saidThere(answer: Answer): All {
  const told = answer.warnings.flatMap((text) => {
    const [, binding, message] =
      /^Validation failed for ValidatingAdmissionPolicy '[^']+' with binding '([^']+)': (.*)$/s.exec(text) ??
      [];
    return binding === undefined || binding.startsWith('last') ? [] : [{ binding, message: message ?? '' }];
  });
  const bindings = new Map(
    [...Map.groupBy(told, ({ binding }) => binding)].map(([name, all]) => [
      name,
      { denies: false, texts: all.map(({ message }) => message) },
    ]),
  );
  const [, policy, binding] =
    /ValidatingAdmissionPolicy '([^']+)' (?:with binding '([^']+)' )?denied request: /.exec(
      messageOf(answer),
    ) ?? [];
  return { bindings, denying: new Set(policy === undefined ? [] : [binding ?? policy]) };
}

/** What would be warned of, and who would deny. */
function saidHere({ verdicts }: SetJudgement): All {
  const bindings = new Map<string, Said>();
  const denying = new Set<string>();
  for (const verdict of verdicts) {
    const name = verdict.binding?.name ?? verdict.policy.id;
    const texts = textsOf(verdict);
    if (texts.length === 0) continue;
    if (verdict.actions.includes('Warn') && !isConfiguration(verdict)) {
      bindings.set(name, { denies: false, texts: [...(bindings.get(name)?.texts ?? []), ...texts] });
    } else denying.add(name);
  }
  return { bindings, denying };
}

/** What is wrong with the policy or binding itself, which denies whatever the actions. */
function isConfiguration({ outcome }: SetVerdict): boolean {
  return outcome.result === 'error' && outcome.message.startsWith('failed to configure');
}

const anyError = 'an error';

function textsOf({ outcome }: SetVerdict): readonly string[] {
  if (outcome.result === 'fail') return outcome.violations.map(({ message }) => message);
  return outcome.result === 'error' ? [anyError] : [];
}

/**
 * How two say different things of one binding, or null. Of an error it is enough that there is one, and where others
 * of its validations are broken, only these are told here.
 */
function differ(here: Said, there: Said): string | null {
  if (here.texts.includes(anyError) && there.texts.some(isError)) return null;
  const [ours, theirs] = [summary(here.texts), summary(there.texts.filter((text) => !isError(text)))];
  const isAlike = ours === theirs && (here.texts.length > 0 || there.texts.length === 0);
  return isAlike ? null : `here ${ours}; there ${summary(there.texts)}`;
}

function summary(texts: readonly string[]): string {
  if (texts.length === 0) return 'nothing';
  return JSON.stringify([...new Set(texts)].toSorted());
}

function isError(text: string): boolean {
  return /resulted in error|fails to evaluate|no such key|cost limit/.test(text);
}

/** The API server tells one of those that deny. */
function deniedAlike(here: All, there: All, asked: RandomSet & { readonly request: Request }): string | null {
  const [told] = there.denying;
  if (told === undefined && here.denying.size === 0) return null;
  if (told !== undefined && here.denying.has(told)) return null;
  const names = [...here.denying];
  const problem = `here denied by ${names.join(', ') || 'nobody'}; there by ${told ?? 'nobody'}`;
  return describe(told ?? names[0] ?? '', problem, asked);
}

function describe(
  name: string,
  problem: string,
  { policies, bindings, request }: RandomSet & { readonly request: Request },
): string {
  const binding = bindings.find(({ metadata }) => nameOf(metadata) === name);
  const spec = own(binding ?? {}, 'spec') as JsonObject;
  const policy = policies.find(({ metadata }) => nameOf(metadata) === spec['policyName']);
  return [
    `${name} on ${about(request)}: ${problem}`,
    `    ${JSON.stringify(own(policy ?? {}, 'spec'))}`,
    `    ${JSON.stringify(spec)}`,
  ].join('\n');
}

function about({ operation, kind, subresource, name, namespace, object, oldObject }: Request): string {
  const labels = JSON.stringify([labelsOf(oldObject), labelsOf(object)]);
  return `${operation} ${kind.kind}${subresource === null ? '' : `/${subresource}`} ${namespace ?? ''}/${name} ${labels}`;
}

function labelsOf(object: JsonObject | null): unknown {
  return object === null ? null : (own(object, 'metadata') as JsonObject | undefined)?.['labels'];
}

function nameOf(metadata: unknown): string {
  return (metadata as { readonly name: string }).name;
}
