import type { Source } from '../core/rule.ts';

/** The Pod Security Standards, at one of their levels. */
export function podSecurity(section: 'Baseline' | 'Restricted'): Source {
  return {
    title: 'Pod Security Standards',
    section,
    url: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  };
}

/** A section of the CIS Kubernetes Benchmark 1.12. */
export function cis(section: string): Source {
  return {
    title: 'CIS Kubernetes Benchmark 1.12',
    section,
    url: 'https://www.cisecurity.org/benchmark/kubernetes',
  };
}

/** The Kubernetes Hardening Guide of NSA and CISA, version 1.2. */
export function nsa(section: string): Source {
  return {
    title: 'NSA/CISA Kubernetes Hardening Guide 1.2',
    section,
    url: 'https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF',
  };
}

/** A page of the Kubernetes documentation. */
export function kubernetesDocs(title: string, path: string): Source {
  return { title: `Kubernetes: ${title}`, section: null, url: `https://kubernetes.io/docs/${path}` };
}

/** What requests and limits mean. */
export const managingResources: Source = kubernetesDocs(
  'Resource management for pods and containers',
  'concepts/configuration/manage-resources-containers/',
);

/** What probes are for. */
export const probes: Source = kubernetesDocs(
  'Configure liveness, readiness and startup probes',
  'tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
);

/** A section of what CronJobs are. */
export function cronJobs(section: `#${string}`): Source {
  return kubernetesDocs('CronJob', `concepts/workloads/controllers/cron-jobs/${section}`);
}
