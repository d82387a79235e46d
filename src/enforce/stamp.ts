import { isJsonObject, own, type JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

/** The label by which what we wrote is found; its value is the object's policy, by its name. */
export const policyLabel = 'writ.dev/policy-id';

/** Annotations that say what an enforced policy comes from. */
export const stamps = {
  hash: 'writ.dev/rule-hash',
  version: 'writ.dev/version',
  why: 'writ.dev/why',
} as const;

/** What an object is marked with. */
export interface Stamp {
  /** The name of the policy that the object is, or belongs to. */
  readonly policy: string;
  /** Of everything that is evaluated. */
  readonly hash: string;
  /** Of Writ. */
  readonly version: string;
  readonly why: string | null;
}

/** An object with the labels and annotations by which it is known to be ours. */
export function stamp(object: Resource, { policy, hash, version, why }: Stamp): Resource {
  const { labels: _labels, annotations: _annotations, ...metadata } = objectOf(object, 'metadata');
  const before = objectOf(object, 'metadata');
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: {
        ...objectOf(before, 'labels'),
        'app.kubernetes.io/managed-by': 'writ',
        [policyLabel]: policy,
      },
      annotations: {
        [stamps.hash]: hash,
        [stamps.version]: version,
        ...(why !== null && { [stamps.why]: why }),
        // An exception has a reason of its own.
        ...objectOf(before, 'annotations'),
      },
    },
  };
}

/** An object with one more annotation. */
export function annotated(object: Resource, key: string, value: string): Resource {
  const metadata = objectOf(object, 'metadata');
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...objectOf(metadata, 'annotations'), [key]: value } },
  };
}

function objectOf(parent: JsonObject, key: string): JsonObject {
  const value = own(parent, key);
  return isJsonObject(value) ? value : {};
}
