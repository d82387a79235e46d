import { equivalents } from './equivalents.ts';
import { peerNames, type PeerName } from './peers.ts';

/** Tools of which settings and exceptions can be taken over. */
export const tools = ['kyverno', 'kube-linter', 'polaris', 'checkov', 'trivy', 'kubescape'] as const;

export type Tool = (typeof tools)[number];

/** Rules of ours and checks of other tools that stand for the same. */
export interface Equivalents {
  /** Ids of rules that a tool's check stands for; empty where there is none. */
  rulesOf(tool: PeerName, check: string): readonly string[];
  /** What a tool calls a rule; empty where it has nothing like it. */
  checksOf(tool: PeerName, rule: string): readonly string[];
  /** Every check of a tool that stands for a rule. */
  allOf(tool: PeerName): readonly string[];
}

/** The equivalents of the rules that there are. */
export function equivalentsOf(rules: readonly string[]): Equivalents {
  const known = new Set(rules);
  const byCheck = new Map<string, string[]>();
  for (const rule of rules)
    for (const tool of peerNames)
      for (const check of checksOf(tool, rule)) {
        const key = keyOf(tool, check);
        byCheck.set(key, [...(byCheck.get(key) ?? []), rule]);
      }
  return {
    rulesOf(tool, check) {
      const found = byCheck.get(keyOf(tool, check)) ?? [];
      // Policies that are written here are named as their rules.
      return found.length === 0 && tool === 'kyverno' && known.has(check) ? [check] : found;
    },
    checksOf: (tool, rule) => (known.has(rule) ? checksOf(tool, rule) : []),
    allOf: (tool) => rules.flatMap((rule) => checksOf(tool, rule)),
  };
}

/** By their full names: one that ends in `*` stands for many and can be neither lifted nor looked for. */
function checksOf(tool: PeerName, rule: string): readonly string[] {
  const prefix = `${tool}:`;
  return (equivalents.get(rule) ?? []).flatMap((name) =>
    name.startsWith(prefix) && !name.endsWith('*') ? [name.slice(prefix.length)] : [],
  );
}

/** Trivy has called one check `KSV017`, `AVD-KSV-0017` and `KSV-0017`; nobody means two by the case of letters. */
function keyOf(tool: PeerName, check: string): string {
  const lower = check.trim().toLowerCase();
  const trivy = /^(?:avd-)?ksv-?0*(\d{1,6})$/.exec(lower);
  return tool === 'trivy' && trivy !== null ? `trivy ksv ${trivy[1]}` : `${tool} ${lower}`;
}
