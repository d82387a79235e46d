import { own, type JsonObject } from '../../core/json.ts';
import { policyId } from '../../core/policy-id.ts';
import type { PolicyException, PolicySet, Refused } from '../../core/policy.ts';
import { nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../fields.ts';
import { translateRule } from '../kyverno-classic/translate-rule.ts';
import { parseBlocks } from '../kyverno-clusterpolicy/parse-match.ts';
import { parseExpressions } from '../parse-expressions.ts';

/** The kind that both groups of Kyverno have. */
export const kind = 'PolicyException';

/** The exceptions among some objects, of `kyverno.io` and of `policies.kyverno.io`; the most important first. */
export function parse(objects: readonly Resource[], _version: `1.${number}`): PolicySet {
  const ours = objects
    .filter((object) => object.kind === kind)
    .toSorted((a, b) => priorityOf(b) - priorityOf(a));
  const classic = ours.filter(({ apiVersion }) => apiVersion.startsWith('kyverno.io/')).map(readClassic);
  return {
    policies: [],
    bindings: [],
    exceptions: [
      ...ours.filter(({ apiVersion }) => apiVersion.startsWith('policies.kyverno.io/')).map(parseCel),
      ...classic.filter((one): one is PolicyException => !('construct' in one)),
    ],
    refused: classic.filter((one): one is Refused => 'construct' in one),
  };
}

function parseCel(object: Resource): PolicyException {
  const spec = objectAt(object, 'spec');
  const images = textsAt(spec, 'images');
  const values = textsAt(spec, 'allowedValues');
  return {
    policies: objectsAt(spec, 'policyRefs').map((ref) => {
      const kindOf = textAt(ref, 'kind') ?? '';
      const namespace = kindOf.startsWith('Namespaced') ? (namespaceOf(object) ?? 'default') : null;
      return policyId({
        kind: kindOf,
        namespace,
        name: textAt(ref, 'name') ?? '',
        rule: null,
        variant: null,
      });
    }),
    scope: { all: [] },
    conditions: parseExpressions(spec).conditions,
    result: textAt(spec, 'reportResult') === 'pass' ? 'pass' : 'skip',
    allowed: images.length + values.length > 0 ? { images, values } : null,
    until: textAt(spec, 'expiresAt'),
    reason: nameOf(object),
  };
}

/** What a classic exception lifts, or why it cannot be said. */
function readClassic(object: Resource): PolicyException | Refused {
  const spec = objectAt(object, 'spec');
  const policies = liftedBy(spec);
  const refused = (construct: string, why: string): Refused => ({
    policy: `${kind}/${namespaceOf(object) ?? 'default'}/${nameOf(object)}`,
    rule: null,
    construct,
    why,
    lifts: policies,
  });
  // What would lift more, or less, than it says is not taken.
  if (objectsAt(spec, 'podSecurity').length > 0)
    return refused('podSecurity', 'it lifts single controls, and policies here are lifted as a whole');
  const conditions = own(spec, 'conditions');
  const translated = translateRule(
    { preconditions: conditions ?? null, validate: { deny: {} } },
    { policy: nameOf(object), rule: nameOf(object) },
  );
  if (!translated.ok) return refused('conditions', translated.refused.map(({ why }) => why).join('; '));
  return {
    policies,
    scope: parseBlocks(objectAt(spec, 'match')),
    conditions: translated.conditions,
    result: 'skip',
    allowed: null,
    until: null,
    reason: nameOf(object),
  };
}

/** Names of rules may be patterns: `ClusterPolicy/name#rule-*`. */
function liftedBy(spec: JsonObject): readonly string[] {
  return objectsAt(spec, 'exceptions').flatMap((one) => {
    const [name = '', namespace = null] = (textAt(one, 'policyName') ?? '').split('/').toReversed();
    const of = { kind: namespace === null ? 'ClusterPolicy' : 'Policy', namespace, name, variant: null };
    return textsAt(one, 'ruleNames').map((rule) => policyId({ ...of, rule }));
  });
}

function priorityOf(object: Resource): number {
  const labels: JsonObject = objectAt(objectAt(object, 'metadata'), 'labels');
  const stated = textAt(labels, 'polex.kyverno.io/priority') ?? '';
  return /^\d{1,9}$/.test(stated) ? Number(stated) : 0;
}
