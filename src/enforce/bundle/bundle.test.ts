import { expect, test } from 'vitest';
import { bind } from '../../ask/bind.ts';
import { messageSizeLimit } from '../../cel/index.ts';
import { offlineFacts } from '../../check/offline-facts.ts';
import { createSetJudge } from '../../check/set-judge.ts';
import type { Policy, Request } from '../../core/policy.ts';
import { membersAnnotation, renderMembers } from '../../dialects/bundle-members.ts';
import { policyHash } from '../../dialects/policy-hash.ts';
import { hostNetwork } from '../../rules/host-network.ts';
import { privilegedContainer } from '../../rules/privileged-container.ts';
import { rules } from '../../rules/index.ts';
import { kubernetesSchema } from '../../schema/kubernetes.ts';
import { everywhere, type Enforceable } from '../enforceable.ts';
import { renderPolicy } from '../render-policy.ts';
import { annotated } from '../stamp.ts';
import { targetFor } from '../targets.ts';
import { bundle, type Bundled } from './bundle.ts';

const schema = await kubernetesSchema();
const vap = targetFor('vap', { kubernetes: 36, kyverno: 19 });

function denying(policy: Policy): Enforceable {
  return { policy, scope: everywhere, actions: ['Deny'], params: null, exceptions: [], why: null };
}

const privileged = bind(privilegedContainer, {}, { minor: 36 });
const network = bind(hostNetwork, {}, { minor: 36 });

/** The objects of a bundle, as a cluster has them. */
function objectsOf({ one, members }: Bundled) {
  const [policy, ...others] = renderPolicy(one, vap, schema);
  if (policy === undefined) throw new Error('nothing was rendered');
  return [annotated(policy, membersAnnotation, renderMembers(members)), ...others];
}

function only(all: readonly Bundled[]): Bundled {
  const [one, another] = all;
  if (one === undefined || another !== undefined) throw new Error(`${all.length} bundles`);
  return one;
}

const careless = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'shop' },
  spec: { hostNetwork: true, containers: [{ name: 'a', image: 'a', securityContext: { privileged: true } }] },
};
const request: Request = {
  operation: 'CREATE',
  kind: { group: '', version: 'v1', kind: 'Pod' },
  resource: { group: '', version: 'v1', resource: 'pods' },
  subresource: null,
  name: 'a',
  namespace: 'shop',
  object: careless,
  oldObject: null,
  user: null,
  dryRun: false,
};

/** The message of the first check that fails, which is what a person is shown. */
function told(one: Bundled, object = careless): string {
  const judge = createSetJudge({ policies: [one.one.policy], bindings: [], exceptions: [], refused: [] });
  const outcome = judge.judge({ ...request, object }, offlineFacts(0n)).verdicts[0]?.outcome;
  return outcome?.result === 'fail' ? outcome.violations[0].message : (outcome?.result ?? 'no verdict');
}

test('rules that are alike become one policy, and are read back as they were, each with its own id', () => {
  const one = only(bundle([denying(privileged), denying(network)]));
  const { policies, bindings } = vap.dialect.parse(objectsOf(one), '1.36');
  expect(policies).toEqual([privileged, network]);
  expect(policies.map(policyHash)).toEqual(one.members.map(({ hash }) => hash));
  expect(bindings.map(({ policy }) => policy)).toEqual(['privileged-container', 'host-network']);
});

test('a person is told everything that is wrong at once, and what to do', () => {
  const one = only(bundle([denying(privileged), denying(network)]));
  expect(told(one)).toBe(
    `2 checks fail: privileged-container: ${privileged.validations[0]?.message} ${privileged.about.remediation} | host-network: ${network.validations[0]?.message} ${network.about.remediation}`,
  );
});

test('what holds is not told', () => {
  const one = only(bundle([denying(privileged), denying(network)]));
  const better = { ...careless, spec: { ...careless.spec, hostNetwork: false } };
  expect(told(one, better)).toMatch(/^privileged-container: [^|]+$/);
});

test('a warning is given for each check, and so has no list', () => {
  const warning = [privileged, network].map((policy): Enforceable => ({
    ...denying(policy),
    actions: ['Warn'],
  }));
  const { policy } = only(bundle(warning)).one;
  expect(policy.validations.map(({ messageExpression }) => messageExpression)).toEqual([null, null]);
});

