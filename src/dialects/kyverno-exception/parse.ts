import { isJsonObject, own, type JsonObject } from '../../core/json.ts';
import { policyId } from '../../core/policy-id.ts';
import type { PolicyException, PolicySet, Refused } from '../../core/policy.ts';
import { nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../fields.ts';
import { parseBlocks } from '../kyverno-clusterpolicy/parse-match.ts';
import { parseExpressions } from '../parse-expressions.ts';

/** The kind that both groups of Kyverno have. */
export const kind = 'PolicyException';

/** The exceptions among some objects, of `kyverno.io` and of `policies.kyverno.io`; the most important first. */
export function parse(objects: readonly Resource[], _version: `1.${number}`): PolicySet {
  const ours = objects
    .filter((object) => object.kind === kind)
    .toSorted((a, b) => priorityOf(b) - priorityOf(a));
  const classic = ours.filter(({ apiVersion }) => apiVersion.startsWith('kyverno.io/'));
  return {
    policies: [],
    bindings: [],
    exceptions: [
      ...ours.filter(({ apiVersion }) => apiVersion.startsWith('policies.kyverno.io/')).map(parseCel),
      ...classic.filter((object) => refusals(object).length === 0).map(parseClassic),
    ],
    refused: classic.flatMap(refusals),
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

/** Names of rules may be patterns: `ClusterPolicy/name#rule-*`. */
function parseClassic(object: Resource): PolicyException {
  const spec = objectAt(object, 'spec');
  return {
    policies: objectsAt(spec, 'exceptions').flatMap((one) => {
      const [name = '', namespace = null] = (textAt(one, 'policyName') ?? '').split('/').toReversed();
      const kindOf = namespace === null ? 'ClusterPolicy' : 'Policy';
      return textsAt(one, 'ruleNames').map((rule) =>
        policyId({ kind: kindOf, namespace, name, rule, variant: null }),
      );
    }),
    scope: parseBlocks(objectAt(spec, 'match')),
    conditions: [],
    result: 'skip',
    allowed: null,
    until: null,
    reason: nameOf(object),
  };
}

/** What would lift more, or less, than it says is not taken. */
function refusals(object: Resource): readonly Refused[] {
  const spec = objectAt(object, 'spec');
  const why = (construct: string, text: string): Refused => ({
    policy: `${kind}/${namespaceOf(object) ?? 'default'}/${nameOf(object)}`,
    rule: null,
    construct,
    why: text,
  });
  return [
    ...(isJsonObject(own(spec, 'conditions')) ? [why('conditions', 'they are JMESPath')] : []),
    ...(objectsAt(spec, 'podSecurity').length > 0
      ? [why('podSecurity', 'it lifts single controls, and policies here are lifted as a whole')]
      : []),
  ];
}

function priorityOf(object: Resource): number {
  const labels: JsonObject = objectAt(objectAt(object, 'metadata'), 'labels');
  const stated = textAt(labels, 'polex.kyverno.io/priority') ?? '';
  return /^\d{1,9}$/.test(stated) ? Number(stated) : 0;
}
