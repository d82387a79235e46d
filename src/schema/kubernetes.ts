import { brotliDecompressSync } from 'node:zlib';
import type { Bundle, Descriptions } from './bundle.ts';
import { openBundle } from './open-bundle.ts';
import type { Schema } from './schema.ts';

let loaded: Promise<Schema> | undefined;

/**
 * Kubernetes 1.36's schema, loaded once a process.
 *
 * It is a module with JSON as one string: 2.5 ms cold, as long as a JSON module takes and 1.5 ms less than base64 of
 * gzip; and `tsc` copies it to `dist/` and infers no type of it. Descriptions, five times the size, are apart.
 */
export function kubernetesSchema(): Promise<Schema> {
  loaded ??= import('./gen/kubernetes-1.36.ts').then(({ text }) => openBundle(JSON.parse(text) as Bundle));
  return loaded;
}

/** What Kubernetes 1.36 says about each type and field, for people to read. 14 ms. */
export async function kubernetesDescriptions(): Promise<Descriptions> {
  const { packed } = await import('./gen/kubernetes-1.36-descriptions.ts');
  return JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString('utf8')) as Descriptions;
}
