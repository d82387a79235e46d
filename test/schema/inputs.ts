import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import type { Resource } from '../../src/core/resource.ts';

type Fields = Record<string, JsonValue>;

const name = { name: 'w', namespace: 'default' };
const labels = { app: 'x' };
const app: JsonObject = { name: 'c', image: 'nginx:1.25' };

function of(apiVersion: string, kind: string, fields: Fields, metadata: JsonObject = name): Resource {
  return { apiVersion, kind, metadata, ...fields };
}

function cluster(apiVersion: string, kind: string, fields: Fields, more: JsonObject = {}): Resource {
  return of(apiVersion, kind, fields, { name: 'w', ...more });
}

function pod(spec: Fields, more: JsonObject = {}): Resource {
  return of('v1', 'Pod', { spec: { containers: [app], ...spec } }, { ...name, ...more });
}

function container(fields: Fields): Resource {
  return pod({ containers: [{ ...app, ...fields }] });
}

function template(spec: Fields = {}): JsonObject {
  return { metadata: { labels }, spec: { containers: [app], ...spec } };
}

function workload(kind: string, fields: Fields, podSpec: Fields = {}): Resource {
  return of('apps/v1', kind, {
    spec: { selector: { matchLabels: labels }, template: template(podSpec), ...fields },
  });
}

function job(fields: Fields, podSpec: Fields = {}): Resource {
  return of('batch/v1', 'Job', {
    spec: { template: template({ restartPolicy: 'Never', ...podSpec }), ...fields },
  });
}

function service(fields: Fields): Resource {
  return of('v1', 'Service', { spec: { ports: [{ port: 80 }], selector: labels, ...fields } });
}

const quantities = [
  '1000m',
  '1024Mi',
  '1.5Gi',
  '0.5',
  '1000',
  '2000M',
  '1e3',
  '1024k',
  '01',
  '+1',
  '5.',
  '1.0',
  '0.1',
  '1Gi',
  '1025Ki',
  '1.1Mi',
  '123456789123',
  '1E',
  '3e-3',
  '1500000u',
  '10u',
  '0',
  '00',
  '0Mi',
  '0.5Ki',
  '1000e3',
  '9Ei',
  '100000000000000000000',
  '.5',
  '1001m',
];

const resources = (limits: JsonObject, requests?: JsonObject): JsonObject =>
  requests === undefined ? { limits } : { limits, requests };

