/** A right that roles give: any of these verbs on any of these resources of any of these API groups. */
export interface Right {
  readonly groups: readonly string[];
  /** Plural, with `/subresource` where one is meant. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/**
 * The CEL condition that no rule of a role gives the right, by name or wildcard; its place is the list of resources.
 * A rule for named objects is let through unless it names one of `names`, where the empty name stands for requests
 * that have none; null: names make no difference.
 */
export function withholds(
  right: Right,
  names: readonly string[] | null = [''],
  verbs: readonly string[] = [...right.verbs, '*'],
): string {
  const gives = [
    oneIn([...right.groups, '*'], 'r.?apiGroups.orValue([])'),
    oneIn(verbs, 'r.?verbs.orValue([])'),
    ...(names === null
      ? []
      : [`(size(r.?resourceNames.orValue([])) == 0 || ${oneIn(names, 'r.resourceNames')})`]),
  ].join(' && ');
  return `variables.rules.all(r, ${gives} ? ${list(named(right))}.all(s, !(s in r.?resources.orValue([]))) : true)`;
}

/** How rules may name the resources: as they are, every resource, and for subresources that of every resource. */
export function named({ resources }: Right): readonly string[] {
  const ofAll = resources.flatMap((name) => (name.includes('/') ? [name.replace(/^[^/]*/, '*')] : []));
  return [...resources, ...new Set(ofAll), '*'];
}

function list(texts: readonly string[]): string {
  return `[${texts.map((text) => `'${text}'`).join(', ')}]`;
}

function oneIn(texts: readonly string[], found: string): string {
  return texts.length === 1 ? `'${texts[0]}' in ${found}` : `${list(texts)}.exists(x, x in ${found})`;
}
