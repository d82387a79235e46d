/** Changes that mutating policies make: what their expressions gave, applied to an object. */
export { applyConfiguration } from './apply-configuration.ts';
export { applyJsonPatch } from './apply-json-patch.ts';
