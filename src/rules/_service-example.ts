import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

/** A Service for the storefront; `spec` replaces or adds fields. */
export function serviceWith(spec: JsonObject = {}): Resource {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'storefront' },
    spec: { selector: { app: 'storefront' }, ports: [{ port: 80 }], ...spec },
  };
}
