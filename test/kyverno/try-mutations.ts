import { requestOf } from '../../src/check/request-of.ts';
import { isJsonObject, own, type JsonValue } from '../../src/core/json.ts';
import { isResource, nameOf, type Resource } from '../../src/core/resource.ts';
import type { Rule } from '../../src/core/rule.ts';
import { applyPatch } from '../../src/fix/apply-patch.ts';
import type { PatchOperation } from '../../src/fix/patch.ts';
import type { Bench } from '../../src/prove/law.ts';
import { isSame } from '../../src/yaml/edit/is-same.ts';
import { enforced } from '../cluster/enforced.ts';
import { say } from '../cluster/offer.ts';
import type { Cluster } from '../cluster/start.ts';
import { fitting } from '../cluster/try-fixes.ts';
import { brokenBy, faultsOf, fixable, repair } from '../fix/every-fix.ts';
import { knownPolicies } from './known-policies.ts';
import { review } from './review.ts';
import type { Kyverno } from './start-kyverno.ts';

/** What came of fixes as MutatingPolicies. */
export interface MutationTrials {
  readonly policies: number;
  readonly refused: readonly string[];
  /** Objects that became what the fix makes of them. */
  readonly changed: number;
  /** Those that became something else that breaks the rule no more. */
  readonly different: number;
  readonly problems: readonly string[];
}

const collection = '/apis/policies.kyverno.io/v1/mutatingpolicies';

/** Has Kyverno's webhook repair every failing example, and compares with `writ fix`. */
export async function tryMutations(
  { api }: Cluster,
  { webhook }: Kyverno,
  bench: Bench,
): Promise<MutationTrials> {
  const refused: string[] = [];
  const problems: string[] = [];
  const made: { readonly rule: Rule; readonly names: readonly string[] }[] = [];
  for (const rule of fixable) {
    const rendered = enforced([rule], { target: 'kyverno-mutating', action: 'audit' }, bench);
    refused.push(...rendered.refused.map(({ why }) => `${rule.id}: ${why}`));
    const objects = rendered.policies.flatMap((policy) => policy.objects);
    for (const object of objects) {
      const answer = await api.call('POST', collection, object);
      if (answer.status !== 201) problems.push(`${rule.id}: ${say(answer)}`);
    }
    if (objects.length > 0) made.push({ rule, names: objects.map(nameOf) });
  }
  await knownPolicies(api, webhook, 'mutating-last');
  let [changed, different] = [0, 0];
  for (const { rule, names } of made) {
    for (const broken of brokenBy(rule)) {
      const ended = await compare(webhook, names, { rule, broken: fitting(broken), bench });
      if (ended === 'changed') changed += 1;
      else if (ended === 'different') different += 1;
      else problems.push(`${rule.id}: ${ended}\n    ${JSON.stringify(broken)}`);
    }
  }
  return { policies: made.length, refused, changed, different, problems };
}

interface Case {
  readonly rule: Rule;
  readonly broken: Resource;
  readonly bench: Bench;
}

async function compare(
  webhook: Kyverno['webhook'],
  names: readonly string[],
  { rule, broken, bench }: Case,
): Promise<'changed' | 'different' | (string & {})> {
  const request = requestOf(bench.applyDefaults(broken), bench.kinds);
  const { allowed, message, patch } = await review(webhook, 'mpol', names, request);
  if (!allowed) return `it is denied: ${message}`;
  if (patch === null || request.object === null) return 'it is left as it is';
  const there = applyPatch<JsonValue>(request.object, JSON.parse(patch) as readonly PatchOperation[]);
  if (!isJsonObject(there) || !isResource(there)) return 'nothing is left of it';
  if (isSame(bench.applyDefaults(there), bench.applyDefaults(repair(broken, [rule]).after))) return 'changed';
  if (!faultsOf(there).has(rule.id)) return 'different';
  return `it still breaks the rule: ${JSON.stringify(own(there, 'spec')).slice(0, 600)}`;
}
