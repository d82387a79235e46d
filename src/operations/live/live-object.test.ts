import { expect, test } from 'vitest';
import { asWritten, isOfServer, placeOfObject } from './live-object.ts';

const about = { context: 'arn:aws:eks:eu-1:1:cluster/prod', server: 'https://x' };

test('an object is judged without what only the server writes', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', uid: '1', resourceVersion: '2', managedFields: [], labels: { uid: 'mine' } },
    spec: {
      securityContext: {},
      containers: [{ name: 'c', resources: {}, securityContext: { privileged: true } }],
    },
    status: { phase: 'Running' },
  };
  expect(asWritten(object)).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', labels: { uid: 'mine' } },
    spec: { containers: [{ name: 'c', securityContext: { privileged: true } }] },
  });
});

test('what is no object is none', () => {
  expect(asWritten({ kind: 'Pod' })).toBeNull();
});

test('keys that every object of JavaScript has are keys like any other', () => {
  const object = JSON.parse('{"apiVersion":"v1","kind":"ConfigMap","data":{"__proto__":"a","resources":{}}}');
  expect(JSON.stringify(asWritten(object))).toBe(
    '{"apiVersion":"v1","kind":"ConfigMap","data":{"__proto__":"a"}}',
  );
});

test('a slash of a context is none of the place', () => {
  const metadata = { name: 'web', namespace: 'shop' };
  expect(placeOfObject(about, { apiVersion: 'apps/v1', kind: 'Deployment', metadata })).toBe(
    'cluster://arn:aws:eks:eu-1:1:cluster%2Fprod/shop/Deployment/web',
  );
  expect(placeOfObject(about, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })).toBe(
    'cluster://arn:aws:eks:eu-1:1:cluster%2Fprod/Namespace/shop',
  );
});

test.each([
  ['ClusterRole', { name: 'edit', labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } }, true],
  ['Service', { name: 'kubernetes', labels: { component: 'apiserver', provider: 'kubernetes' } }, true],
  ['ConfigMap', { name: 'kube-root-ca.crt' }, true],
  ['Secret', { name: 'kube-root-ca.crt' }, false],
  ['constructor', { name: 'a', labels: {} }, false],
])('of a %s %j the API server is the author: %j', (kind, metadata, made) => {
  expect(isOfServer({ apiVersion: 'v1', kind, metadata })).toBe(made);
});
