import { expect, test } from 'vitest';
import { kubernetesSchema } from '../../schema/kubernetes.ts';
import { selectRules } from '../deciding/catalogue.ts';
import { clusterRole } from './cluster-role.ts';

const schema = await kubernetesSchema();
const nothing = { rules: [], profile: null, category: [], severity: null } as const;

function roleFor(rules: readonly string[], fixing = false) {
  return clusterRole(selectRules({ ...nothing, rules }), schema, fixing).rules;
}

test('a role has the kinds that a rule judges, and no other', () => {
  expect(roleFor(['legacy-sa-token-secret'])).toEqual([
    { apiGroups: [''], resources: ['secrets'], verbs: ['list', 'watch'] },
  ]);
});

test('and those that it looks up', () => {
  const kinds = roleFor(['pod-without-network-policy']).flatMap(({ resources }) => resources);
  expect(kinds).toContain('networkpolicies');
  expect(kinds).not.toContain('secrets');
});

test('kinds of others have their plural by convention', () => {
  expect(roleFor(['hpa-target-missing'])).toContainEqual({
    apiGroups: ['argoproj.io'],
    resources: ['rollouts'],
    verbs: ['list', 'watch'],
  });
});

test('whoever mends may get and patch what can be mended, and nothing else', () => {
  const rules = roleFor(['host-network', 'pod-without-network-policy'], true);
  const patched = rules.filter(({ verbs }) => verbs.includes('patch')).flatMap(({ resources }) => resources);
  expect(patched).toContain('deployments');
  expect(patched).not.toContain('networkpolicies');
  expect(rules.flatMap(({ verbs }) => verbs).filter((verb) => /create|update|delete|\*/.test(verb))).toEqual(
    [],
  );
});

test('no role names everything', () => {
  const all = clusterRole(selectRules({ ...nothing, profile: 'all' }), schema, true);
  expect(all.rules.flatMap(({ apiGroups, resources }) => [...apiGroups, ...resources])).not.toContain('*');
});
