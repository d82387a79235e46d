import type { Environment } from '../cel/environment/environment.ts';
import { kubernetes, kubernetesMutation } from '../cel/environment/kubernetes.ts';
import { kyverno, kyvernoClassic, kyvernoMutating } from '../cel/environment/kyverno.ts';
import { WritError } from '../core/errors.ts';
import type { PolicyDialect } from '../dialects/dialect.ts';
import { parse as parseClusterPolicy } from '../dialects/kyverno-clusterpolicy/parse.ts';
import { render as renderClusterPolicy } from '../dialects/kyverno-clusterpolicy/render.ts';
import { parse as parseMutating } from '../dialects/kyverno-mutating/parse.ts';
import { render as renderMutating } from '../dialects/kyverno-mutating/render.ts';
import { parse as parseValidating } from '../dialects/kyverno-validating/parse.ts';
import { render as renderValidating } from '../dialects/kyverno-validating/render.ts';
import { parse as parseMap } from '../dialects/map/parse.ts';
import { render as renderMap } from '../dialects/map/render.ts';
import { vap } from '../dialects/vap/vap.ts';

/** What a policy can be enforced as, by the name of the flag. */
export const targetNames = ['vap', 'kyverno', 'kyverno-clusterpolicy', 'map', 'kyverno-mutating'] as const;

/** Those that judge objects, and change none. */
export const validatingTargets = ['vap', 'kyverno', 'kyverno-clusterpolicy'] as const;

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
  const kubernetesVersion = `1.${versions.kubernetes}` as const;
  const kyvernoVersion = `1.${versions.kyverno}` as const;
  const ofServer = {
    name,
    version: kubernetesVersion,
    runtime: `Kubernetes ${kubernetesVersion}`,
    hasBindings: true,
    matches: 'resources' as const,
  };
  const ofKyverno = {
    name,
    version: kyvernoVersion,
    runtime: `Kyverno ${kyvernoVersion}`,
    hasBindings: false,
    matches: 'resources' as const,
    changes: false,
  };
  const classic: Target = {
    ...ofKyverno,
    dialect: clusterPolicy,
    environment: kyvernoClassic(versions.kyverno),
    matches: 'kinds',
  };
  switch (name) {
    case 'vap':
      return { ...ofServer, dialect: vap, environment: kubernetes(versions.kubernetes), changes: false };
    case 'map': {
      const environment = kubernetesMutation(versions.kubernetes);
      return { ...ofServer, dialect: map, environment, changes: true };
    }
    case 'kyverno':
      return versions.kyverno < 14
        ? classic
        : { ...ofKyverno, dialect: validating, environment: kyverno(versions.kyverno) };
    case 'kyverno-clusterpolicy':
      return classic;
    case 'kyverno-mutating': {
      const environment = kyvernoMutating(versions.kyverno);
      return { ...ofKyverno, dialect: mutating, environment, changes: true };
    }
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

const validating: PolicyDialect = {
  name: 'kyverno-validating',
  parse: parseValidating,
  render: renderValidating,
};

const clusterPolicy: PolicyDialect = {
  name: 'kyverno-clusterpolicy',
  parse: parseClusterPolicy,
  render: renderClusterPolicy,
};

const mutating: PolicyDialect = { name: 'kyverno-mutating', parse: parseMutating, render: renderMutating };

const map: PolicyDialect = { name: 'map', parse: parseMap, render: renderMap };
