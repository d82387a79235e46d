/** A body of requirements, and what of it manifests can show. */
export interface Framework {
  /** Kebab-case, unique: what `--framework` takes. */
  readonly id: string;
  readonly title: string;
  /** Its edition, or null. */
  readonly version: string | null;
  readonly url: string | null;
  /** Other names by which it is known. */
  readonly aliases: readonly string[];
  /** What a reader of its numbers must know, in one or two sentences. */
  readonly caution: string;
  readonly controls: readonly Control[];
}

/** One requirement of a framework. */
export interface Control {
  /** As the framework numbers it. */
  readonly id: string;
  /** In our own words. */
  readonly title: string;
  readonly evidence: readonly Evidence[];
  /** Why manifests cannot show it, or null where rules are evidence for it. */
  readonly unassessable: string | null;
  /** What is evidence for it all the same, where results of scans are given. */
  readonly scanned?: readonly Evidence[];
}

/**
 * How much a rule says of a control. Direct: it tests what the control asks for; partial: a part of it;
 * weak: it supports it, and decides nothing.
 */
export const strengths = ['direct', 'partial', 'weak'] as const;

export type Strength = (typeof strengths)[number];

/**
 * Who says that a rule is evidence. Corroborated: two or more public mappings; single: one;
 * inferred: ours, from the text, which needs an auditor; own: the organization's.
 */
export const confidences = ['corroborated', 'single', 'inferred', 'own'] as const;

export type Confidence = (typeof confidences)[number];

/** A rule that says something of a control. */
export interface Evidence {
  /** The rule's id. */
  readonly rule: string;
  readonly strength: Strength;
  readonly confidence: Confidence;
}
