import { expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { isOperated } from './operated.ts';

function custom(apiVersion: string, kind: string, spec: JsonObject): boolean {
  return isOperated({ apiVersion, kind, metadata: { name: 'a' }, spec });
}

test.each([
  ['monitoring.coreos.com/v1', 'Prometheus', { replicas: 2 }],
  ['kafka.strimzi.io/v1beta2', 'Kafka', { kafka: { replicas: 3 } }],
  ['postgresql.cnpg.io/v1', 'Cluster', { instances: 3 }],
  ['elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', { nodeSets: [{ count: 3 }] }],
  ['serving.knative.dev/v1', 'Service', { template: { spec: { containers: [] } } }],
])('an operator makes pods for a %s %s', (apiVersion, kind, spec) => {
  expect(custom(apiVersion, kind, spec)).toBe(true);
});

test.each([
  ['monitoring.coreos.com/v1', 'ServiceMonitor', { selector: { matchLabels: { app: 'a' } } }],
  ['cert-manager.io/v1', 'Certificate', { secretName: 'tls', issuerRef: { name: 'a' } }],
  ['networking.istio.io/v1', 'VirtualService', { hosts: ['a'], http: [{ route: [] }] }],
  ['keda.sh/v1alpha1', 'ScaledObject', { scaleTargetRef: { name: 'a' }, minReplicaCount: 2 }],
  ['gateway.networking.k8s.io/v1', 'Gateway', { gatewayClassName: 'a', replicas: 2 }],
  ['apps/v1', 'Deployment', { replicas: 2 }],
])('but not for a %s %s', (apiVersion, kind, spec) => {
  expect(custom(apiVersion, kind, spec)).toBe(false);
});
