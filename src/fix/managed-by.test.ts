import { expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { isApplied, managerOf } from './managed-by.ts';

const object = (metadata: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'a', ...metadata },
});
const byField = (manager: string, more: JsonObject = {}): JsonObject => ({
  managedFields: [{ manager: 'kubectl' }, { manager, operation: 'Update', ...more }],
});

test.each<readonly [string, JsonObject, string | null, string | null]>([
  ['nobody', {}, null, null],
  ['kubectl', byField('kubectl-client-side-apply'), null, null],
  ['a release of Helm', { annotations: { 'meta.helm.sh/release-name': 'shop' } }, 'Helm', 'shop'],
  ['a label of Helm', { labels: { 'app.kubernetes.io/managed-by': 'Helm' } }, 'Helm', null],
  ['a field manager of Helm', byField('helm'), 'Helm', null],
  [
    'a tracking id of Argo CD',
    { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:b/a' } },
    'Argo CD',
    'shop',
  ],
  ['a label of Argo CD', { labels: { 'argocd.argoproj.io/instance': 'shop' } }, 'Argo CD', 'shop'],
  ['a field manager of Argo CD', byField('argocd-controller'), 'Argo CD', null],
  [
    'a Kustomization of Flux',
    {
      labels: {
        'kustomize.toolkit.fluxcd.io/name': 'apps',
        'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
      },
    },
    'Flux',
    'flux-system/apps',
  ],
  [
    'a HelmRelease of Flux, which is Helm, too',
    {
      labels: { 'helm.toolkit.fluxcd.io/name': 'shop', 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: { 'meta.helm.sh/release-name': 'shop' },
    },
    'Flux',
    'shop',
  ],
  ['a field manager of Flux', byField('kustomize-controller'), 'Flux', null],
  ['what only a status says', byField('helm-controller', { subresource: 'status' }), null, null],
  ['an add-on', { labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile' } }, 'an add-on manager', null],
  [
    'an owner',
    { ownerReferences: [{ kind: 'Widget', name: 'w', controller: true }] },
    'an operator',
    'Widget w',
  ],
  ['an owner that does not control it', { ownerReferences: [{ kind: 'Widget', name: 'w' }] }, null, null],
])('%s', (_, metadata, tool, name) => {
  const manager = managerOf(object(metadata));
  expect([manager?.tool ?? null, manager?.name ?? null]).toEqual([tool, name]);
  if (manager !== null && name !== null) expect(manager.instead).toContain(name);
});

test('what is applied from a manifest says so', () => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
  expect(isApplied(object({ annotations }))).toBe(true);
  expect(isApplied(object(byField('kubectl', { operation: 'Apply' })))).toBe(true);
  expect(isApplied(object(byField('kubectl-edit')))).toBe(false);
});
