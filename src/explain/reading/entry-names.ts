/** What one entry of a well-known list is called, by the name of the field. */
const names: Readonly<Record<string, string>> = {
  containers: 'container',
  initContainers: 'init container',
  ephemeralContainers: 'ephemeral container',
  volumes: 'volume',
  volumeMounts: 'volume mount',
  env: 'environment variable',
  ports: 'port',
  rules: 'rule',
  paths: 'path',
  subjects: 'subject',
  tolerations: 'toleration',
  imagePullSecrets: 'image pull secret',
  ownerReferences: 'owner reference',
  volumeClaimTemplates: 'volume claim template',
  topologySpreadConstraints: 'topology spread constraint',
  hostAliases: 'host alias',
  sysctls: 'sysctl',
  verbs: 'verb',
  finalizers: 'finalizer',
};

const maps: ReadonlySet<string> = new Set([
  'labels',
  'annotations',
  'matchLabels',
  'nodeSelector',
  'data',
  'stringData',
  'binaryData',
  'metadata',
  'resources.limits',
  'resources.requests',
]);

/** Whether a field of that name holds values by key, so that going through it goes through its keys. */
export function isMap(path: string): boolean {
  return maps.has(lastField(path)) || maps.has(path.split('.').slice(-2).join('.'));
}

/** What one entry of the list at a path is called; `entry` where there is no word for it. */
export function entryName(path: string): string {
  const field = lastField(path);
  if (isMap(path)) return 'key';
  return Object.hasOwn(names, field) ? (names[field] ?? 'entry') : 'entry';
}

/** The last field of a path, without the brackets behind it. */
export function lastField(path: string): string {
  return /(\w+)(?:\[[^\]]*\])*$/.exec(path)?.[1] ?? '';
}
