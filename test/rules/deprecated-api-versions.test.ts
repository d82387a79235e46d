import { expect, test } from 'vitest';
import { deprecatedApiVersions } from '../../src/rules/_api-versions.ts';
import { apiLifecycleOf } from '../../src/schema/lifecycle.ts';
import { text } from '../../src/schema/gen/lifecycles.ts';
import { minors } from '../../src/operations/deciding/parse-version.ts';

/** Made by clients or by the cluster itself, or of types whose newest version is the deprecated one. */
const nobodyWrites = [
  /(Review|Scale|DeploymentRollback|Eviction|ControllerRevision|APIGroupDiscovery)$/,
  /^events\.k8s\.io\/|^v1 /,
  /ClusterTrustBundle$|LeaseCandidate$|DeviceTaintRule$/,
  /^storage\.k8s\.io\/v1alpha1 (CSIStorageCapacity|VolumeAttachment)$/,
];

const listed = deprecatedApiVersions.flatMap(({ since, apiVersion, kinds }) =>
  kinds.map((kind) => ({ apiVersion, kind, since })),
);

test('each version is deprecated since the minor that its lifecycle states', () => {
  const wrong = listed.filter(({ apiVersion, kind, since }) => {
    const life = apiLifecycleOf(apiVersion, kind);
    const stated = life?.deprecated ?? life?.removed ?? null;
    return since === null ? stated === null || stated > minors.oldest : stated !== since;
  });
  expect(wrong).toEqual([]);
});

test('each version that has an end, and that people write, is listed', () => {
  const names = new Set(listed.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`));
  const missing = Object.keys(JSON.parse(text) as object)
    .map((name) => name.replace(/^\//, '').replace(/\/([^/]+)$/, ' $1'))
    .filter((name) => {
      const [apiVersion = '', kind = ''] = name.split(' ');
      const deprecated = apiLifecycleOf(apiVersion, kind)?.deprecated ?? null;
      return deprecated !== null && deprecated <= minors.newest && !names.has(name);
    })
    .filter((name) => !nobodyWrites.some((pattern) => pattern.test(name)));
  expect(missing).toEqual([]);
});
