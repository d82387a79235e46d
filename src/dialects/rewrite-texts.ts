import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';

/** A value with every text in it rewritten; keys stay. */
export function rewriteTexts(value: JsonValue, rewrite: (text: string) => string): JsonValue {
  if (typeof value === 'string') return rewrite(value);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => rewriteTexts(item, rewrite));
  return isJsonObject(value) ? rewriteObject(value, rewrite) : value;
}

/** An object with every text in it rewritten; keys stay. */
export function rewriteObject(object: JsonObject, rewrite: (text: string) => string): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, rewriteTexts(value, rewrite)]),
  );
}

/**
 * What Kyverno's autogen makes of an expression on a pod, so that it reads the template at a path: purely textual, as
 * there, so `object.specX` is rewritten and `object.?spec` is not.
 * @param keepsNamespace whether `object.metadata.namespace` stays (Kyverno 1.19, CEL policies only).
 */
export function shiftToTemplate(text: string, path: string, keepsNamespace: boolean): string {
  const kept = keepsNamespace ? '(?!\\.namespace(?![A-Za-z0-9_]))' : '';
  return text
    .replaceAll(/(object|oldObject)\.spec/g, `$1.${path}.spec`)
    .replaceAll(new RegExp(`(object|oldObject)\\.metadata${kept}`, 'g'), `$1.${path}.metadata`);
}
