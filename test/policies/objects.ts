/** A pod that breaks what the policies here ask for; YAML. */
export const pod = `apiVersion: v1
kind: Pod
metadata: {name: p, namespace: shop}
spec:
  hostNetwork: true
  containers: [{name: a, image: "nginx:latest"}]
`;

/** A Deployment with the same template. */
export const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: d, namespace: shop}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec:
      hostNetwork: true
      containers: [{name: a, image: "nginx:latest"}]
`;

const rules = (resources: string, group = ''): string =>
  `{resourceRules: [{apiGroups: ['${group}'], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [${resources}]}]}`;

/** A ValidatingAdmissionPolicy for pods, with further fields of its spec. */
export function admissionPolicy(expression: string, more = ''): string {
  return `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: no-host-network}
spec:
  matchConstraints: ${rules('pods')}
  validations: [{expression: ${JSON.stringify(expression)}, message: host network}]
${more}`;
}

/** Its binding. */
export function bound(more = '', actions = 'Deny'): string {
  return `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: everywhere}
spec:
  policyName: no-host-network
  validationActions: [${actions}]
${more}`;
}

/** A ValidatingPolicy of Kyverno for pods. */
export function kyvernoPolicy(expression: string, more = ''): string {
  return `apiVersion: policies.kyverno.io/v1
kind: ValidatingPolicy
metadata: {name: no-latest}
spec:
  matchConstraints: ${rules('pods')}
  validations: [{expression: ${JSON.stringify(expression)}, message: tag}]
${more}`;
}

/** A ClusterPolicy of Kyverno for pods, in CEL. */
export const clusterPolicy = `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: {name: hosts}
spec:
  rules:
    - name: network
      match: {any: [{resources: {kinds: [Pod]}}]}
      validate:
        failureAction: Enforce
        cel: {expressions: [{expression: "!has(object.spec.hostNetwork)", message: host network}]}
`;

/** A MutatingPolicy of Kyverno that takes the host's network away from pods. */
export const mutatingPolicy = `apiVersion: policies.kyverno.io/v1
kind: MutatingPolicy
metadata: {name: own-network}
spec:
  autogen: {podControllers: {controllers: []}}
  matchConstraints: ${rules('pods')}
  mutations:
    - patchType: JSONPatch
      jsonPatch: {expression: "[JSONPatch{op: 'remove', path: '/spec/hostNetwork'}]"}
`;