test('what differs in action, place or what it matches stays apart', () => {
  const warned: Enforceable = { ...denying(network), actions: ['Warn'] };
  const placed: Enforceable = { ...denying(network), scope: { namespaces: ['shop'] } };
  expect(bundle([denying(privileged), warned])).toHaveLength(2);
  expect(bundle([denying(privileged), placed])).toHaveLength(2);
  expect(bundle([denying(privileged), denying({ ...network, onError: 'Ignore' })])).toHaveLength(2);
});

test('a name stays the same when rules join', () => {
  const two = only(bundle([denying(privileged), denying(network)]));
  const more = only(bundle([denying(privileged), denying(network), denying({ ...network, id: 'third' })]));
  expect(more.one.policy.id).toBe(two.one.policy.id);
});

test('variables of one name and other values are kept apart, and strings that look like variables are left alone', () => {
  const asking = (id: string, value: string): Policy => ({
    ...network,
    id,
    variables: [
      { name: 'limit', expression: value },
      { name: 'twice', expression: 'variables.limit + variables.limit' },
    ],
    validations: [
      {
        id: 'is-small',
        expression: 'variables.?limit.orValue(0) + variables.twice < 5 || "variables.limit" == ""',
        message: null,
        messageExpression: '"limit " + string(variables.limit)',
        reason: 'Invalid',
      },
    ],
  });
  const members = [asking('one', '1'), asking('two', '2')];
  const one = only(bundle(members.map(denying)));
  expect(told(one)).toBe(`two: limit 2 ${network.about.remediation}`);
  const names = one.one.policy.variables.map(({ name }) => name);
  expect(names).toContain('limit');
  expect(names).toContain('two_limit');
  const [first, second] = vap.dialect.parse(objectsOf(one), '1.36').policies;
  expect(first).toEqual(members[0]);
  expect(second?.validations[0]?.expression).toContain('variables.two_twice < 5 || "variables.limit"');
  expect(second?.validations[0]?.messageExpression).toBe('"limit " + string(variables.two_limit)');
});

test('where not all fits into what is shown, whole entries are left out and counted', () => {
  const many = Array.from({ length: 60 }, (_, index) => ({
    ...network,
    id: `rule-${index}`,
    about: { ...network.about, remediation: 'ä'.repeat(100) },
  }));
  const message = told(only(bundle(many.map(denying))));
  expect(new TextEncoder().encode(message).length).toBeLessThanOrEqual(messageSizeLimit);
  const entries = message.split(' | ');
  expect(entries[0]).toMatch(/^60 checks fail: rule-0: /);
  expect(entries.at(-1)).toBe(`and ${60 - (entries.length - 1)} more`);
  expect(entries.slice(0, -1).every((entry) => entry.endsWith('ä'.repeat(100)))).toBe(true);
});

test('a check that was added by hand is not lost when a bundle is read', () => {
  const [policy, ...others] = objectsOf(only(bundle([denying(privileged), denying(network)])));
  const spec = policy?.['spec'] as { readonly validations: readonly object[] };
  const edited = {
    ...policy,
    spec: { ...spec, validations: [...spec.validations, { expression: 'false' }] },
  };
  const { policies } = vap.dialect.parse([edited as never, ...others], '1.36');
  expect(policies.flatMap(({ validations }) => validations).map(({ expression }) => expression)).toContain(
    'false',
  );
});

test('the whole catalogue in bundles is admitted by an API server, and read back rule by rule', () => {
  const all = rules.flatMap((rule): readonly Enforceable[] => {
    if (Object.keys(rule.related).length > 0) return [];
    if (Object.values(rule.ask).some((question) => question.default === undefined)) return [];
    const { unless: _unless, ...policy } = bind(rule, {}, { minor: 36 });
    return [denying(policy)];
  });
  const read = bundle(all).flatMap((one) =>
    one.members.length === 0 ? [one.one.policy] : vap.dialect.parse(objectsOf(one), '1.36').policies,
  );
  const byId = new Map(read.map((policy) => [policy.id, policy]));
  for (const { policy } of all) expect(byId.get(policy.id)?.validations).toEqual(policy.validations);
});
