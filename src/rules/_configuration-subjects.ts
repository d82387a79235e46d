import type { RuleSubject } from '../core/rule.ts';
import { resources, workload } from './_subjects.ts';

/** Secrets. */
export const secret: RuleSubject = {
  resources: [resources('', 'v1', ['secrets'])],
  variables: [],
  roots: { Secret: '' },
};

/** ConfigMaps. */
export const configMap: RuleSubject = {
  resources: [resources('', 'v1', ['configmaps'])],
  variables: [],
  roots: { ConfigMap: '' },
};

/** LimitRanges. */
export const limitRange: RuleSubject = {
  resources: [resources('', 'v1', ['limitranges'])],
  // Through a variable, for the types of an API server have no field that is a map of quantities.
  variables: [{ name: 'limits', expression: 'object.spec.limits' }],
  roots: { LimitRange: '/spec' },
};

/**
 * What configures programs in the clear: ConfigMaps by `variables.data`, and workloads by `variables.containers`.
 * Either is empty for the other.
 */
export const configuration: RuleSubject = {
  resources: [...workload.resources, ...configMap.resources],
  variables: [
    // Workloads have no such field, which is no mistake here.
    { name: 'data', expression: 'dyn(object).?data.orValue({})' },
    ...workload.variables.flatMap(({ name, expression }) =>
      name === 'podSpec'
        ? { name, expression: `object.kind == 'ConfigMap' ? {'containers': []} : (${expression})` }
        : name === 'containers'
          ? { name, expression }
          : [],
    ),
  ],
  roots: { ...workload.roots, ConfigMap: '' },
};
