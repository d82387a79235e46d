/** Changes that mutating policies make: what their expressions gave, applied to an object. */
export { applyConfiguration, type Merging } from './apply-configuration.ts';
export { applyJsonPatch } from './apply-json-patch.ts';
