import { copyMissing, ensureObject, get, isEmpty, objectIn, objectsIn, put, type Draft } from './draft.ts';
import { formatQuantity, parseQuantity, type Quantity } from './quantity.ts';

type Amounts = ReadonlyMap<string, Quantity>;

/** Amounts of a container's or pod's resource list; entries that are no quantity are left out. */
export function amounts(holder: Draft | undefined, list: 'requests' | 'limits'): Amounts {
  const entries = Object.entries(objectIn(objectIn(holder, 'resources'), list) ?? {});
  return new Map(
    entries.flatMap(([name, value]) => {
      const quantity =
        typeof value === 'string' || typeof value === 'number' ? parseQuantity(String(value).trim()) : null;
      return quantity === null ? [] : [[name, quantity] as const];
    }),
  );
}

/** Two lists as one, entries of one name added. */
export function sum(a: Amounts, b: Amounts): Amounts {
  const total = new Map(a);
  for (const [name, { nanos, format }] of b) {
    const known = total.get(name);
    total.set(name, { nanos: nanos + (known?.nanos ?? 0n), format: known?.format ?? format });
  }
  return total;
}

function largest(a: Amounts, b: Amounts): Amounts {
  const most = new Map(a);
  for (const [name, quantity] of b)
    if (quantity.nanos > (most.get(name)?.nanos ?? -1n)) most.set(name, quantity);
  return most;
}

/** What all containers of a pod need together: init containers one after the other, sidecars beside the rest (KEP-753). */
function aggregate(spec: Draft, list: 'requests' | 'limits'): Amounts {
  let total: Amounts = new Map();
  let sidecars: Amounts = new Map();
  let starting: Amounts = new Map();
  for (const container of objectsIn(spec, 'containers')) total = sum(total, amounts(container, list));
  for (const container of objectsIn(spec, 'initContainers')) {
    const own = amounts(container, list);
    if (get(container, 'restartPolicy') === 'Always') {
      total = sum(total, own);
      sidecars = sum(sidecars, own);
      starting = largest(starting, sidecars);
    } else starting = largest(starting, sum(own, sidecars));
  }
  return largest(total, starting);
}

/** Resources stated for the whole pod are completed from its containers (KEP-2837). */
export function fillPodResources(spec: Draft): void {
  const resources = objectIn(spec, 'resources');
  if (resources === undefined) return;
  if (!isEmpty(get(resources, 'limits')) || !isEmpty(get(resources, 'requests')))
    fillHugePageLimits(spec, resources);
  if (isEmpty(get(resources, 'limits'))) return;
  const requests = ensureObject(resources, 'requests');
  for (const [name, quantity] of aggregate(spec, 'requests'))
    if (name === 'cpu' || name === 'memory') setMissing(requests, name, quantity);
  const limits = Object.entries(objectIn(resources, 'limits') ?? {});
  copyMissing(Object.fromEntries(limits.filter(([name]) => isPodLevel(name))), requests);
}

function fillHugePageLimits(spec: Draft, resources: Draft): void {
  const requests = objectIn(resources, 'requests') ?? {};
  for (const [name, quantity] of aggregate(spec, 'limits'))
    if (name.startsWith('hugepages-') && get(requests, name) === undefined)
      setMissing(ensureObject(resources, 'limits'), name, quantity);
}

function setMissing(list: Draft, name: string, quantity: Quantity): void {
  if (get(list, name) === undefined) put(list, name, formatQuantity(quantity));
}

function isPodLevel(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
}

/** A pod's quality of service, as `ComputePodQOS` counts it. */
export function qualityOfService(spec: Draft): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const whole = objectIn(spec, 'resources') !== undefined;
  const holders = whole ? [spec] : [...objectsIn(spec, 'containers'), ...objectsIn(spec, 'initContainers')];
  const requests = holders.map((holder) => computed(amounts(holder, 'requests')));
  const limits = holders.map((holder) => computed(amounts(holder, 'limits')));
  const needed = requests.reduce(sum, new Map());
  const allowed = limits.reduce(sum, new Map());
  if (needed.size === 0 && allowed.size === 0) return 'BestEffort';
  // A pod that states limits of its own is judged by them; one that states only requests has none to miss.
  const judged = whole ? limits.filter((list) => list.size > 0) : limits;
  const complete = judged.every((list) => list.size === 2);
  const equal = [...needed].every(([name, { nanos }]) => allowed.get(name)?.nanos === nanos);
  return complete && equal && needed.size === allowed.size ? 'Guaranteed' : 'Burstable';
}

function computed(list: Amounts): Amounts {
  return new Map(
    [...list].filter(([name, { nanos }]) => (name === 'cpu' || name === 'memory') && nanos > 0n),
  );
}
