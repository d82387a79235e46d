/**
 * What a field holds, as far as its name and place tell. `name` is text that cannot hold `*` or `?`, since the
 * API server checks it; `numeric` and `quantity` may be written as numbers or text.
 */
export type FieldKind =
  | 'text'
  | 'name'
  | 'boolean'
  | 'integer'
  | 'quantity'
  | 'texts'
  | 'names'
  | 'integers'
  | 'list'
  | 'map'
  | 'any'
  /** The same where an error would count: what is no text is no text. */
  | 'loose';

function table(kind: FieldKind, names: string): readonly (readonly [string, FieldKind])[] {
  return names.split(/\s+/).map((name) => [name, kind]);
}

/** Fields that mean the same wherever Kubernetes has them. */
const kinds: ReadonlyMap<string, FieldKind> = new Map([
  ...table(
    'name',
    `apiVersion kind name namespace generateName uid operation serviceAccountName serviceAccount claimName
    storageClassName ingressClassName priorityClassName runtimeClassName schedulerName nodeName configMapName
    secretName volumeName containerName imagePullPolicy restartPolicy dnsPolicy protocol pathType effect
    concurrencyPolicy externalTrafficPolicy internalTrafficPolicy sessionAffinity reclaimPolicy
    persistentVolumeReclaimPolicy volumeBindingMode mountPropagation procMount whenUnsatisfiable topologyKey
    terminationMessagePolicy preemptionPolicy podManagementPolicy fsGroupChangePolicy clusterIP gateway`,
  ),
  ...table(
    'text',
    `image message path mountPath subPath host hostname ip cidr url uri registry repository schedule
    localhostProfile address apiGroup externalName loadBalancerIP driver provisioner reason value version server
    key prefix group user role level medium username type operator`,
  ),
  ...table(
    'boolean',
    `allocateLoadBalancerNodePorts allowPrivilegeEscalation allowVolumeExpansion automountServiceAccountToken
    blockOwnerDeletion enableServiceLinks hostIPC hostNetwork hostPID hostProcess hostUsers immutable optional
    paused privileged publishNotReadyAddresses readOnly readOnlyRootFilesystem runAsNonRoot
    setHostnameAsFQDN shareProcessNamespace stdin stdinOnce suspend tty unschedulable`,
  ),
  ...table(
    'integer',
    `activeDeadlineSeconds averageUtilization backoffLimit completions containerPort defaultMode
    expirationSeconds failedJobsHistoryLimit failureThreshold fsGroup generation healthCheckNodePort hostPort
    initialDelaySeconds maxReplicas maxSkew minReadySeconds minReplicas nodePort parallelism periodSeconds
    progressDeadlineSeconds replicas revisionHistoryLimit runAsGroup runAsUser startingDeadlineSeconds
    successfulJobsHistoryLimit successThreshold targetCPUUtilizationPercentage terminationGracePeriodSeconds
    timeoutSeconds tolerationSeconds ttlSecondsAfterFinished`,
  ),
  ...table('quantity', 'cpu memory storage ephemeral-storage sizeLimit'),
  ...table(
    'texts',
    `accessModes add apiGroups args cidrs clusterIPs command drop except externalIPs finalizers hostnames hosts
    loadBalancerSourceRanges mountOptions nameservers nonResourceURLs resourceNames scopes searches verbs
    groups`,
  ),
  ...table('names', 'names namespaces policyTypes ipFamilies topologyKeys'),
  ...table('integers', 'supplementalGroups'),
  ...table(
    'list',
    `addresses conditions containers egress env envFrom ephemeralContainers from hostAliases httpHeaders
    imagePullSecrets ingress initContainers items managedFields matchExpressions metrics
    nodeSelectorTerms ownerReferences paths ports rules subjects subsets sysctls taints tls to tolerations
    topologySpreadConstraints volumeClaimTemplates volumeDevices volumeMounts volumes`,
  ),
  ...table(
    'map',
    `affinity allowedTopologies annotations backend capabilities configMap data defaultBackend emptyDir hostPath
    httpGet jobTemplate labels lifecycle limits livenessProbe matchLabels metadata namespaceSelector nodeSelector
    podAffinity podAntiAffinity podSelector readinessProbe requests roleRef rollingUpdate secret secretKeyRef
    secretRef seccompProfile seLinuxOptions securityContext selector spec startupProbe strategy stringData
    template valueFrom volumeAttributes windowsOptions`,
  ),
]);

/** What the entries of these maps hold. */
const entries: ReadonlyMap<string, FieldKind> = new Map([
  ...table('text', 'annotations data stringData volumeAttributes'),
  ...table('name', 'labels matchLabels nodeSelector'),
  ...table('quantity', 'requests limits hard capacity overhead max min default defaultRequest'),
]);

/** What a field holds that stands in another; a name in the plural of which nothing is known may be a list. */
export function fieldKind(parent: string | null, name: string): FieldKind {
  if (parent !== null) {
    const entry = entries.get(parent);
    if (entry !== undefined) return entry;
  }
  return kinds.get(name) ?? 'any';
}

/** Whether nothing is known of a field. */
export function isAny(kind: FieldKind): boolean {
  return kind === 'any' || kind === 'loose';
}

/** What the elements of a list hold. */
export function elementKind(kind: FieldKind): FieldKind {
  if (kind === 'texts') return 'text';
  if (kind === 'names') return 'name';
  if (kind === 'integers') return 'integer';
  return kind === 'loose' ? 'loose' : 'any';
}

/** Whether a field of which nothing is known may be a list, by its name. */
export function isPlural(name: string): boolean {
  return /[^s]s$/.test(name);
}
