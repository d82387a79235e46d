import type { Resource } from '../core/resource.ts';
import type { Example } from '../core/rule.ts';
import { deprecatedApiVersions, type Deprecated } from './_api-versions.ts';
import { defineRule } from './_define-rule.ts';
import { deployment } from './_examples.ts';
import { everything } from './_subjects.ts';

/** CEL that holds unless `n`, a version and a kind, is deprecated. */
function current(): string {
  const groups = Map.groupBy(deprecatedApiVersions, ({ since }) => since);
  return Array.from(groups, ([since, group]) => {
    const names = group.flatMap(namesOf).map((name) => `'${name}'`);
    const listed = `!(n in [${names.join(', ')}])`;
    return since === null ? listed : `(variables.minor < ${since} || ${listed})`;
  }).join(' && ');
}

function namesOf({ apiVersion, kinds }: Deprecated): readonly string[] {
  return kinds.map((kind) => `${apiVersion} ${kind}`);
}

/** An object of this version and kind. */
function object(apiVersion: string, kind: string): Resource {
  return { apiVersion, kind, metadata: { name: 'checkout' } };
}

const old = deprecatedApiVersions.flatMap(({ since, apiVersion, kinds }) =>
  kinds.map((kind): Example => ({
    because: `${apiVersion} ${kind}${since === null ? '' : ` since 1.${since}`}`,
    resource: object(apiVersion, kind),
    ...(since !== null && { minor: since }),
  })),
);

const before = deprecatedApiVersions.flatMap(({ since, apiVersion, kinds: [kind] }): readonly Example[] => {
  if (since === null || kind === undefined) return [];
  const because = `${apiVersion} ${kind} in 1.${since - 1}`;
  return [{ because, resource: object(apiVersion, kind), minor: since - 1 }];
});

export const deprecatedApiVersion = defineRule({
  id: 'deprecated-api-version',
  code: 'KP102',
  title: 'Version of the API is removed or deprecated',
  why: 'With the next upgrade of the cluster the manifest can no longer be applied, and the tools that own the object fail on it.',
  severity: 'high',
  category: 'operations',
  sources: [
    {
      title: 'Kubernetes: Deprecated API migration guide',
      section: null,
      url: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
    },
  ],
  subject: everything,
  check: [
    {
      id: 'current',
      // By way of an optional, so that the place is the version alone.
      expression: `optional.of(object.apiVersion).optMap(v, v + ' ' + object.kind).optMap(n, ${current()}).value()`,
      message: 'This version of the kind is no longer served, or will not be for long.',
    },
  ],
  remedy: {
    advice: 'Write the manifest in the version that took its place; the guide says which fields moved.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Kinds of which no end is planned, such as Endpoints, and those that nobody writes, such as reviews, are left out.',
    'Custom resources have versions of their own.',
  ],
  prove: {
    pass: [
      { because: 'the current version', resource: deployment() },
      { because: 'a custom resource of that name', resource: object('example.com/v1beta1', 'Ingress') },
      ...before,
    ],
    fail: [
      { because: 'it was never more than a beta', resource: object('extensions/v1beta1', 'Ingress') },
      ...old,
    ],
  },
});
