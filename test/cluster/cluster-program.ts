import { buildGoProgram, type Built } from './go-program.ts';

/** The Kubernetes of `go.mod`; the linker says it to the program, which would call itself 0.0.0 otherwise. */
export const kubernetes = 'v1.36.3';

/** etcd, kube-apiserver and kube-controller-manager as one program. */
export function buildCluster(): Promise<Built> {
  return buildGoProgram({ name: 'cluster', folder: import.meta.dirname, values: versionValues() });
}

function versionValues(): Readonly<Record<string, string>> {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(kubernetes) ?? [];
  const version = 'k8s.io/component-base/version.git';
  return { [`${version}Version`]: kubernetes, [`${version}Major`]: major, [`${version}Minor`]: minor };
}
