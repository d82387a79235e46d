import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { withholds, type Right } from './_rights.ts';
import { clusterRoleOf, givers, giving, roleOf, unnamedGivers, withholders } from './_role-examples.ts';
import { kubernetesDocs, nsa } from './_sources.ts';
import { role } from './_subjects.ts';

const right: Right = {
  groups: [''],
  resources: ['configmaps'],
  verbs: ['update', 'patch', 'delete', 'deletecollection'],
};
const names = ['coredns', 'coredns-custom'];

/** A Role of this namespace that may change its ConfigMaps. */
function inNamespace(namespace: string): Resource {
  return { ...roleOf(giving(right)), metadata: { name: 'checkout', namespace } };
}

export const rbacDnsConfig = defineRule({
  id: 'rbac-dns-config',
  code: 'KP116',
  title: 'Role can change the configuration of CoreDNS',
  why: 'CoreDNS answers which address a name has. Whoever changes its configuration sends the traffic of every service in the cluster to where they like.',
  severity: 'medium',
  category: 'security',
  sources: [
    nsa('Role-based access control'),
    kubernetesDocs('Customizing DNS Service', 'tasks/administer-cluster/dns-custom-nameservers/'),
    {
      title: 'MITRE ATT&CK: Adversary-in-the-Middle',
      section: 'T1557',
      url: 'https://attack.mitre.org/techniques/T1557/',
    },
  ],
  subject: role,
  check: [
    {
      id: 'no-configuration',
      expression: `object.kind == 'ClusterRole' || object.metadata.?namespace == optional.of('kube-system') ? ${withholds(right, ['', ...names])} : true`,
      message: 'A rule of the role lets its bearers change every ConfigMap, or that of CoreDNS.',
    },
  ],
  remedy: {
    advice:
      'Name the ConfigMaps that are meant in `resourceNames`, or give the right by a Role in the namespaces where it is needed.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'A ClusterRole that is only bound within namespaces breaks this rule, though it does not reach kube-system.',
    'Roles that Kubernetes brings along, such as admin and edit, break this rule too.',
  ],
  prove: {
    pass: [
      ...withholders(right, 'get', clusterRoleOf),
      {
        because: 'the lock of a controller is a ConfigMap of its own',
        resource: clusterRoleOf(giving(right, { resourceNames: ['checkout-leader'] })),
      },
      { because: 'a Role of another namespace does not reach CoreDNS', resource: inNamespace('shop') },
      {
        because: 'a Role goes where it is applied, which is seldom kube-system',
        resource: roleOf(giving(right)),
      },
    ],
    fail: [
      ...givers(right, clusterRoleOf),
      ...unnamedGivers(right, clusterRoleOf),
      { because: 'CoreDNS has its configuration in this namespace', resource: inNamespace('kube-system') },
      ...names.map((name) => ({
        because: `${name} is read by CoreDNS`,
        resource: clusterRoleOf(giving(right, { resourceNames: ['checkout-leader', name] })),
      })),
    ],
  },
});
