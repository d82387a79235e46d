import { brotliDecompressSync } from 'node:zlib';
import type { Resource } from '../core/resource.ts';
import type { Schema } from './schema.ts';
import { withCrd } from './with-crd.ts';

/**
 * A schema that also knows the kinds of Kyverno 1.19, once somebody asks for one of them: they are unpacked then, in some
 * milliseconds. Lists of kinds, and so what is suggested, do not hold them.
 */
export function withKyverno(base: Schema, packed: string): Schema {
  let unpacked: Schema | null = null;
  const kyverno = (): Schema => {
    unpacked ??= definitions(packed).reduce(withCrd, base);
    return unpacked;
  };
  return {
    minor: base.minor,
    kinds: base.kinds,
    find: (apiVersion, kind) =>
      (/^(?:policies\.)?kyverno\.io\//.test(apiVersion) ? kyverno() : base).find(apiVersion, kind),
    type: (name) => (name.includes('kyverno.io') ? kyverno() : base).type(name),
  };
}

function definitions(packed: string): readonly Resource[] {
  return JSON.parse(
    brotliDecompressSync(Buffer.from(packed, 'base64')).toString('utf8'),
  ) as readonly Resource[];
}
