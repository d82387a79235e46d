import type { Configuration } from './configuration-shape.ts';
import type { Known } from './read-configuration.ts';
import type { Remark } from './remark.ts';

/** What is wrong with a configuration that has the shape: names of what does not exist. */
export function checkConfiguration(_configuration: Configuration, _known: Known): readonly Remark[] {
  return [];
}
