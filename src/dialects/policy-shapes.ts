import { z } from 'zod';

const texts = z.array(z.string());
const named = z.array(z.looseObject({ name: z.string().min(1), expression: z.string() }));
const labels = z.record(z.string(), z.string()).nullish();
const selector = z
  .looseObject({
    matchLabels: labels,
    matchExpressions: z
      .array(
        z.looseObject({
          key: z.string(),
          operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
          values: texts.nullish(),
        }),
      )
      .nullish(),
  })
  .nullish();
const resourceRules = z
  .array(
    z.looseObject({
      apiGroups: texts.nullish(),
      apiVersions: texts.nullish(),
      resources: texts.nullish(),
      resourceNames: texts.nullish(),
      operations: z.array(z.enum(['CREATE', 'UPDATE', 'DELETE', 'CONNECT', '*'])).nullish(),
      scope: z.enum(['Cluster', 'Namespaced', '*']).nullish(),
    }),
  )
  .nullish();
const constraints = z
  .looseObject({
    resourceRules,
    excludeResourceRules: resourceRules,
    namespaceSelector: selector,
    objectSelector: selector,
    matchPolicy: z.enum(['Exact', 'Equivalent']).nullish(),
  })
  .nullish();
const failurePolicy = z.enum(['Fail', 'Ignore']).nullish();
const validations = z.array(
  z.looseObject({
    expression: z.string(),
    message: z.string().nullish(),
    messageExpression: z.string().nullish(),
    reason: z.string().nullish(),
  }),
);
const auditAnnotations = z.array(z.looseObject({ key: z.string(), valueExpression: z.string() })).nullish();
const paramKind = z.looseObject({ apiVersion: z.string(), kind: z.string() }).nullish();
const paramRef = z
  .looseObject({
    name: z.string().nullish(),
    namespace: z.string().nullish(),
    selector,
    parameterNotFoundAction: z.enum(['Allow', 'Deny']).nullish(),
  })
  .nullish();
const mutations = z.array(
  z.looseObject({
    patchType: z.enum(['JSONPatch', 'ApplyConfiguration']).nullish(),
    jsonPatch: z.looseObject({ expression: z.string() }).nullish(),
    applyConfiguration: z.looseObject({ expression: z.string() }).nullish(),
  }),
);
const common = {
  matchConstraints: constraints,
  matchConditions: named.nullish(),
  variables: named.nullish(),
  failurePolicy,
  auditAnnotations,
};
const autogen = z
  .looseObject({ podControllers: z.looseObject({ controllers: texts.nullish() }).nullish() })
  .nullish();
const enabled = z.looseObject({ enabled: z.boolean().nullish() }).nullish();

const validating = z.looseObject({
  ...common,
  // Without any it would let everything through, and say that all is well.
  validations: validations.min(1, 'must have at least one item'),
  validationActions: z.array(z.enum(['Deny', 'Warn', 'Audit'])).nullish(),
  evaluation: z
    .looseObject({ mode: z.string().nullish(), admission: enabled, background: enabled })
    .nullish(),
  autogen,
});

const mutating = z.looseObject({
  ...common,
  mutations,
  evaluation: z.looseObject({ admission: enabled, mutateExisting: enabled }).nullish(),
  autogen,
  targetMatchConditions: named.nullish(),
});

const block = {
  resources: z
    .looseObject({
      kinds: texts.nullish(),
      name: z.string().nullish(),
      names: texts.nullish(),
      namespaces: texts.nullish(),
      annotations: labels,
      selector,
      namespaceSelector: selector,
      operations: z.array(z.enum(['CREATE', 'UPDATE', 'DELETE', 'CONNECT'])).nullish(),
    })
    .nullish(),
  subjects: z
    .array(
      z.looseObject({
        kind: z.enum(['User', 'Group', 'ServiceAccount']),
        name: z.string(),
        namespace: z.string().nullish(),
      }),
    )
    .nullish(),
  roles: texts.nullish(),
  clusterRoles: texts.nullish(),
};
const blocks = z.array(z.looseObject(block)).nullish();
const match = z.looseObject({ ...block, any: blocks, all: blocks }).nullish();
const action = z.enum(['Audit', 'Enforce', 'audit', 'enforce']).nullish();
const overrides = z
  .array(z.looseObject({ action, namespaces: texts.nullish(), namespaceSelector: selector }))
  .nullish();

const rule = z.looseObject({
  name: z.string().min(1),
  match,
  exclude: match,
  celPreconditions: named.nullish(),
  validate: z
    .looseObject({
      message: z.string().nullish(),
      failureAction: action,
      failureActionOverrides: overrides,
      cel: z
        .looseObject({
          expressions: validations.nullish(),
          variables: named.nullish(),
          auditAnnotations,
          paramKind,
          paramRef,
        })
        .nullish(),
    })
    .nullish(),
});

const clusterPolicy = z.looseObject({
  rules: z.array(rule),
  validationFailureAction: action,
  validationFailureActionOverrides: overrides,
  failurePolicy,
  emitWarning: z.boolean().nullish(),
  webhookConfiguration: z.looseObject({ matchConditions: named.nullish(), failurePolicy }).nullish(),
});

const exception = z.looseObject({
  policyRefs: z.array(z.looseObject({ name: z.string(), kind: z.string() })).nullish(),
  matchConditions: named.nullish(),
  images: texts.nullish(),
  allowedValues: texts.nullish(),
  reportResult: z.string().nullish(),
  expiresAt: z.string().nullish(),
  exceptions: z.array(z.looseObject({ policyName: z.string(), ruleNames: texts })).nullish(),
  match,
});

/** What the specs of policies must be like for the parts of them that are read; more may be in them. */
export const policyShapes: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  [
    'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
    z.looseObject({ ...common, paramKind, validations: validations.nullish() }),
  ],
  [
    'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
    z.looseObject({
      policyName: z.string(),
      paramRef,
      matchResources: constraints,
      validationActions: z.array(z.enum(['Deny', 'Warn', 'Audit'])).nullish(),
    }),
  ],
  [
    'admissionregistration.k8s.io/MutatingAdmissionPolicy',
    z.looseObject({ ...common, paramKind, mutations }),
  ],
  [
    'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
    z.looseObject({ policyName: z.string(), paramRef, matchResources: constraints }),
  ],
  ['policies.kyverno.io/ValidatingPolicy', validating],
  ['policies.kyverno.io/NamespacedValidatingPolicy', validating],
  ['policies.kyverno.io/MutatingPolicy', mutating],
  ['policies.kyverno.io/NamespacedMutatingPolicy', mutating],
  ['policies.kyverno.io/PolicyException', exception],
  ['kyverno.io/ClusterPolicy', clusterPolicy],
  ['kyverno.io/Policy', clusterPolicy],
  ['kyverno.io/PolicyException', exception],
]);
