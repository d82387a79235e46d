/** What the id of a policy that was read says of it. */
export interface PolicyId {
  /** Null for a rule of ours, whose id is its name. */
  readonly kind: string | null;
  /** Of a policy that lives in a namespace. */
  readonly namespace: string | null;
  readonly name: string;
  /** The rule within a ClusterPolicy or Policy of Kyverno. */
  readonly rule: string | null;
  /**
   * Which of the policies that autogen made, where it gives no name: `defaults`, `cronjobs`, `extract`; `delete` for
   * what a rule demands of what is deleted.
   */
  readonly variant: string | null;
}

/** `Kind/name`, `Kind/namespace/name`, `Kind/name#rule`, `Kind/name@variant`; the name alone for a rule of ours. */
export function policyId({ kind, namespace, name, rule, variant }: PolicyId): string {
  const place = [kind, namespace, name].filter((part) => part !== null).join('/');
  return `${place}${rule === null ? '' : `#${rule}`}${variant === null ? '' : `@${variant}`}`;
}

/** The parts of an id that `policyId` made. A rule may have any name, so of it only `@delete` is cut. */
export function readPolicyId(id: string): PolicyId {
  const [place = '', named = null] = cut(id, '#');
  if (named?.endsWith(onDeletion) === true)
    return { ...readPlace(place), rule: named.slice(0, -onDeletion.length), variant: 'delete' };
  if (named !== null) return { ...readPlace(place), rule: named, variant: null };
  const [names = '', variant = null] = cut(place, '@');
  return { ...readPlace(names), rule: null, variant };
}

const onDeletion = '@delete';

function readPlace(place: string): Pick<PolicyId, 'kind' | 'namespace' | 'name'> {
  const [name = '', ...more] = place.split('/').toReversed();
  const [kind = null, namespace = null] = more.toReversed();
  return { kind, namespace, name };
}

/** The text before and after the first separator; the whole where there is none. */
function cut(text: string, separator: string): readonly string[] {
  const found = text.indexOf(separator);
  return found < 0 ? [text] : [text.slice(0, found), text.slice(found + 1)];
}
