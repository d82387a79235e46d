import type { JsonObject, JsonPointer, JsonValue } from './json.ts';
import type { Severity } from './severity.ts';

/** Whose rules of evaluation apply, and of which version. */
export type Dialect =
  | { readonly name: 'vap' | 'map'; readonly version: `1.${number}` }
  | {
      readonly name: 'kyverno-validating' | 'kyverno-mutating' | 'kyverno-clusterpolicy';
      readonly version: `1.${number}`;
    };

/** A named CEL expression: a variable, a match condition, an audit annotation. */
export interface Named {
  readonly name: string;
  readonly expression: string;
}

/** What an API server would evaluate, and nothing else. The narrow waist: every rule and every read policy becomes this. */
export interface Policy {
  /** The rule's id; read back: `ValidatingAdmissionPolicy/name`, `ClusterPolicy/name#rule`. */
  readonly id: string;
  readonly dialect: Dialect;
  readonly scope: Scope;
  readonly conditions: readonly Named[];
  readonly params: ParamKind | null;
  /** In order of definition: each may use those before it. */
  readonly variables: readonly Named[];
  readonly validations: readonly Validation[];
  readonly mutations: readonly Mutation[];
  readonly auditAnnotations: readonly Named[];
  /** `failurePolicy`: what an error of evaluation means. */
  readonly onError: 'Fail' | 'Ignore';
  /**
   * What `object` is, where it is not the request's: any JSON (Kyverno's evaluation mode JSON), or each pod template
   * found in the object as the Pod that it would make (Kyverno's autogen for kinds of one's own).
   */
  readonly judges?: 'json' | 'pod-templates';
  /** Existing objects that are changed when the request happens (Kyverno's mutateExisting); absent where none are. */
  readonly targets?: MutationTargets;
  /** What is looked up among other objects, read as `variables.<key>`; no API server can, so every target refuses it. */
  readonly related?: Readonly<Record<string, Lookup>>;
  /** What may lift a violation where another object is there; targets say the policy without it. */
  readonly unless?: Readonly<Record<string, Release>>;
  readonly about: About;
}

/** What is shown of a policy and never evaluated. */
export interface About {
  readonly title: string;
  readonly severity: Severity;
  readonly category: string;
  /** The rule's code in the catalogue, such as `KP001`. */
  readonly code: string | null;
  /** The rule's name within a Kyverno ClusterPolicy. */
  readonly rule: string | null;
  /** The policy of which autogen made this one. */
  readonly variantOf: string | null;
  /** Where it was read from, or null for the catalogue. */
  readonly source: string | null;
  /** What to do about a violation, as one sentence. */
  readonly remediation: string | null;
  /** False where reports are told to show violations as warnings only (`policies.kyverno.io/scored`). */
  readonly scored?: false;
}

/** One CEL condition, as in `ValidatingAdmissionPolicy.spec.validations`; true admits. */
export interface Validation {
  /** Stable within the policy: part of a finding's fingerprint. */
  readonly id: string;
  readonly expression: string;
  readonly message: string | null;
  readonly messageExpression: string | null;
  readonly reason: 'Invalid' | 'Forbidden' | 'RequestEntityTooLarge';
}

/** Which existing objects a policy changes. */
export interface MutationTargets {
  readonly scope: Scope;
  /** `targetMatchConditions`: over the target as `object`. */
  readonly conditions: readonly Named[];
  /** `targetMatchConstraints.expression`: gives the targets as a list of objects; null where the scope finds them. */
  readonly expression: string | null;
}

/** One CEL expression that changes the object, as in `MutatingAdmissionPolicy.spec.mutations`. */
export interface Mutation {
  readonly form: 'JSONPatch' | 'ApplyConfiguration';
  readonly expression: string;
  /** Atomic lists and maps are replaced instead of refused: Kyverno's `evaluation.useServerSideApply`. */
  readonly atomics?: 'replaced';
}

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';

/** Which requests a policy or binding concerns; VAP's matchConstraints and Kyverno's match/exclude are two shapes of this tree. */
export type Scope =
  | { readonly all: readonly Scope[] }
  | { readonly any: readonly Scope[] }
  | { readonly not: Scope }
  | { readonly resources: ResourceRule; readonly equivalent: boolean }
  | { readonly kinds: readonly string[] }
  | { readonly operations: readonly Operation[] }
  | { readonly names: readonly string[] }
  | { readonly namespaces: readonly string[] }
  | { readonly labels: LabelSelector }
  | { readonly namespaceLabels: LabelSelector }
  | { readonly annotations: Readonly<Record<string, string>> }
  | { readonly users: readonly Subject[] }
  | { readonly roles: readonly string[]; readonly cluster: boolean };

/** One entry of `matchConstraints.resourceRules`; `*` matches everything. */
export interface ResourceRule {
  readonly groups: readonly string[];
  readonly versions: readonly string[];
  /** Plural names, with `/subresource` where one is meant. */
  readonly resources: readonly string[];
  /** Object names; empty means all. */
  readonly names: readonly string[];
  readonly operations: readonly (Operation | '*')[];
  readonly reach: 'Cluster' | 'Namespaced' | '*';
}

/** A Kubernetes label selector, both halves. */
export interface LabelSelector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values: readonly string[];
  }[];
}

