import type { SetJudgement } from '../check/set-verdict.ts';
import type { Resource } from '../core/resource.ts';

/** An object of a suite and what the policies made of it. */
export interface Judged {
  /** Null for any JSON. */
  readonly resource: Resource | null;
  /** What results name it by. */
  readonly name: string;
  readonly judgement: SetJudgement;
}
