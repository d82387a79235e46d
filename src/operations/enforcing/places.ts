import type { Scope } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import type { Rule } from '../../core/rule.ts';
import type { Target } from '../../enforce/targets.ts';
import type { RenderInput } from './render-parameters.ts';

const ofCluster = ['kube-system', 'kube-public', 'kube-node-lease'];

/** A mistake in a rule must not stop the cluster itself: its namespaces are left out, unless the rule is about these. */
export function usuallyExcluded({ prove }: Rule, { name }: Target): readonly string[] {
  const usual = prove.fail.filter(({ answers }) => answers === undefined);
  const isAbout =
    usual.length > 0 && usual.every(({ resource }) => ofCluster.includes(namespaceOrName(resource)));
  if (isAbout) return [];
  return name.startsWith('kyverno') ? [...ofCluster, 'kyverno'] : ofCluster;
}

function namespaceOrName(resource: Resource): string {
  const { namespace, name } = (resource['metadata'] ?? {}) as { namespace?: string; name?: string };
  return namespace ?? (resource.kind === 'Namespace' ? (name ?? '') : '');
}

/** Where the command line puts a policy to work. */
export function placed(
  { namespaces, excludeNamespaces }: Pick<RenderInput, 'namespaces' | 'excludeNamespaces'>,
  usual: readonly string[],
): readonly Scope[] {
  const excluded =
    excludeNamespaces.length === 0
      ? namespaces.length === 0
        ? usual
        : []
      : excludeNamespaces.filter((name) => name !== 'none');
  return [
    ...(namespaces.length === 0 ? [] : [within(namespaces)]),
    ...(excluded.length === 0 ? [] : [{ not: within(excluded) }]),
  ];
}

/** What is in these namespaces, and they themselves. */
export function within(namespaces: readonly string[]): Scope {
  return { any: [{ namespaces }, { all: [{ kinds: ['v1/Namespace'] }, { names: namespaces }] }] };
}