/** A user, group or service account, as in RBAC. */
export interface Subject {
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  readonly namespace: string | null;
}

/** The kind of a policy's parameters. */
export interface ParamKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Which parameters a binding gives to its policy. */
export interface ParamRef {
  readonly name: string | null;
  readonly selector: LabelSelector | null;
  /** Null: the namespace of the request's object. */
  readonly namespace: string | null;
  readonly whenMissing: 'Allow' | 'Deny';
}

/** Where a policy is at work and what a violation does. */
export interface Binding {
  /** Its own name in a cluster. */
  readonly name: string;
  readonly policy: string;
  /** `{ all: [] }` is everywhere. */
  readonly scope: Scope;
  readonly actions: readonly ('Deny' | 'Warn' | 'Audit')[];
  readonly params: ParamRef | null;
}

/** What lifts a policy for some requests. */
export interface PolicyException {
  readonly policies: readonly string[];
  readonly scope: Scope;
  readonly conditions: readonly Named[];
  readonly result: 'skip' | 'pass';
  readonly allowed: { readonly images: readonly string[]; readonly values: readonly string[] } | null;
  readonly until: string | null;
  readonly reason: string | null;
}

/** What a reader of policies gives: the policies, where they are at work, and what it refused. */
export interface PolicySet {
  readonly policies: readonly Policy[];
  readonly bindings: readonly Binding[];
  readonly exceptions: readonly PolicyException[];
  readonly refused: readonly Refused[];
}

/** A construct that a reader does not take, by name. */
export interface Refused {
  readonly policy: string;
  readonly rule: string | null;
  readonly construct: string;
  readonly why: string;
  /** Of an exception: the ids of what it would lift, which may be patterns. */
  readonly lifts?: readonly string[];
}

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export interface GroupVersionResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

/** What an API server would ask of a policy. A manifest is a CREATE; on DELETE `object` is null. */
export interface Request {
  readonly operation: Operation;
  readonly kind: GroupVersionKind;
  readonly resource: GroupVersionResource;
  readonly subresource: string | null;
  readonly name: string;
  readonly namespace: string | null;
  readonly object: JsonObject | null;
  readonly oldObject: JsonObject | null;
  readonly user: {
    readonly username: string;
    readonly groups: readonly string[];
    /** Names of roles bound to the user, as `namespace:name`, and of cluster roles; unstated: nobody here knows. */
    readonly roles?: readonly string[];
    readonly clusterRoles?: readonly string[];
  } | null;
  readonly dryRun: boolean;
}

/** An answer from outside the object, or the statement that there is none. */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly why: string };

/** What an evaluation may ask about the world. An unknown answer makes the outcome `skip`, never `pass`. */
export interface Facts {
  /** Nanoseconds since the epoch. */
  readonly now: bigint;
  namespace(name: string): Known<JsonObject | null>;
  params(kind: ParamKind, binding: Binding, request: Request): Known<readonly JsonObject[]>;
  related(lookup: Lookup, key: JsonValue, request: Request): Related;
  external(library: string, args: readonly JsonValue[]): Known<JsonValue>;
}

/** What a look-up found; where it is not known to be all, it still says what there is. */
export type Related =
  | { readonly known: true; readonly value: readonly JsonObject[] }
  | { readonly known: false; readonly why: string; readonly found: readonly JsonObject[] };

/** How to find objects by an index, the judged one among them; the result is read as `variables.<key>`. */
export interface Lookup {
  /** `Kind` of the core group, `group/Kind` of another; `*` is every kind. */
  readonly kinds: readonly string[];
  /** `namespace`: that of the judged object, which for a Namespace is itself; for what has none, what has none. */
  readonly within: 'namespace' | 'cluster';
  /**
   * By what they are found, and so what the key is. `name`: their name. `labels`: a selector that selects them, or the
   * pods that they make. `selector`: labels that they select. `owner` and `references`: what owns them, and what they
   * name, as `Kind/name`, subjects of bindings also as `Kind/namespace/name`. `host-path`: what they serve, as `host/path`, or as `class host/path`, of no class ` host/path`. Texts may be several, in lists however deep.
   * Null and an optional without a value find nothing.
   */
  readonly by: 'name' | 'labels' | 'selector' | 'owner' | 'host-path' | 'references';
  /** CEL over `object` and the variables of the subject. */
  readonly key: string;
  /** How many are given at most for each text of the key, where it is enough to know that there is one; unstated: all. */
  readonly most?: number;
}

/** A look-up of what may release an object from a rule. */
export interface Release extends Lookup {
  /** CEL; true of what was found, which it reads as `variables.<key>`, releases. */
  readonly when: string;
}

/** A broken validation and the places that decided it. */
export interface Violation {
  readonly validation: Validation;
  readonly message: string;
  readonly places: readonly JsonPointer[];
}

/** The verdict of one policy on one request. */
export type Outcome =
  | { readonly result: 'pass' }
  /** `unmet`: its own conditions leave the request out, so that there is nothing to judge. */
  | { readonly result: 'skip'; readonly reason: string; readonly unmet?: true }
  | { readonly result: 'fail'; readonly violations: readonly [Violation, ...Violation[]] }
  | { readonly result: 'error'; readonly expression: string; readonly message: string };
