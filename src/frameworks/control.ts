import type { Confidence, Control, Evidence, Strength } from './framework.ts';

/** A control for which rules are evidence. */
export function assessed(id: string, title: string, evidence: readonly Evidence[]): Control {
  return { id, title, evidence, unassessable: null };
}

/** A control, or a family of them, that manifests say nothing of. */
export function beyond(id: string, title: string, unassessable: string): Control {
  return { id, title, evidence: [], unassessable };
}

/** A control that manifests say nothing of, and the results of scans of images do. */
export function scanned(id: string, title: string, evidence: readonly Evidence[]): Control {
  return { id, title, evidence: [], unassessable: needsScan, scanned: evidence };
}

/** Why a control is not assessed without the results of a scan. */
export const needsScan = 'It is found in images: name the results of a scan with `--vulnerabilities FILE`.';

/** Rules that test what a control asks for. */
export function direct(confidence: Confidence, ...rules: readonly string[]): readonly Evidence[] {
  return graded('direct', confidence, rules);
}

/** Rules that test a part of what a control asks for. */
export function partial(confidence: Confidence, ...rules: readonly string[]): readonly Evidence[] {
  return graded('partial', confidence, rules);
}

/** Rules that support a control, and never decide it. */
export function weak(confidence: Confidence, ...rules: readonly string[]): readonly Evidence[] {
  return graded('weak', confidence, rules);
}

function graded(strength: Strength, confidence: Confidence, rules: readonly string[]): readonly Evidence[] {
  return rules.map((rule) => ({ rule, strength, confidence }));
}
