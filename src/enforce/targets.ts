import { kubernetes } from '../cel/environment/kubernetes.ts';
import type { Environment } from '../cel/environment/environment.ts';
import { WritError } from '../core/errors.ts';
import type { PolicyDialect } from '../dialects/dialect.ts';
import { vap } from '../dialects/vap/vap.ts';

/** What a policy can be enforced as, by the name of the flag. */
export const targetNames = ['vap', 'kyverno', 'kyverno-clusterpolicy', 'map', 'kyverno-mutating'] as const;

export type TargetName = (typeof targetNames)[number];

/** For which cluster something is written: minors, 36 for Kubernetes 1.36. */
export interface ClusterVersions {
  readonly kubernetes: number;
  readonly kyverno: number;
}

/** A language of policies in one version, ready to be written. */
export interface Target {
  readonly name: TargetName;
  readonly dialect: PolicyDialect;
  readonly version: `1.${number}`;
  /** What runs it, in words: `Kubernetes 1.36`. */
  readonly runtime: string;
  /** What its expressions may use. */
  readonly environment: Environment;
  /** Whether where and how are said by an object of their own. */
  readonly hasBindings: boolean;
  /** Whether it changes objects instead of judging them. */
  readonly changes: boolean;
}

/**
 * The target of a name in a cluster of these versions.
 * @throws {WritError} `TARGET_UNSUPPORTED` where that version cannot run it
 */
export function targetFor(name: TargetName, versions: ClusterVersions): Target {
  switch (name) {
    case 'vap':
      return {
        name,
        dialect: vap,
        version: `1.${versions.kubernetes}`,
        runtime: `Kubernetes 1.${versions.kubernetes}`,
        environment: kubernetes(versions.kubernetes),
        hasBindings: true,
        changes: false,
      };
    default:
      throw new WritError('TARGET_UNSUPPORTED', `\`${name}\` is not there yet`);
  }
}
