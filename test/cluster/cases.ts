import { bind } from '../../src/ask/bind.ts';
import { isJsonObject, own, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import type { Policy, Request } from '../../src/core/policy.ts';
import type { Answers, Example, Rule } from '../../src/core/rule.ts';
import type { Bench } from '../../src/prove/law.ts';
import { exampleRequest } from '../../src/prove/judge-example.ts';

/** A rule with the answers and the Kubernetes minor that some of its examples state, as one policy. */
export interface Variant {
  readonly rule: Rule;
  readonly policy: Policy;
  /** Whether its examples state answers or a minor, so that it is not the rule as it comes. */
  readonly asked: boolean;
  /** Of Kubernetes: 36 for 1.36. */
  readonly minor: number;
  readonly answers: Answers | undefined;
  readonly cases: readonly Case[];
}

/** One example as a request, and what must come of it. */
export interface Case {
  readonly because: string;
  readonly request: Request;
  readonly stated: 'pass' | 'fail';
}

/** Every example of every rule, by the policy that must judge it. */
export function variantsOf(rules: readonly Rule[], bench: Bench): readonly Variant[] {
  return rules.flatMap((rule) => {
    // What stands beside an example is not in the cluster: a policy is said without what others release.
    const examples = (['pass', 'fail'] as const).flatMap((stated) =>
      rule.prove[stated].flatMap((example) => (example.beside === undefined ? [{ example, stated }] : [])),
    );
    const groups = Map.groupBy(examples, ({ example: { answers = {}, minor } }) =>
      JSON.stringify([answers, minor ?? bench.minor]),
    );
    return [...groups.values()].map((group, index) => variantOf(rule, group, { index, bench }));
  });
}

interface Stated {
  readonly example: Example;
  readonly stated: Case['stated'];
}

function variantOf(
  rule: Rule,
  group: readonly Stated[],
  { index, bench }: { readonly index: number; readonly bench: Bench },
): Variant {
  const { answers, minor } = group[0]?.example ?? {};
  const bound = bind(rule, answers ?? {}, { minor: minor ?? bench.minor });
  const policy = { ...bound, id: index === 0 ? rule.id : `${rule.id}-${index + 1}` };
  const cases = group.map(({ example, stated }) => ({
    because: example.because,
    request: marked(exampleRequest(example, bench), policy),
    stated,
  }));
  const asked = answers !== undefined || minor !== undefined;
  return { rule, policy, asked, minor: minor ?? bench.minor, answers, cases };
}

/** On an object: the policy that may deny it, for what belongs to no namespace is in reach of all. */
export function markOf({ id }: Policy): Readonly<Record<string, string>> {
  return { 'writ.test/example-of': id };
}

function marked(request: Request, policy: Policy): Request {
  const { object, oldObject } = request;
  return { ...request, object: withMark(object, policy), oldObject: withMark(oldObject, policy) };
}

function withMark(object: JsonObject | null, policy: Policy): JsonObject | null {
  if (object === null) return null;
  const metadata = asObject(own(object, 'metadata'));
  const labels = { ...asObject(own(metadata, 'labels')), ...markOf(policy) };
  return { ...object, metadata: { ...metadata, labels } };
}

function asObject(value: JsonValue | undefined): JsonObject {
  return value !== undefined && isJsonObject(value) ? value : {};
}
