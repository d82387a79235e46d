/**
 * CEL for whether an amount is stated that is more than nothing. What is no quantity counts as stated: the API
 * server refuses it, and the schema says so.
 * @param list where the amounts are, such as `c.resources.?limits`
 */
function stated(list: string, resource: string): string {
  return `${list}[?'${resource}'].optMap(q, !isQuantity(string(q)) || quantity(string(q)).isGreaterThan(quantity('0'))).orValue(false)`;
}

/**
 * CEL for a request of each container and sidecar, where the pod has none of its own. A limit alone is taken for the
 * request, too.
 */
export function requested(resource: string): string {
  return orOfPod(
    ['limits', 'requests'].map((list) => stated(`variables.podSpec.?resources.?${list}`, resource)),
    everyContainer(
      `(${stated('c.resources.?limits', resource)} ? true : ${stated('c.resources.?requests', resource)})`,
    ),
  );
}

/** CEL for a limit of each container and sidecar, where the pod has none of its own. */
export function limited(resource: string, { ofPod = true } = {}): string {
  const each = everyContainer(stated('c.resources.?limits', resource));
  return ofPod ? orOfPod([stated('variables.podSpec.?resources.?limits', resource)], each) : each;
}

// A container without any `resources` lacks that one field, which is then the place.
function everyContainer(condition: string): string {
  return `variables.mains.all(c, has(c.resources) && ${condition})`;
}

// Resources of the pod as a whole are on by default since 1.34 (KEP-2837).
function orOfPod(ofPod: readonly string[], each: string): string {
  const pod = ofPod.length === 1 ? ofPod.join('') : `(${ofPod.join(' || ')})`;
  return `variables.minor >= 34 && ${pod} ? true : ${each}`;
}
