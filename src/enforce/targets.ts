import type { Environment } from '../cel/environment/environment.ts';
import { environmentOf } from '../check/dialect-environments.ts';
import { WritError } from '../core/errors.ts';
import type { Dialect } from '../core/policy.ts';
import type { PolicyDialect } from '../dialects/dialect.ts';
import { parse as parseClusterPolicy } from '../dialects/kyverno-clusterpolicy/parse.ts';
import { render as renderClusterPolicy } from '../dialects/kyverno-clusterpolicy/render.ts';
import { parse as parseValidating } from '../dialects/kyverno-validating/parse.ts';
import { render as renderValidating } from '../dialects/kyverno-validating/render.ts';
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
  /** How it says what it is for. */
  readonly matches: 'resources' | 'kinds';
  /** Whether it changes objects instead of judging them. */
  readonly changes: boolean;
}

/**
 * The target of a name in a cluster of these versions.
 * @throws {WritError} `TARGET_UNSUPPORTED` where that version cannot run it
 */
export function targetFor(name: TargetName, versions: ClusterVersions): Target {
  refuseOld(name, versions);
  switch (name) {
    case 'vap':
      return kubernetesTarget(name, vap, versions);
    case 'kyverno':
      return kyvernoTarget(name, versions.kyverno >= 14 ? validating : clusterPolicy, versions);
    case 'kyverno-clusterpolicy':
      return kyvernoTarget(name, clusterPolicy, versions);
    default:
      throw new WritError('TARGET_UNSUPPORTED', `\`${name}\` is not there yet`);
  }
}

/** By target the oldest minor that runs it, and what does instead. */
const oldest: Readonly<
  Record<TargetName, { readonly minor: number; readonly what: string; readonly hint: string }>
> = {
  vap: {
    minor: 30,
    what: 'ValidatingAdmissionPolicies in a stable version',
    hint: 'Choose `--target kyverno`.',
  },
  kyverno: {
    minor: 11,
    what: 'policies in CEL',
    hint: 'Choose `--target vap`: the API server runs it without Kyverno, from Kubernetes 1.30 on.',
  },
  'kyverno-clusterpolicy': {
    minor: 11,
    what: 'policies in CEL',
    hint: 'Choose `--target vap`: the API server runs it without Kyverno, from Kubernetes 1.30 on.',
  },
  map: {
    minor: 32,
    what: 'MutatingAdmissionPolicies',
    hint: 'Choose `--target kyverno-mutating`, with Kyverno 1.15 or newer.',
  },
  'kyverno-mutating': {
    minor: 15,
    what: 'MutatingPolicies',
    hint: 'Choose `--target map`: the API server runs it without Kyverno, from Kubernetes 1.36 on.',
  },
};

function refuseOld(name: TargetName, versions: ClusterVersions): void {
  const { minor, what, hint } = oldest[name];
  const runner = name === 'vap' || name === 'map' ? 'Kubernetes' : 'Kyverno';
  const given = runner === 'Kubernetes' ? versions.kubernetes : versions.kyverno;
  if (given >= minor) return;
  throw new WritError(
    'TARGET_UNSUPPORTED',
    `${runner} 1.${given} has no ${what}, which came with 1.${minor}`,
    { hint },
  );
}

type Named<Name extends Dialect['name']> = PolicyDialect & { readonly name: Name };

const validating: Named<'kyverno-validating'> = {
  name: 'kyverno-validating',
  parse: parseValidating,
  render: renderValidating,
};

const clusterPolicy: Named<'kyverno-clusterpolicy'> = {
  name: 'kyverno-clusterpolicy',
  parse: parseClusterPolicy,
  render: renderClusterPolicy,
};

function kubernetesTarget(name: TargetName, dialect: PolicyDialect, { kubernetes }: ClusterVersions): Target {
  const version = `1.${kubernetes}` as const;
  const changes = name === 'map';
  return {
    name,
    dialect,
    version,
    runtime: `Kubernetes ${version}`,
    environment: environmentOf({ name: changes ? 'map' : 'vap', version }),
    hasBindings: true,
    matches: 'resources',
    changes,
  };
}

function kyvernoTarget(
  name: TargetName,
  dialect: Named<'kyverno-validating' | 'kyverno-clusterpolicy' | 'kyverno-mutating'>,
  { kyverno }: ClusterVersions,
): Target {
  const version = `1.${kyverno}` as const;
  return {
    name,
    dialect,
    version,
    runtime: `Kyverno ${version}`,
    environment: environmentOf({ name: dialect.name, version }),
    hasBindings: false,
    matches: dialect.name === 'kyverno-clusterpolicy' ? 'kinds' : 'resources',
    changes: dialect.name === 'kyverno-mutating',
  };
}
