/**
 * The checks of the Pod Security Standards as data (`k8s.io/pod-security-admission`), each with the fields that it
 * reports, so that an exclusion can lift one of them. CEL over `variables.podSpec`, `container` and `item`.
 */
export interface PodSecurityCheck {
  readonly id: string;
  readonly level: 'baseline' | 'restricted';
  /** Kyverno's name of the control; null for a check that it cannot exclude. */
  readonly control: string | null;
  readonly reason: string;
  /** Pods for Windows are left out since this minor version. */
  readonly windowsSince?: number;
  readonly parts: readonly CheckPart[];
}

/** One field that a check looks at. */
export interface CheckPart {
  /** `pod`: once; `container`: in every container. */
  readonly on: 'pod' | 'container';
  /** Below `spec`, or below the container. */
  readonly field: string;
  /** A list of which each element is looked at as `item`. */
  readonly over?: string;
  /** True where nothing is wrong. */
  readonly right: string;
  /** The wrong value as text; null where there is none, so that any value excludes it. */
  readonly value: string | null;
  /** Elements of the list are reported together, so that one exclusion must cover them all. */
  readonly isTogether?: true;
  /** A container that says nothing is wrong, if the pod says nothing either. */
  readonly isDemanded?: true;
  /** Where the value is missing, none is reported. */
  readonly hasValue?: string;
}

/** The pod, as the checks read it. */
export const pod = 'variables.podSpec';

/** Pod and containers alike. */
export function both(
  field: string,
  part: (of: string) => Pick<CheckPart, 'right' | 'value'>,
): readonly CheckPart[] {
  return [
    { on: 'pod', field, ...part(pod) },
    { on: 'container', field, ...part('container') },
  ];
}

/** A profile of the pod and of each container that must be one of the safe kinds, if there is one. */
export function profile(name: 'seccompProfile' | 'appArmorProfile'): readonly CheckPart[] {
  return both(`securityContext.${name}.type`, (of) => ({
    right: `!${of}.?securityContext.?${name}.hasValue() || ${of}.securityContext.${name}.?type.orValue('') in ['RuntimeDefault', 'Localhost']`,
    value: `${of}.securityContext.${name}.?type.orValue('')`,
  }));
}
