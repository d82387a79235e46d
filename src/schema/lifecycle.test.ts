import { expect, test } from 'vitest';
import { apiLifecycle, apiLifecycleOf, lifecycleNote } from './lifecycle.ts';

const gvk = (group: string, version: string, kind: string) => ({ group, version, kind });

test('a removed version names when it went and what replaced it', () => {
  expect(apiLifecycle(gvk('extensions', 'v1beta1', 'Ingress'))).toEqual({
    introduced: 1,
    deprecated: 14,
    removed: 22,
    replacement: gvk('networking.k8s.io', 'v1', 'Ingress'),
  });
  expect(apiLifecycleOf('batch/v1beta1', 'CronJob')?.removed).toBe(25);
  expect(apiLifecycleOf('policy/v1beta1', 'PodSecurityPolicy')).toMatchObject({
    removed: 25,
    replacement: null,
  });
});

test('a stable version replaces one whose own facts name nothing', () => {
  expect(apiLifecycleOf('node.k8s.io/v1beta1', 'RuntimeClass')?.replacement?.version).toBe('v1');
  expect(apiLifecycleOf('events.k8s.io/v1beta1', 'Event')?.replacement?.version).toBe('v1');
  expect(apiLifecycleOf('networking.k8s.io/v1beta1', 'IngressClass')?.replacement?.kind).toBe('IngressClass');
});

test('a note says what a version of Kubernetes makes of it', () => {
  const cronJob = gvk('batch', 'v1beta1', 'CronJob');
  expect(lifecycleNote(cronJob, 36)).toBe(
    'batch/v1beta1 CronJob is not served since 1.25; use batch/v1 CronJob',
  );
  expect(lifecycleNote(cronJob, 24)).toBe(
    'batch/v1beta1 CronJob is deprecated since 1.21 and not served from 1.25; use batch/v1 CronJob',
  );
  expect(lifecycleNote(cronJob, 20)).toBeNull();
  expect(lifecycleNote(gvk('', 'v1', 'Endpoints'), 36)).toBe(
    'v1 Endpoints is deprecated since 1.33; use discovery.k8s.io/v1 EndpointSlice',
  );
  expect(lifecycleNote(gvk('admissionregistration.k8s.io', 'v1', 'MutatingAdmissionPolicy'), 34)).toBe(
    'admissionregistration.k8s.io/v1 MutatingAdmissionPolicy is not served before 1.36',
  );
});

test('what to use instead is served itself', () => {
  expect(lifecycleNote(gvk('flowcontrol.apiserver.k8s.io', 'v1beta2', 'FlowSchema'), 36)).toBe(
    'flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema is not served since 1.29; use flowcontrol.apiserver.k8s.io/v1 FlowSchema',
  );
  expect(lifecycleNote(gvk('flowcontrol.apiserver.k8s.io', 'v1beta2', 'FlowSchema'), 30)).toContain(
    'v1beta3',
  );
});

test('nothing is said of what is neither deprecated nor known', () => {
  expect(lifecycleNote(gvk('apps', 'v1', 'Deployment'), 36)).toBeNull();
  expect(lifecycleNote(gvk('acme.example', 'v1', 'Cart'), 36)).toBeNull();
  expect(apiLifecycleOf('__proto__', 'constructor')).toBeUndefined();
});
