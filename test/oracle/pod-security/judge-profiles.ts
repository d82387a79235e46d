import { bind } from '../../../src/ask/bind.ts';
import { kubernetes } from '../../../src/cel/environment/kubernetes.ts';
import { createJudge, type Judge } from '../../../src/check/judge.ts';
import { requestOf } from '../../../src/check/request-of.ts';
import type { Resource } from '../../../src/core/resource.ts';
import type { Bench } from '../../../src/prove/law.ts';
import { profiles } from '../../../src/rules/profiles.ts';
import { rules } from '../../../src/rules/index.ts';

/** What Pod Security says of a pod, in the words of its evaluator. */
export interface Verdict {
  readonly baseline: boolean;
  readonly restricted: boolean;
  /** The checks that exist in the version, and whether the pod passes each. */
  readonly checks: Readonly<Record<string, boolean>>;
}

/** Verdicts kept for machines without Go. */
export interface FrozenVerdicts {
  readonly source: string;
  readonly seed: number;
  readonly cases: readonly {
    readonly pod: Resource;
    readonly minor: number;
    readonly verdict: Verdict;
  }[];
}

/** The rules that are one check of Pod Security: it fails where any of them is broken. */
export const rulesOf: Readonly<Record<string, readonly string[]>> = {
  allowPrivilegeEscalation: ['privilege-escalation'],
  appArmorProfile: ['apparmor-override'],
  capabilities_baseline: ['added-capabilities'],
  capabilities_restricted: ['capabilities-drop-all'],
  hostNamespaces: ['host-network', 'host-pid', 'host-ipc'],
  hostPathVolumes: ['hostpath-volume'],
  hostPorts: ['host-port'],
  hostProbesAndHostLifecycle: ['probe-lifecycle-host'],
  privileged: ['privileged-container'],
  procMount: ['proc-mount'],
  procMount_restricted: ['proc-mount-strict'],
  restrictedVolumes: ['restricted-volume-types'],
  runAsNonRoot: ['run-as-non-root'],
  runAsUser: ['run-as-root-uid'],
  seLinuxOptions: ['selinux-options'],
  seccompProfile_baseline: ['seccomp-unconfined'],
  seccompProfile_restricted: ['seccomp-required'],
  sysctls: ['unsafe-sysctls'],
  windowsHostProcess: ['windows-host-process'],
};

/** Which rules of the profile `restricted` a pod breaks in a minor version; an error is no pass. */
export function judgeProfiles(bench: Bench): (pod: Resource, minor: number) => ReadonlySet<string> {
  const chosen = rules.filter(({ id }) => profiles.restricted.rules.includes(id));
  const judges = new Map<number, Judge>();
  const judgeOf = (minor: number): Judge => {
    const known = judges.get(minor);
    if (known !== undefined) return known;
    const policies = chosen.map((rule) => bind(rule, {}, { minor }));
    const judge = createJudge(policies, { environment: kubernetes(minor), form: 'budget' });
    judges.set(minor, judge);
    return judge;
  };
  return (pod, minor) => {
    const verdicts = judgeOf(minor).judge(requestOf(pod, bench.kinds), bench.facts);
    if (verdicts.length !== chosen.length) throw new Error('a rule is not concerned with a Pod');
    return new Set(
      verdicts.filter(({ outcome }) => outcome.result !== 'pass').map(({ policy }) => policy.id),
    );
  };
}

/** Whether a profile admits a pod that breaks these rules. */
export function admits(profile: 'baseline' | 'restricted', broken: ReadonlySet<string>): boolean {
  return profiles[profile].rules.every((id) => !broken.has(id));
}

/** Where rules and Pod Security differ: levels first, then single checks. */
export function differences(broken: ReadonlySet<string>, verdict: Verdict): readonly string[] {
  const levels = (['baseline', 'restricted'] as const)
    .filter((level) => admits(level, broken) !== verdict[level])
    .map((level) => `${level} admits: ${verdict[level]} there, ${!verdict[level]} here`);
  const checks = Object.entries(verdict.checks).filter(([check, passed]) => {
    const ids = rulesOf[check];
    if (ids === undefined) throw new Error(`no rule is the check \`${check}\``);
    return ids.every((id) => !broken.has(id)) !== passed;
  });
  return [...levels, ...checks.map(([check, passed]) => `${check} passes: ${passed} there, ${!passed} here`)];
}
