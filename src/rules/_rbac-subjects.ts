import type { RuleSubject } from '../core/rule.ts';
import { resources, role } from './_subjects.ts';

const group = 'rbac.authorization.k8s.io';

/** Roles of the cluster alone: a Role cannot give rights to what belongs to no namespace. */
export const clusterRole: RuleSubject = {
  resources: [resources(group, 'v1', ['clusterroles'])],
  variables: role.variables,
  roots: { ClusterRole: '' },
};

/** What gives a role to somebody: RoleBindings and ClusterRoleBindings. */
export const binding: RuleSubject = {
  resources: [resources(group, 'v1', ['rolebindings', 'clusterrolebindings'])],
  variables: [
    { name: 'subjects', expression: 'object.?subjects.orValue([])' },
    // Every API server makes this one binding anew at its start: nobody can do without it.
    {
      name: 'ownOfCluster',
      expression:
        "object.kind == 'ClusterRoleBinding' && object.metadata.?name == optional.of('cluster-admin') && object.roleRef.name == 'cluster-admin' && variables.subjects.all(s, s.kind == 'Group' && s.name == 'system:masters')",
    },
  ],
  roots: { RoleBinding: '', ClusterRoleBinding: '' },
};

/** ServiceAccounts. */
export const serviceAccount: RuleSubject = {
  resources: [resources('', 'v1', ['serviceaccounts'])],
  variables: [],
  roots: { ServiceAccount: '' },
};
