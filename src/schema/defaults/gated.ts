const core = 'io.k8s.api.core.v1.';

/** Fields behind features that are off by default in 1.36: a server drops them when an object is created. */
export const gated: ReadonlyMap<string, readonly string[]> = new Map([
  [`${core}PodSpec`, ['schedulingGroup']],
  [`${core}VolumeProjection`, ['clusterTrustBundle', 'podCertificate']],
  ['io.k8s.api.apps.v1.RollingUpdateStatefulSetStrategy', ['maxUnavailable']],
  ['io.k8s.api.storage.v1.CSIDriverSpec', ['preventPodSchedulingIfMissing']],
]);
