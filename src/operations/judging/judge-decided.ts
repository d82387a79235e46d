import type { Placed } from '../../check/findings.ts';
import { requestOf } from '../../check/request-of.ts';
import type { Decided } from '../deciding/decided.ts';
import { excluded } from './skip-reasons.ts';
import { judgeResource, skipResource, type Judged, type Judging } from './judge-resource.ts';

/** Judges one resource, unless it was decided to leave it out. */
export function judgeDecided(judging: Judging, { exclusion }: Decided, placed: Placed): Judged {
  if (exclusion === null) return judgeResource(judging, placed);
  const by = exclusion(requestOf(placed.resource, judging.kinds), judging.facts);
  return by === null ? judgeResource(judging, placed) : skipResource(judging, placed, excluded(by));
}
