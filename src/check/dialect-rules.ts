import type { Dialect } from '../core/policy.ts';

/** How one language of policies evaluates what it wrote; what every language does alike is no matter of this. */
export interface DialectRules {
  readonly matching: Matching;
  /** Whether every validation is evaluated, or none after the first that does not hold. */
  readonly evaluates: 'all' | 'until-broken';
  /** What an error of an expression is: an error, or a violation like any other. */
  readonly faults: 'error' | 'violation';
  /** Which errors `failurePolicy: Ignore` forgives; Kyverno's ClusterPolicies do not pass it on. */
  readonly forgives: 'all' | 'conditions' | 'none';
  readonly messages: 'api-server' | 'kyverno';
  /** What an audit annotation that cannot be evaluated is: an error, even of what is violated, or nothing. */
  readonly annotations: 'evaluated' | 'decisive' | 'unread';
  /** What the validations of one binding may cost together, and conditions a quarter of; null where only each alone has a limit. */
  readonly budget: number | null;
  /** Whether `namespaceObject` of a Namespace is that Namespace, where the request names it. */
  readonly namespaceOfItself: boolean;
  readonly request: 'api-server' | 'kyverno';
  /** Whether variables see what a mutation before changed, or stay what they were once they were read. */
  readonly variables: 'anew' | 'kept';
  /** What `object` and `oldObject` are where a request has none: null, or an object without fields. */
  readonly absent: 'null' | 'empty';
}

/** How a scope is matched. */
export interface Matching {
  /** Whether selectors of labels may hold `*` and `?`. */
  readonly wildcardLabels: boolean;
  /** What stands in for a name that the API server makes up. */
  readonly generatedName: 'none' | 'prefix';
  /** Whether selectors of namespaces look at a Namespace's own labels, or never match one. */
  readonly namespaceSelectsItself: boolean;
  /** Whether `namespaces` means a Namespace by its own name. */
  readonly namespaceIsItself: boolean;
  /** Which object selectors look at where a request has two; `both` takes one that is not there for one without labels. */
  readonly objects: 'either' | 'first' | 'both';
  /** Whether a request may be converted to the version that a policy asks for. */
  readonly converts: boolean;
}

/** The API server's limit of cost for all validations of a policy under one binding. */
const perBinding = 10_000_000;

/** As an API server matches, and all that use its code. */
export const apiServerMatching: Matching = {
  wildcardLabels: false,
  generatedName: 'none',
  namespaceSelectsItself: true,
  namespaceIsItself: false,
  objects: 'either',
  converts: true,
};

const apiServer: DialectRules = {
  matching: apiServerMatching,
  evaluates: 'all',
  faults: 'error',
  forgives: 'all',
  messages: 'api-server',
  annotations: 'evaluated',
  budget: perBinding,
  namespaceOfItself: false,
  request: 'api-server',
  variables: 'anew',
  absent: 'null',
};

/** Kyverno's policies of its own group: the API server's matching code, an engine of its own. */
const kyverno: DialectRules = {
  ...apiServer,
  matching: { ...apiServerMatching, generatedName: 'prefix', converts: false, objects: 'both' },
  evaluates: 'until-broken',
  forgives: 'conditions',
  messages: 'kyverno',
  annotations: 'decisive',
  budget: null,
  namespaceOfItself: true,
  request: 'kyverno',
  variables: 'kept',
  absent: 'empty',
};

/** Kyverno's ClusterPolicies with `validate.cel`: matching of their own, the API server's engine. */
const clusterPolicy: DialectRules = {
  ...apiServer,
  matching: {
    wildcardLabels: true,
    generatedName: 'prefix',
    namespaceSelectsItself: false,
    namespaceIsItself: true,
    objects: 'first',
    converts: false,
  },
  evaluates: 'until-broken',
  faults: 'violation',
  forgives: 'none',
  annotations: 'unread',
};

const rows: Readonly<Record<Dialect['name'], DialectRules>> = {
  vap: apiServer,
  map: { ...apiServer, forgives: 'all' },
  'kyverno-validating': kyverno,
  'kyverno-mutating': { ...kyverno, forgives: 'none' },
  'kyverno-clusterpolicy': clusterPolicy,
};

/** The rules of evaluation of a dialect (Kubernetes 1.36, Kyverno 1.19). */
export function dialectRules({ name }: Dialect): DialectRules {
  return rows[name];
}
