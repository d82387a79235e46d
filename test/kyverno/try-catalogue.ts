import type { Resource } from '../../src/core/resource.ts';
import { isResource, nameOf } from '../../src/core/resource.ts';
import type { Request } from '../../src/core/policy.ts';
import type { Bench } from '../../src/prove/law.ts';
import { rules } from '../../src/rules/index.ts';
import { variantsOf, type Variant } from '../cluster/cases.ts';
import { enforced } from '../cluster/enforced.ts';
import { say } from '../cluster/offer.ts';
import type { Cluster } from '../cluster/start.ts';
import { knownPolicies } from './known-policies.ts';
import { review } from './review.ts';
import type { Kyverno } from './start-kyverno.ts';

/** How the catalogue ended as ValidatingPolicies. */
export interface CatalogueTrials {
  readonly rules: number;
  readonly policies: number;
  readonly denied: number;
  readonly admitted: number;
  /** Rules that this target refuses, each with why. */
  readonly refused: readonly string[];
  readonly problems: readonly string[];
}

/** It is about versions that no API server of today serves, so that none would ask. */
const unserved = 'deprecated-api-version';

const collection = '/apis/policies.kyverno.io/v1/validatingpolicies';

/** Makes every rule a ValidatingPolicy, and asks Kyverno's webhook about every example of it. */
export async function tryCatalogue(
  { api }: Cluster,
  { webhook }: Kyverno,
  bench: Bench,
): Promise<CatalogueTrials> {
  const alone = rules.filter(
    ({ id, related, asWritten }) =>
      Object.keys(related).length === 0 && asWritten !== true && id !== unserved,
  );
  const refused: string[] = [];
  const problems: string[] = [];
  const made: { readonly variant: Variant; readonly policy: Resource }[] = [];
  for (const variant of variantsOf(alone, bench)) {
    if (variant.minor !== bench.minor) continue;
    const policy = rendered(variant, bench);
    if (typeof policy === 'string') {
      if (!refused.includes(policy)) refused.push(policy);
      continue;
    }
    const answer = await api.call('POST', collection, policy);
    if (answer.status === 201) made.push({ variant, policy });
    else problems.push(`${nameOf(policy)}: ${say(answer)}`);
  }
  await knownPolicies(api, webhook, 'catalogue-last');
  let [denied, admitted] = [0, 0];
  for (const { variant, policy } of made) {
    for (const { because, request, stated } of variant.cases) {
      const reviewed = await review(webhook, 'vpol', [nameOf(policy)], completed(request, bench));
      if (stated === 'pass') admitted += 1;
      else denied += 1;
      const problem = problemOf(reviewed, { stated, policy: nameOf(policy), variant });
      if (problem !== null) problems.push(`${variant.rule.id}: ${because}\n    ${problem}`);
    }
  }
  return {
    rules: new Set(made.map(({ variant }) => variant.rule)).size,
    policies: made.length,
    denied,
    admitted,
    refused,
    problems,
  };
}

/** Some examples state answers of their own, so that a rule may be several policies. */
function rendered({ rule, policy, answers }: Variant, bench: Bench): Resource | string {
  const { policies, refused } = enforced(
    [{ ...rule, id: policy.id }],
    { target: 'kyverno', action: 'deny', answers },
    bench,
  );
  const [first] = policies;
  if (first === undefined) return `${rule.id}: ${refused.map(({ why }) => why).join('; ')}`;
  const [object] = first.objects;
  if (object === undefined || first.objects.length > 1) throw new Error(`${rule.id} is not one object`);
  return object;
}

/** As an API server would complete the object before it asks anybody. */
function completed(request: Request, bench: Bench): Request {
  const { object } = request;
  return object !== null && isResource(object)
    ? { ...request, object: bench.applyDefaults(object) }
    : request;
}

function problemOf(
  { allowed, said, message }: Awaited<ReturnType<typeof review>>,
  {
    stated,
    policy,
    variant,
  }: { readonly stated: 'pass' | 'fail'; readonly policy: string; readonly variant: Variant },
): string | null {
  if (stated === 'pass') return allowed ? null : `it is denied: ${message}`;
  if (allowed) return 'it is admitted';
  const texts = said.get(policy) ?? [];
  const isTold = variant.rule.check.some((check) => texts.some((text) => text.includes(check.message)));
  return isTold ? null : `it is denied with another message: ${message}`;
}
