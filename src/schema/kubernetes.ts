import { brotliDecompressSync } from 'node:zlib';
import type { Bundle, Descriptions } from './bundle.ts';
import { openBundle } from './open-bundle.ts';
import type { Schema } from './schema.ts';
import { withKyverno } from './with-kyverno.ts';

let loaded: Promise<Schema> | undefined;

/**
 * Kubernetes 1.36's schema, and that of Kyverno 1.19's kinds for whoever asks for one, loaded once a process.
 *
 * It is a module with JSON as one string: 2.5 ms cold, as long as a JSON module takes and 1.5 ms less than base64 of
 * gzip; and `tsc` copies it to `dist/` and infers no type of it. Descriptions, five times the size, are apart.
 */
export function kubernetesSchema(): Promise<Schema> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Schema> {
  const [{ text }, { packed }] = await Promise.all([
    import('./gen/kubernetes-1.36.ts'),
    import('./gen/kyverno-1.19.ts'),
  ]);
  return withKyverno(openBundle(JSON.parse(text) as Bundle), packed);
}

/** What Kubernetes 1.36 says about each type and field, for people to read. 14 ms. */
export async function kubernetesDescriptions(): Promise<Descriptions> {
  const { packed } = await import('./gen/kubernetes-1.36-descriptions.ts');
  return JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString('utf8')) as Descriptions;
}
