import { at, child, isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import { parseQuantity } from '../schema/defaults/quantity.ts';

/** Amounts by the name of what is measured; what is no quantity the schema tells. */
export function amounts(
  container: JsonObject,
  part: 'requests' | 'limits',
): readonly (readonly [string, bigint])[] {
  const stated = at(container, `/resources/${part}`);
  if (stated === undefined || !isJsonObject(stated)) return [];
  return Object.entries(stated).flatMap(([name, value]) => {
    const nanos = amount(value);
    return nanos === null ? [] : [[name, nanos] as const];
  });
}

/** An amount in nanos; null for what is none. */
export function amount(value: JsonValue | undefined): bigint | null {
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
  return isScalar ? (parseQuantity(String(value))?.nanos ?? null) : null;
}

/** What the containers of a pod request together, a limit standing for a request that is not stated. */
export function requestedIn(pod: JsonObject, name: string): bigint {
  const requests = (list: string, isMeant: (container: JsonObject) => boolean): readonly bigint[] => {
    const containers = own(pod, list);
    return (Array.isArray(containers) ? (containers as readonly JsonValue[]) : []).flatMap((one) =>
      isJsonObject(one) && isMeant(one) ? [requestOf(one, name)] : [],
    );
  };
  const isSidecar = (container: JsonObject): boolean => own(container, 'restartPolicy') === 'Always';
  const beside = sum(requests('initContainers', isSidecar));
  const main = sum(requests('containers', () => true));
  const first = requests('initContainers', (one) => !isSidecar(one)).reduce((a, b) => (a > b ? a : b), 0n);
  return beside + (main > first ? main : first);
}

function requestOf(container: JsonObject, name: string): bigint {
  const stated = (part: 'requests' | 'limits'): bigint | null =>
    amount(at(container, child(`/resources/${part}`, name)));
  return stated('requests') ?? stated('limits') ?? 0n;
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => a + b, 0n);
}
