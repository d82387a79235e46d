import { peers, tools, type Tool } from '../rules/peers.ts';

/** Rules of ours and checks of other tools that stand for the same. */
export interface Equivalents {
  /** Ids of rules that a tool's check stands for; empty where there is none. */
  rulesOf(tool: Tool, check: string): readonly string[];
  /** What a tool calls a rule; empty where it has nothing like it. */
  checksOf(tool: Tool, rule: string): readonly string[];
}

/** The equivalents of the rules that there are. */
export function equivalentsOf(rules: readonly string[]): Equivalents {
  const known = new Set(rules);
  const byCheck = new Map<string, string[]>();
  for (const [rule, checks] of Object.entries(peers)) {
    if (!known.has(rule)) continue;
    for (const tool of tools)
      for (const check of checks[tool] ?? []) {
        const key = keyOf(tool, check);
        byCheck.set(key, [...(byCheck.get(key) ?? []), rule]);
      }
  }
  return {
    rulesOf(tool, check) {
      const found = byCheck.get(keyOf(tool, check)) ?? [];
      // Policies that are written here are named as their rules.
      return found.length === 0 && tool === 'kyverno' && known.has(check) ? [check] : found;
    },
    checksOf: (tool, rule) =>
      known.has(rule) && Object.hasOwn(peers, rule) ? (peers[rule]?.[tool] ?? []) : [],
  };
}

/** Trivy has called one check `KSV017`, `AVD-KSV-0017` and `KSV-0017`; nobody means two by the case of letters. */
function keyOf(tool: Tool, check: string): string {
  const lower = check.trim().toLowerCase();
  const trivy = /^(?:avd-)?ksv-?0*(\d+)$/.exec(lower);
  return tool === 'trivy' && trivy !== null ? `trivy ksv ${trivy[1]}` : `${tool} ${lower}`;
}
