import { expect, test } from 'vitest';
import { bind } from '../ask/bind.ts';
import { bundle } from '../enforce/bundle/bundle.ts';
import type { Enforceable } from '../enforce/enforceable.ts';
import { renderPolicy } from '../enforce/render-policy.ts';
import { annotated } from '../enforce/stamp.ts';
import { targetFor, type TargetName } from '../enforce/targets.ts';
import { hostNetwork } from '../rules/host-network.ts';
import { privilegedContainer } from '../rules/privileged-container.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import { membersAnnotation, renderMembers } from './bundle-members.ts';
import { readPolicies } from './read-policies.ts';

const schema = await kubernetesSchema();
const rules = [privilegedContainer, hostNetwork].map((rule) => bind(rule, {}, { minor: 36 }));
const versions = { kubernetes: '1.36', kyverno: '1.19' } as const;

function enforced(policy: Enforceable['policy']): Enforceable {
  return { policy, scope: { all: [] }, actions: ['Deny'], params: null, exceptions: [], why: null };
}

test.each<TargetName>(['vap', 'kyverno', 'kyverno-clusterpolicy'])(
  'as %s a rule is read back under its own id',
  (name) => {
    const target = targetFor(name, { kubernetes: 36, kyverno: 19 });
    const alone = rules.flatMap((policy) => renderPolicy(enforced(policy), target, schema));
    const [one] = bundle(rules.map(enforced));
    if (one === undefined) throw new Error('no bundle');
    const together = renderPolicy(one.one, target, schema).map((object, index) =>
      index === 0 ? annotated(object, membersAnnotation, renderMembers(one.members)) : object,
    );
    for (const objects of [alone, together]) {
      const { policies, bindings, problems } = readPolicies(objects, versions);
      expect(problems).toEqual([]);
      expect(policies.map(({ id }) => id)).toEqual(['privileged-container', 'host-network']);
      expect(policies.map(({ validations }) => validations)).toEqual(
        rules.map(({ validations }) => validations),
      );
      expect(policies.map(({ about }) => about.code)).toEqual(['KP001', 'KP004']);
      expect(bindings.map(({ policy, actions }) => [policy, actions])).toEqual([
        ['privileged-container', ['Deny']],
        ['host-network', ['Deny']],
      ]);
    }
  },
);

test('an exception from a policy of ours is one from the rules that it is', () => {
  const target = targetFor('kyverno', { kubernetes: 36, kyverno: 19 });
  const [policy] = rules;
  if (policy === undefined) throw new Error('no rule');
  const exception = {
    policies: [policy.id],
    scope: { all: [] },
    conditions: [{ name: 'a', expression: 'true' }],
    result: 'skip' as const,
    allowed: null,
    until: '2099-12-31T23:59:59Z',
    reason: 'for a while',
  };
  const objects = renderPolicy({ ...enforced(policy), exceptions: [exception] }, target, schema);
  expect(readPolicies(objects, versions).exceptions.map(({ policies }) => policies)).toEqual([
    ['privileged-container'],
  ]);
});
