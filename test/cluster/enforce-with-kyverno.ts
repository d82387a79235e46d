import type { Promised } from './keep-promises.ts';
import type { EnforcePlace } from './enforce-place.ts';

/** What is promised of clusters with and without Kyverno. */
export const kyvernoPromises: readonly Promised<EnforcePlace>[] = [];
