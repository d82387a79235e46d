import type { Placed } from '../../check/findings.ts';
import { requestOf } from '../../check/request-of.ts';
import type { Facts } from '../../core/policy.ts';
import type { Decided } from '../deciding/decided.ts';
import { excluded } from './skip-reasons.ts';
import { judgeResource, skipResource, type Judged, type Judging } from './judge-resource.ts';

/** Judges one resource, unless it was decided to leave it out; `known` where all objects are. */
export function judgeDecided(
  judging: Judging,
  { exclusion }: Decided,
  placed: Placed,
  known: Facts | null,
): Judged {
  const by = exclusion === null ? null : exclusion(requestOf(placed.resource, judging.kinds), judging.facts);
  return by === null ? judgeResource(judging, placed, known) : skipResource(judging, placed, excluded(by));
}
