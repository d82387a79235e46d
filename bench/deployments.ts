/** Deployments of varying shape: with and without ports, limits, security contexts, labels. */
export function deployments(count: number): readonly object[] {
  return Array.from({ length: count }, (_, n) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: n % 7 === 0 ? `service-${n}-test` : `service-${n}`,
      namespace: `team-${n % 17}`,
      labels: { 'app.kubernetes.io/name': 'shop', ...(n % 3 > 0 && { 'app.kubernetes.io/part-of': 'shop' }) },
    },
    spec: {
      replicas: n % 4,
      selector: { matchLabels: { app: 'shop' } },
      template: {
        metadata: { labels: { app: 'shop' } },
        spec: { containers: Array.from({ length: 1 + (n % 3) }, (__, index) => container(n, index)) },
      },
    },
  }));
}

function container(n: number, index: number): object {
  return {
    name: index === 0 ? 'app' : `sidecar-${index}`,
    image: `registry.example.com/shop/service-${n}:1.${n % 40}.0`,
    ...(n % 5 > 0 && { ports: [{ name: 'http', containerPort: 8080 + index }] }),
    ...(n % 4 > 0 && { resources: { limits: { memory: '256Mi', ...(n % 8 > 1 && { cpu: '1' }) } } }),
    ...(n % 6 > 1 && {
      securityContext: { runAsNonRoot: true, ...(n % 2 === 0 && { capabilities: { drop: ['ALL'] } }) },
    }),
  };
}
