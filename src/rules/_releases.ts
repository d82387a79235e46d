import type { Release } from '../core/policy.ts';
import type { Resource } from '../core/resource.ts';
import type { Example } from '../core/rule.ts';
import { deployment, pod } from './_examples.ts';
import { empty, moved, service } from './_related-examples.ts';

/** The fields of a LimitRange from which containers get an amount; the API server takes one for the next. */
const fields = {
  requests: ['defaultRequest', 'default', 'min', 'max'],
  limits: ['default', 'max'],
} as const;

/** What a LimitRange gives to containers that say nothing. */
export function byLimitRange(
  list: keyof typeof fields,
  resource: string,
): Readonly<Record<'limitRanges', Release>> {
  const given = fields[list].map((field) => `i.?${field}`).join(', ');
  return {
    limitRanges: {
      kinds: ['LimitRange'],
      within: 'namespace',
      by: 'labels',
      key: '{}',
      when: `variables.limitRanges.exists(l, l.spec.limits.exists(i, i.type == 'Container' && [${given}].exists(m, '${resource}' in m.orValue({}))))`,
    },
  };
}

/** Examples of a rule that a LimitRange releases from; the object is one that breaks it. */
export function limitRangeExamples(
  list: keyof typeof fields,
  resource: string,
  broken: Resource = deployment(),
): { readonly pass: readonly Example[]; readonly fail: readonly Example[] } {
  const range = (
    ...limits: readonly (readonly [type: string, field: string, resource: string])[]
  ): Resource => ({
    ...empty('v1', 'LimitRange', 'defaults'),
    spec: { limits: limits.map(([type, field, of]) => ({ type, [field]: { [of]: '1' } })) },
  });
  const other = resource === 'cpu' ? 'memory' : 'cpu';
  return {
    pass: fields[list].map((field) => ({
      because: `a LimitRange gives it, by its \`${field}\``,
      resource: broken,
      beside: [
        range(['Container', field, other]),
        range(['Pod', 'max', other], ['Container', field, resource]),
      ],
    })),
    fail: [
      {
        because: 'a LimitRange gives something else',
        resource: broken,
        beside: [range(['Container', 'max', other])],
      },
      {
        because: 'a LimitRange of whole pods gives nothing',
        resource: broken,
        beside: [range(['Pod', 'max', resource])],
      },
      {
        because: 'a LimitRange of another namespace gives nothing',
        resource: broken,
        beside: [moved(range(['Container', 'max', resource]))],
      },
    ],
  };
}

/** An autoscaler that says how many replicas there are. */
export const byAutoscaler: Readonly<Record<'autoscalers', Release>> = {
  autoscalers: {
    kinds: ['autoscaling/HorizontalPodAutoscaler'],
    within: 'namespace',
    by: 'references',
    key: "object.?metadata.?name.optMap(name, object.kind + '/' + name)",
    when: 'size(variables.autoscalers) > 0',
  },
};

/** A budget that says how many of the pods may be away. */
export const byBudget: Readonly<Record<'budgets', Release>> = {
  budgets: {
    kinds: ['policy/PodDisruptionBudget'],
    within: 'namespace',
    by: 'selector',
    key: 'object.spec.template.?metadata.?labels.orValue({})',
    when: 'size(variables.budgets) > 0',
  },
};

/** That no Service sends requests to the pods of a Deployment. */
export const byNoService: Readonly<Record<'services', Release>> = {
  services: {
    kinds: ['Service'],
    within: 'namespace',
    by: 'selector',
    key: 'object.spec.template.?metadata.?labels.orValue({})',
    when: 'size(variables.services) == 0',
  },
};

/** Examples of a rule that only concerns what a Service sends requests to; the object is one that breaks it. */
export function serviceExamples(broken: Resource): {
  readonly pass: readonly Example[];
  readonly fail: readonly Example[];
} {
  return {
    pass: [
      {
        because: 'no Service sends requests to it',
        resource: broken,
        beside: [service({ selector: { app: 'search' } })],
      },
      {
        because: 'the Service of another namespace sends none',
        resource: broken,
        beside: [moved(service())],
      },
      {
        because: 'nor to pods without labels',
        resource: { ...broken, spec: unlabelled(broken) },
        beside: [pod(), service()],
      },
    ],
    fail: [{ because: 'a Service sends requests to it', resource: broken, beside: [service()] }],
  };
}

function unlabelled({ spec }: Resource): Resource {
  const { template, ...rest } = spec as { readonly template: Resource };
  return { ...rest, template: { spec: template['spec'] ?? {} } } as unknown as Resource;
}