/** Objects for an API server to default, by what they are about. */
export const inputs: Readonly<Record<string, Resource>> = {
  ...Object.fromEntries(
    quantities.map((quantity) => [
      `quantity ${quantity}`,
      container({ resources: { limits: { memory: quantity } } }),
    ]),
  ),
  ...Object.fromEntries(
    quantities.map((quantity) => [
      `size limit ${quantity}`,
      pod({ volumes: [{ name: 'e', emptyDir: { sizeLimit: quantity } }] }),
    ]),
  ),
  'quantity number': container({ resources: { limits: { memory: 1000, cpu: 0.25 } } }),
  ...Object.fromEntries(
    [
      'nginx',
      'nginx:latest',
      'registry:5000/app',
      'registry:5000/app:1',
      'registry:5000/app:latest',
      `nginx@sha256:${'a'.repeat(64)}`,
      `nginx:latest@sha256:${'a'.repeat(64)}`,
      'UPPER/case',
      'Host.example/app',
      'a--b/c__d.e',
      'nginx:',
      'localhost/app',
      '[::1]:5000/app',
      'a'.repeat(64),
      'library/nginx:Latest',
      'docker.io/nginx',
    ].map((image) => [`image ${image}`, container({ image })]),
  ),
  'empty things': container({
    args: [],
    command: [],
    env: [],
    ports: [],
    volumeMounts: [],
    securityContext: {},
    resources: {},
    stdin: false,
    workingDir: '',
  }),
  capabilities: container({
    securityContext: {
      capabilities: { add: [], drop: ['ALL'] },
      runAsUser: 0,
      runAsNonRoot: false,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: false,
      procMount: 'Default',
    },
  }),
  'seccomp and selinux': container({
    securityContext: { seccompProfile: { type: 'RuntimeDefault' }, seLinuxOptions: {}, windowsOptions: {} },
  }),
  probes: container({
    ports: [{ containerPort: 80, name: 'http' }],
    livenessProbe: {
      httpGet: { port: 'http', httpHeaders: [{ name: 'a', value: '' }] },
      initialDelaySeconds: 0,
      periodSeconds: 0,
      terminationGracePeriodSeconds: 5,
    },
    readinessProbe: { exec: { command: ['true'] }, timeoutSeconds: 4, failureThreshold: 0 },
    startupProbe: { grpc: { port: 80, service: 's' }, successThreshold: 1 },
  }),
  lifecycle: container({
    lifecycle: { postStart: { exec: { command: ['true'] } }, preStop: { sleep: { seconds: 0 } } },
  }),
  'stop signal': pod({
    os: { name: 'linux' },
    containers: [{ ...app, lifecycle: { stopSignal: 'SIGTERM' } }],
  }),
  'env sources': container({
    env: [
      { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'B', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
      { name: 'C', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
      { name: 'D', valueFrom: { configMapKeyRef: { name: 'x', key: 'k' } } },
      { name: 'E', valueFrom: { secretKeyRef: { name: 'x', key: 'k', optional: false } } },
    ],
    envFrom: [{ configMapRef: { name: 'x' } }, { prefix: '', secretRef: { name: 'y', optional: true } }],
  }),
  'resize policy': container({
    resources: resources({ cpu: '1' }),
    resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }],
  }),
  ports: container({
    ports: [
      { containerPort: 80 },
      { containerPort: 80, protocol: 'UDP', hostPort: 0, name: '' },
      { containerPort: 81, hostPort: 8081, hostIP: '' },
    ],
  }),
  'host network init ports': pod({
    hostNetwork: true,
    initContainers: [{ name: 'i', image: 'busybox:1', ports: [{ containerPort: 70 }] }],
  }),
  volumes: pod({
    serviceAccountName: 'x',
    volumes: [
      { name: 'a', azureDisk: { diskName: 'd', diskURI: 'https://x.blob.core.windows.net/d' } },
      { name: 'b', rbd: { monitors: ['m'], image: 'i' } },
      { name: 'c', scaleIO: { gateway: 'g', system: 's', secretRef: { name: 'n' }, volumeName: 'v' } },
      { name: 'd', iscsi: { targetPortal: '1.2.3.4', iqn: 'iqn.2001-04.com.example:x', lun: 1 } },
      {
        name: 'e',
        projected: {
          sources: [
            { serviceAccountToken: { path: 't', audience: '' } },
            { configMap: { name: 'x', items: [{ key: 'a', path: 'b' }] } },
            { downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }] } },
            { secret: { name: 's' } },
          ],
        },
      },
      { name: 'f', nfs: { server: 's', path: '/p' } },
      { name: 'g', csi: { driver: 'd.example' } },
      { name: 'h', image: { reference: 'shop/models' } },
      { name: 'i', hostPath: { path: '/x', type: 'Directory' } },
      { name: 'j', persistentVolumeClaim: { claimName: 'p' } },
      { name: 'k', gcePersistentDisk: { pdName: 'p' } },
      { name: 'l', emptyDir: { medium: 'Memory', sizeLimit: '1024Mi' } },
      { name: 'm', fc: { lun: 0, targetWWNs: ['x'] } },
      { name: 'n', secret: { secretName: 's', defaultMode: 0, optional: false, items: [] } },
      {
        name: 'o',
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { labels: {} },
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1500000u' } },
              selector: {},
            },
          },
        },
      },
    ],
  }),
  'pod resources': pod({
    resources: { limits: { cpu: '4', memory: '4Gi' } },
    containers: [
      { ...app, resources: { requests: { cpu: '300m' } } },
      { name: 'd', image: 'a:1', resources: { requests: { cpu: '500m' } } },
    ],
    initContainers: [
      { name: 's', image: 'a:1', restartPolicy: 'Always', resources: { requests: { cpu: '100m' } } },
      { name: 'i', image: 'a:1', resources: { requests: { cpu: '1' } } },
    ],
  }),
  'pod resources by containers': pod({
    resources: { requests: { cpu: '1' } },
    containers: [{ ...app, resources: { requests: { memory: '1Gi' } } }],
  }),
  'pod resources guaranteed': pod({ resources: { limits: { cpu: '1', memory: '1Gi' } } }),
  'pod huge pages': pod({
    resources: { limits: { cpu: '1', memory: '1Gi' } },
    containers: [{ ...app, resources: { limits: { 'hugepages-2Mi': '4Mi', cpu: '1', memory: '1Gi' } } }],
  }),
  ...Object.fromEntries(
    [
      [{ cpu: '1', memory: '1Gi' }],
      [{ cpu: '1', memory: '1Gi' }, { cpu: '1000m' }],
      [
        { cpu: '1', memory: '1Gi' },
        { cpu: '500m', memory: '1Gi' },
      ],
      [{ cpu: '1' }],
      [{ cpu: '0', memory: '0' }],
      [{ 'ephemeral-storage': '1Gi' }],
    ].map(([limits = {}, requests], index) => [
      `quality ${index}`,
      container({ resources: resources(limits, requests) }),
    ]),
  ),
  'quality of two': pod({
    containers: [
      { ...app, resources: resources({ cpu: '1', memory: '1Gi' }) },
      { name: 'd', image: 'a:1' },
    ],
  }),
  'quality with init': pod({
    containers: [{ ...app, resources: resources({ cpu: '1', memory: '1Gi' }) }],
    initContainers: [{ name: 'i', image: 'a:1', resources: resources({ cpu: '2', memory: '1Gi' }) }],
  }),
  'tolerations all': pod({ tolerations: [{ operator: 'Exists' }] }),
  'tolerations some': pod({
    tolerations: [
      { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 10 },
    ],
  }),
  'tolerations other effect': pod({
    tolerations: [{ key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoSchedule' }],
  }),
  'priority class of the system': of(
    'v1',
    'Pod',
    { spec: { containers: [app], priorityClassName: 'system-node-critical' } },
    { name: 'w', namespace: 'kube-system' },
  ),
  'service account by its old name': pod({ serviceAccount: 'old' }),
  'scheduling gates': pod({ schedulingGates: [{ name: 'shop.example/wait' }] }),
  'apparmor annotation': pod(
    {
      containers: [
        app,
        { name: 'd', image: 'a:1', securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } },
        { name: 'e', image: 'a:1' },
      ],
    },
    {
      annotations: {
        'container.apparmor.security.beta.kubernetes.io/c': 'localhost/strict',
        'container.apparmor.security.beta.kubernetes.io/e': 'runtime/default',
      },
    },
  ),
  'apparmor annotation like the pod': pod(
    { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } },
    { annotations: { 'container.apparmor.security.beta.kubernetes.io/c': 'runtime/default' } },
  ),
  'security context': pod({
    securityContext: {
      runAsUser: 1,
      fsGroup: 0,
      supplementalGroups: [],
      sysctls: [],
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    hostUsers: false,
    hostIPC: false,
    automountServiceAccountToken: false,
  }),
  'pod odds': pod({
    terminationGracePeriodSeconds: 0,
    activeDeadlineSeconds: 5,
    nodeSelector: {},
    hostAliases: [{ ip: '1.2.3.4', hostnames: [] }],
    dnsConfig: { options: [{ name: 'ndots', value: '' }] },
    readinessGates: [],
    imagePullSecrets: [{ name: 'r' }],
    setHostnameAsFQDN: false,
    subdomain: '',
    enableServiceLinks: false,
  }),
  affinity: pod({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }],
        },
      },
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, podAffinityTerm: { topologyKey: 'z', labelSelector: {} } },
        ],
      },
      podAffinity: {},
    },
  }),
  nulls: pod(
    {
      nodeSelector: null,
      volumes: null,
      containers: [{ ...app, env: null, resources: null, securityContext: null }],
    },
    { labels: null, annotations: { a: null } },
  ),
  'unknown fields': pod({ hostNetwrk: true, containers: [{ ...app, imagePullPolcy: 'x' }] }),
  'owner references': pod(
    {},
    { ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'n', uid: 'u' }], finalizers: [] },
  ),
  'status stated': of('v1', 'Pod', {
    spec: { containers: [app] },
    status: { phase: 'Running', hostIP: '1.2.3.4' },
  }),
  'generated name': of(
    'v1',
    'Pod',
    { spec: { containers: [app] } },
    { generateName: 'w-', namespace: 'default' },
  ),

  'deployment recreate': workload('Deployment', { strategy: { type: 'Recreate' }, replicas: 0 }),
  'deployment rolling': workload('Deployment', {
    strategy: { rollingUpdate: { maxSurge: 1 } },
    paused: false,
    minReadySeconds: 0,
    revisionHistoryLimit: 0,
  }),
  'deployment resources': workload(
    'Deployment',
    {},
    {
      containers: [
        { ...app, resources: resources({ cpu: '1000m', memory: '1024Mi' }), ports: [{ containerPort: 80 }] },
      ],
      hostNetwork: true,
    },
  ),
  'deployment ephemeral storage': workload(
    'Deployment',
    {},
    { tolerations: [], priorityClassName: 'gold', serviceAccount: 'x' },
  ),
  'daemonset on delete': workload('DaemonSet', { updateStrategy: { type: 'OnDelete' } }),
  'daemonset surge': workload('DaemonSet', {
    updateStrategy: { rollingUpdate: { maxSurge: '10%', maxUnavailable: 0 } },
  }),
  'replicaset zero': workload('ReplicaSet', { replicas: 0, minReadySeconds: 3 }),
  'statefulset typed': workload('StatefulSet', {
    serviceName: '',
    updateStrategy: { type: 'RollingUpdate' },
    podManagementPolicy: 'Parallel',
  }),
  'statefulset partition': workload('StatefulSet', {
    serviceName: 's',
    updateStrategy: { rollingUpdate: { partition: 2 } },
    ordinals: { start: 0 },
  }),
  'statefulset claims': workload('StatefulSet', {
    serviceName: 's',
    updateStrategy: { type: 'OnDelete' },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' },
    volumeClaimTemplates: [
      {
        metadata: { name: 'd' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1024Mi' } } },
      },
    ],
  }),
  'controller revision': of('apps/v1', 'ControllerRevision', {
    data: { any: { thing: [], none: null } },
    revision: 1,
  }),
  'replication controller with labels': of(
    'v1',
    'ReplicationController',
    { spec: { replicas: 2, selector: labels, template: template() } },
    { ...name, labels: { a: 'b' } },
  ),
  'pod template': of('v1', 'PodTemplate', { template: template() }),
  'job parallel': job({ parallelism: 2, ttlSecondsAfterFinished: 0 }),
  'job indexed': job({ completions: 3, completionMode: 'Indexed', backoffLimitPerIndex: 1 }),
  'job with policy': job({
    podFailurePolicy: {
      rules: [
        { action: 'FailJob', onPodConditions: [{ type: 'DisruptionTarget' }] },
        { action: 'Ignore', onExitCodes: { operator: 'In', values: [1] } },
      ],
    },
  }),
  'job suspended': job({ suspend: true, backoffLimit: 0, activeDeadlineSeconds: 5 }),
  'job manual': of('batch/v1', 'Job', {
    spec: {
      manualSelector: true,
      selector: { matchLabels: labels },
      template: template({ restartPolicy: 'OnFailure' }),
    },
  }),
  'cronjob full': of('batch/v1', 'CronJob', {
    spec: {
      schedule: '@daily',
      concurrencyPolicy: 'Forbid',
      suspend: true,
      timeZone: 'Etc/UTC',
      startingDeadlineSeconds: 0,
      successfulJobsHistoryLimit: 0,
      jobTemplate: {
        metadata: { labels },
        spec: { parallelism: 2, template: template({ restartPolicy: 'OnFailure' }) },
      },
    },
  }),

  'service sticky': service({ sessionAffinity: 'ClientIP' }),
  'service sticky with time': service({
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } },
  }),
  'service node port': service({
    type: 'NodePort',
    ports: [
      { port: 80, name: 'a', targetPort: 'http' },
      { port: 81, name: 'b', protocol: 'UDP', targetPort: 0 },
    ],
  }),
  'service external ips': service({ externalIPs: ['192.0.2.1'], publishNotReadyAddresses: false }),
  'service headless with selector': service({ clusterIP: 'None' }),
  'service dual': service({ ipFamilyPolicy: 'PreferDualStack' }),
  'service balancer local': service({
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    allocateLoadBalancerNodePorts: false,
    loadBalancerSourceRanges: [],
  }),
  'service addressed': service({ clusterIP: '10.0.0.77' }),
  'service headless families': of('v1', 'Service', {
    spec: { clusterIP: 'None', ipFamilies: ['IPv6'], ports: [{ port: 80 }] },
  }),
  'service external with ports': of('v1', 'Service', {
    spec: { type: 'ExternalName', externalName: 'a.b', ports: [{ port: 80 }] },
  }),
  'ingress rules': of('networking.k8s.io/v1', 'Ingress', {
    spec: {
      ingressClassName: 'x',
      rules: [
        {
          host: 'a.b',
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: { service: { name: 's', port: { name: 'http' } } } },
            ],
          },
        },
      ],
      tls: [{ hosts: [] }],
    },
  }),
  'ingress class': cluster('networking.k8s.io/v1', 'IngressClass', {
    spec: { controller: 'a.b/c', parameters: { kind: 'X', name: 'n', apiGroup: 'a.b' } },
  }),
  'network policy both': of('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        {
          to: [{ namespaceSelector: {} }],
          ports: [{ port: 53, protocol: 'UDP' }, { port: 'dns' }, { port: 1, endPort: 5 }],
        },
      ],
      ingress: [],
    },
  }),
  'network policy none': of('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: { podSelector: { matchLabels: {} } },
  }),
  endpoints: of('v1', 'Endpoints', {
    subsets: [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 80 }] }],
  }),
  'endpoint slice': of('discovery.k8s.io/v1', 'EndpointSlice', {
    addressType: 'IPv4',
    endpoints: [{ addresses: ['192.0.2.1'], conditions: {} }],
    ports: [{ port: 80 }],
  }),
  'service cidr': cluster('networking.k8s.io/v1', 'ServiceCIDR', { spec: { cidrs: ['10.9.0.0/16'] } }),

  'config map': of('v1', 'ConfigMap', { data: { a: '', b: 'c' }, binaryData: {}, immutable: false }),
  'secret texts': of('v1', 'Secret', {
    data: { a: 'Yg==', b: '' },
    stringData: { a: 'ü', c: '' },
    immutable: false,
  }),
  'secret typed': of('v1', 'Secret', { type: 'kubernetes.io/basic-auth', stringData: { username: 'u' } }),
  'service account': of('v1', 'ServiceAccount', {
    automountServiceAccountToken: false,
    secrets: [],
    imagePullSecrets: [{ name: 'r' }],
  }),
  namespace: cluster('v1', 'Namespace', {}),
  'namespace labelled': cluster(
    'v1',
    'Namespace',
    { spec: { finalizers: ['a.b/c'] } },
    { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  ),
  node: cluster('v1', 'Node', {
    spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] },
    status: { capacity: { cpu: '4000m', memory: '8192Mi' } },
  }),
  'limit range': of('v1', 'LimitRange', {
    spec: {
      limits: [
        { type: 'Container', max: { cpu: '2000m' }, min: { memory: '1024Ki' } },
        { type: 'Pod', max: { cpu: '4' } },
      ],
    },
  }),
  'limit range stated': of('v1', 'LimitRange', {
    spec: { limits: [{ type: 'Container', default: { cpu: '1' }, defaultRequest: { cpu: '500m' } }] },
  }),
  'resource quota': of('v1', 'ResourceQuota', {
    spec: { hard: { pods: '10', 'requests.cpu': '1000m', 'limits.memory': '1500000u' }, scopes: [] },
  }),
  event: of('v1', 'Event', {
    involvedObject: { kind: 'Pod', name: 'w', namespace: 'default' },
    reason: 'r',
    message: 'm',
    type: 'Normal',
  }),
  'volume claim': of('v1', 'PersistentVolumeClaim', {
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1.5Gi' } },
      storageClassName: '',
      volumeMode: 'Block',
      dataSource: { kind: 'PersistentVolumeClaim', name: 'o' },
    },
  }),
  volume: cluster('v1', 'PersistentVolume', {
    spec: {
      capacity: { storage: '1024Mi' },
      accessModes: ['ReadWriteMany'],
      persistentVolumeReclaimPolicy: 'Delete',
      nfs: { server: 's', path: '/p' },
      claimRef: { name: 'c', namespace: 'default' },
    },
  }),
  'volume azure': cluster('v1', 'PersistentVolume', {
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      azureDisk: { diskName: 'd', diskURI: 'https://x.blob.core.windows.net/d' },
    },
  }),
  'storage class': cluster('storage.k8s.io/v1', 'StorageClass', {
    provisioner: 'x/y',
    allowVolumeExpansion: false,
    parameters: {},
    mountOptions: [],
    reclaimPolicy: 'Retain',
  }),
  'csi driver': cluster('storage.k8s.io/v1', 'CSIDriver', { spec: {} }),
  'csi driver full': cluster('storage.k8s.io/v1', 'CSIDriver', {
    spec: {
      attachRequired: false,
      volumeLifecycleModes: ['Ephemeral'],
      tokenRequests: [{ audience: 'a' }],
      fsGroupPolicy: 'File',
    },
  }),
  'csi node': cluster('storage.k8s.io/v1', 'CSINode', {
    spec: { drivers: [{ name: 'd', nodeID: 'n', topologyKeys: [], allocatable: { count: 0 } }] },
  }),
  'storage capacity': of('storage.k8s.io/v1', 'CSIStorageCapacity', {
    storageClassName: 's',
    capacity: '1024Mi',
    maximumVolumeSize: '1000',
  }),
  'volume attributes class': cluster('storage.k8s.io/v1', 'VolumeAttributesClass', {
    driverName: 'd.example',
    parameters: { a: 'b' },
  }),
  'volume attachment': cluster('storage.k8s.io/v1', 'VolumeAttachment', {
    spec: { attacher: 'd.example', nodeName: 'n', source: { persistentVolumeName: 'p' } },
  }),

  'role empty': of('rbac.authorization.k8s.io/v1', 'Role', {}),
  role: of('rbac.authorization.k8s.io/v1', 'Role', {
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'], resourceNames: [] }],
  }),
  'cluster role aggregated': cluster('rbac.authorization.k8s.io/v1', 'ClusterRole', {
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: labels }] },
    rules: [],
  }),
  'role binding groups': of('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: { kind: 'Role', name: 'r' },
    subjects: [
      { kind: 'Group', name: 'g' },
      { kind: 'User', name: 'u', apiGroup: '' },
      { kind: 'ServiceAccount', name: 's', namespace: 'default' },
    ],
  }),
  'cluster role binding empty': cluster('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
    roleRef: { kind: 'ClusterRole', name: 'r', apiGroup: '' },
    subjects: [],
  }),

  'scaler behaviour': of('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: {
      maxReplicas: 3,
      minReplicas: 2,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1000m' } },
        },
      ],
      behavior: { scaleDown: { selectPolicy: 'Min' } },
    },
  }),
  'scaler behaviour up': of('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 5, policies: [{ type: 'Pods', value: 1, periodSeconds: 5 }] },
      },
    },
  }),
  'scaler first version': of('autoscaling/v1', 'HorizontalPodAutoscaler', {
    spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' } },
  }),
  'scaler first version stated': of('autoscaling/v1', 'HorizontalPodAutoscaler', {
    spec: {
      maxReplicas: 3,
      targetCPUUtilizationPercentage: 50,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
    },
  }),
  'disruption budget': of('policy/v1', 'PodDisruptionBudget', {
    spec: { minAvailable: 1, selector: { matchLabels: labels }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  }),
  'priority class': cluster('scheduling.k8s.io/v1', 'PriorityClass', {
    value: 0,
    globalDefault: false,
    description: '',
  }),
  'runtime class': cluster('node.k8s.io/v1', 'RuntimeClass', {
    handler: 'h',
    overhead: { podFixed: { cpu: '1000m', memory: '1500000u' } },
    scheduling: { nodeSelector: {} },
  }),
  lease: of('coordination.k8s.io/v1', 'Lease', { spec: { holderIdentity: '', leaseDurationSeconds: 5 } }),
  'flow schema': cluster('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', {
    spec: {
      priorityLevelConfiguration: { name: 'p' },
      distinguisherMethod: { type: 'ByUser' },
      rules: [
        {
          subjects: [{ kind: 'Group', group: { name: 'g' } }],
          nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
        },
      ],
    },
  }),
  'priority level': cluster('flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration', {
    spec: { type: 'Limited', limited: { limitResponse: { type: 'Queue', queuing: {} } } },
  }),
  'priority level exempt': cluster('flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration', {
    spec: { type: 'Limited', limited: { nominalConcurrencyShares: 0, limitResponse: { type: 'Reject' } } },
  }),
  'device claim': of('resource.k8s.io/v1', 'ResourceClaim', {
    spec: {
      devices: {
        requests: [
          { name: 'r', exactly: { deviceClassName: 'c' } },
          {
            name: 's',
            firstAvailable: [
              { name: 'a', deviceClassName: 'c' },
              { name: 'b', deviceClassName: 'd', allocationMode: 'All' },
            ],
          },
        ],
      },
    },
  }),
  'device class': cluster('resource.k8s.io/v1', 'DeviceClass', {
    spec: { selectors: [{ cel: { expression: 'true' } }] },
  }),
  'device claim template': of('resource.k8s.io/v1', 'ResourceClaimTemplate', {
    spec: { spec: { devices: { requests: [{ name: 'r', exactly: { deviceClassName: 'c', count: 2 } }] } } },
  }),

  'admission policy parameters': cluster('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', {
    spec: {
      failurePolicy: 'Ignore',
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
      matchConditions: [{ name: 'a', expression: 'true' }],
      variables: [{ name: 'v', expression: '1' }],
      matchConstraints: {
        matchPolicy: 'Exact',
        excludeResourceRules: [
          {
            apiGroups: ['*'],
            apiVersions: ['*'],
            operations: ['*'],
            resources: ['leases'],
            scope: 'Namespaced',
          },
        ],
        resourceRules: [
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            operations: ['CREATE'],
            resources: ['pods'],
            resourceNames: [],
          },
        ],
      },
      validations: [{ expression: 'true', message: 'm', reason: 'Forbidden' }],
      auditAnnotations: [{ key: 'k', valueExpression: "'v'" }],
    },
  }),
  'admission binding parameters': cluster(
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicyBinding',
    {
      spec: {
        policyName: 'w',
        validationActions: ['Warn', 'Audit'],
        paramRef: { name: 'p', parameterNotFoundAction: 'Deny' },
        matchResources: {
          resourceRules: [
            { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] },
          ],
        },
      },
    },
  ),
  'mutating policy': cluster('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', {
    spec: {
      reinvocationPolicy: 'Never',
      matchConstraints: {
        resourceRules: [
          { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] },
        ],
      },
      mutations: [
        {
          patchType: 'JSONPatch',
          jsonPatch: { expression: '[JSONPatch{op: "add", path: "/metadata/labels/a", value: "b"}]' },
        },
      ],
    },
  }),
  'mutating binding': cluster('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicyBinding', {
    spec: { policyName: 'w' },
  }),
  'mutating webhook': cluster('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', {
    webhooks: [
      {
        name: 'a.b.c',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        clientConfig: { service: { name: 's', namespace: 'default' } },
        rules: [
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            operations: ['CREATE'],
            resources: ['pods'],
            scope: 'Cluster',
          },
        ],
      },
    ],
  }),
  'validating webhooks none': cluster('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
    webhooks: [],
  }),
  'api service': cluster(
    'apiregistration.k8s.io/v1',
    'APIService',
    {
      spec: {
        group: 'a.b',
        version: 'v1',
        groupPriorityMinimum: 1000,
        versionPriority: 10,
        insecureSkipTLSVerify: true,
        service: { name: 's', namespace: 'default' },
      },
    },
    { name: 'v1.a.b' },
  ),
  definition: cluster(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    {
      spec: {
        group: 'shop.example',
        scope: 'Namespaced',
        names: { kind: 'Cart', plural: 'carts' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: {
                    type: 'object',
                    default: {},
                    properties: { a: { type: 'string', default: 'b', nullable: false } },
                  },
                },
              },
            },
            subresources: { status: {} },
          },
        ],
      },
    },
    { name: 'carts.shop.example' },
  ),

  'gated statefulset': workload('StatefulSet', {
    serviceName: 's',
    updateStrategy: { rollingUpdate: { maxUnavailable: 2 } },
  }),
  'gated source': of('v1', 'PersistentVolumeClaim', {
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
      dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'o', namespace: 'other' },
    },
  }),
  'source by reference': of('v1', 'PersistentVolumeClaim', {
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
      dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'o' },
    },
  }),
  'gated driver': cluster('storage.k8s.io/v1', 'CSIDriver', {
    spec: { preventPodSchedulingIfMissing: true },
  }),
  'gated group': pod({ schedulingGroup: { podGroupName: 'g' } }),
  'stop signal beside a hook': pod({
    os: { name: 'linux' },
    containers: [{ ...app, lifecycle: { stopSignal: 'SIGTERM', preStop: { exec: { command: ['true'] } } } }],
  }),
  'empty lifecycle': container({ lifecycle: {} }),
  'empty affinity': pod({ affinity: {}, dnsConfig: {}, securityContext: {} }),
  'job labelled': of(
    'batch/v1',
    'Job',
    { spec: { template: template({ restartPolicy: 'Never' }) } },
    { ...name, labels: { a: 'b' } },
  ),
  'job without labels': of('batch/v1', 'Job', {
    spec: { template: { spec: { containers: [app], restartPolicy: 'Never' } } },
  }),
  'node tainted': cluster('v1', 'Node', {
    spec: { taints: [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }] },
  }),
  'deployment all': workload(
    'Deployment',
    {},
    {
      volumes: [
        { name: 'p', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
        { name: 'i', image: { reference: 'a:1' } },
      ],
      serviceAccountName: 'x',
      initContainers: [
        { name: 'i', image: 'busybox', livenessProbe: { httpGet: { port: 80 } }, restartPolicy: 'Always' },
      ],
      resources: { limits: { cpu: '1000m' } },
      enableServiceLinks: true,
      priority: 0,
    },
  ),
};
