import type { Rule } from '../core/rule.ts';
import type { Configuration } from './configuration-shape.ts';
import type { Known } from './read-configuration.ts';
import type { Remark } from './remark.ts';

/** What of a configuration has no effect, or one that was hardly meant. */
export function lintConfiguration(
  _configuration: Configuration,
  _known: Known,
  _custom: readonly Rule[],
): readonly Remark[] {
  return [];
}
