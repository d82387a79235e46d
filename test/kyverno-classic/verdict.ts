import { createSetJudge } from '../../src/check/set-judge.ts';
import { offlineFacts } from '../../src/check/offline-facts.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Request } from '../../src/core/policy.ts';
import type { Resource } from '../../src/core/resource.ts';
import { parse } from '../../src/dialects/kyverno-clusterpolicy/parse.ts';

/** A ClusterPolicy of one rule on every Widget. */
export function policyOf(rule: JsonObject): Resource {
  const match = { any: [{ resources: { kinds: ['Widget'] } }] };
  return {
    apiVersion: 'kyverno.io/v1',
    kind: 'ClusterPolicy',
    metadata: { name: 'p' },
    spec: { rules: [{ name: 'r', match, ...rule }] },
  };
}

/** What one rule says of Widgets, by their spec. */
export function verdictOf(rule: JsonObject): (spec: JsonObject) => string {
  const set = parse([policyOf(rule)], '1.19');
  const refused = set.refused[0];
  if (refused !== undefined) return () => `refused: ${refused.construct}`;
  const judge = createSetJudge(set);
  return (spec) => judge.judge(requestFor(spec), offlineFacts(0n)).verdicts[0]?.outcome.result ?? 'none';
}

function requestFor(spec: JsonObject): Request {
  return {
    operation: 'CREATE',
    kind: { group: 'example.com', version: 'v1', kind: 'Widget' },
    resource: { group: 'example.com', version: 'v1', resource: 'widgets' },
    subresource: null,
    name: 'w',
    namespace: 'default',
    object: {
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'w', namespace: 'default' },
      spec,
    },
    oldObject: null,
    user: null,
    dryRun: false,
  };
}
