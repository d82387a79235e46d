import type { JsonObject } from '../../src/core/json.ts';
import type { LiveWorld } from './live-world.ts';

/** How many of each kind. */
export const crowdSizes = { ConfigMap: 8000, Pod: 6000, Deployment: 3000, Service: 3000 } as const;

const namespaces = 20;
const atOnce = 32;

/** Fills a cluster with objects, each of some kilobytes as in life. */
export async function crowd({ create }: LiveWorld): Promise<void> {
  for (let index = 0; index < namespaces; index++)
    await create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `crowd-${index}` } });
  const left = Object.entries(crowdSizes).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, index) => [kind, index] as const),
  );
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = left.pop(); next !== undefined; next = left.pop()) await create(objectOf(...next));
    }),
  );
}

function objectOf(kind: string, index: number): JsonObject {
  const labels = { app: `app-${index}`, 'app.kubernetes.io/name': `app-${index}` };
  const metadata = {
    name: `${kind.toLowerCase()}-${index}`,
    namespace: `crowd-${index % namespaces}`,
    labels,
  };
  switch (kind) {
    case 'ConfigMap':
      return { apiVersion: 'v1', kind, metadata, data: { settings: 'key: value\n'.repeat(100) } };
    case 'Service':
      return {
        apiVersion: 'v1',
        kind,
        metadata,
        spec: { clusterIP: 'None', selector: labels, ports: [{ port: 80 }] },
      };
    case 'Pod':
      return { apiVersion: 'v1', kind, metadata, spec: podSpec(index) };
    default:
      return {
        apiVersion: 'apps/v1',
        kind,
        metadata,
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: podSpec(index) },
        },
      };
  }
}

function podSpec(index: number): JsonObject {
  return {
    containers: [0, 1].map((number) => ({
      name: `c-${number}`,
      image: `registry.example.com/app-${index}:1.${number}`,
      env: Array.from({ length: 10 }, (_, at) => ({ name: `SETTING_${at}`, value: `value ${index} ${at}` })),
      securityContext: index % 3 === 0 ? { privileged: number === 0 } : { allowPrivilegeEscalation: false },
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
    })),
  };
}
