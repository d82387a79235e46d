import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

/** A NetworkPolicy for the pods of checkout. */
export function networkPolicy(spec: JsonObject): Resource {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'checkout' },
    spec: { podSelector: { matchLabels: { app: 'checkout' } }, policyTypes: ['Ingress', 'Egress'], ...spec },
  };
}

/** The same with these rules for what comes in. */
export function lettingIn(...ingress: readonly JsonObject[]): Resource {
  return networkPolicy({ ingress });
}

/** The same with these rules for what goes out. */
export function lettingOut(...egress: readonly JsonObject[]): Resource {
  return networkPolicy({ egress });
}

/** A rule that lets through to these addresses. */
export function toBlock(
  cidr: string,
  except: readonly string[] = [],
  ...ports: readonly JsonObject[]
): JsonObject {
  return { to: [block(cidr, except)], ...(ports.length === 0 ? {} : { ports }) };
}

/** Addresses as a peer. */
export function block(cidr: string, except: readonly string[] = []): JsonObject {
  return { ipBlock: { cidr, ...(except.length === 0 ? {} : { except }) } };
}

/** The pods of payments as a peer. */
export const payments: JsonObject = { podSelector: { matchLabels: { app: 'payments' } } };

/** DNS, as most pods need it. */
export const dns: JsonObject = { ports: [{ port: 53, protocol: 'UDP' }] };
