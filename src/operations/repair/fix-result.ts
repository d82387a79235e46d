import type { FindingResource, Unjudged } from '../../core/finding.ts';
import type { JsonPointer } from '../../core/json.ts';
import type { Risk } from '../../core/rule.ts';
import type { PatchOperation } from '../../fix/patch.ts';
import type { TextEdit } from '../../yaml/edit/text-edit.ts';

/** What can be repaired, and what is left. */
export interface FixResult {
  readonly files: readonly FixedFile[];
  /** Of all files, changed or not. */
  readonly left: readonly LeftOver[];
  readonly problems: readonly Unjudged[];
  readonly written: boolean;
  /** The id that takes what was written back; null where nothing was. */
  readonly undo: string | null;
  /** Of a cluster: what became of each of its objects; null where files are repaired. */
  readonly live: LiveOutcome | null;
}

/** What became of a repair of live objects. */
export interface LiveOutcome {
  /** `cluster://context`. */
  readonly place: string;
  /** The id of the plan that waits for approval; null where none does. */
  readonly plan: string | null;
  readonly objects: readonly LiveObjectOutcome[];
}

/** What became of the repair of one live object. */
export interface LiveObjectOutcome {
  readonly file: string;
  readonly resource: FindingResource;
  /**
   * `proposed`: only shown; `waits`: for an approval; `done`; `elsewhere`: to be made in the source of the object;
   * `failed`: it was made, and its rollout failed, or it does not show what was planned; `not done`: nothing changed;
   * `taken back`; `was not made`: there was nothing to take back.
   */
  readonly status:
    | 'proposed'
    | 'waits'
    | 'done'
    | 'elsewhere'
    | 'failed'
    | 'not done'
    | 'taken back'
    | 'was not made';
  /** What to know of it, as one sentence, or null. */
  readonly why: string | null;
}

/** A file that changes. */
export interface FixedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly edits: readonly TextEdit[];
  /** What of it must not be shown, longest first. */
  readonly secrets: readonly string[];
  /** What of it must not be stored: known secrets; absent where nothing is. */
  readonly sealed?: readonly string[];
  readonly resources: readonly FixedResource[];
}

/** A resource that changes. */
export interface FixedResource {
  readonly resource: FindingResource;
  /** 1-based position of its document in the file. */
  readonly document: number;
  /** Where it stands in its document: empty, unless it is an item of a list. */
  readonly base: JsonPointer;
  readonly steps: readonly FixStep[];
  /** RFC 6902, rooted at the resource: from before to after, and back. */
  readonly patch: readonly PatchOperation[];
  readonly inverse: readonly PatchOperation[];
  /** How many findings each rule has before and after. */
  readonly findings: {
    readonly before: Readonly<Record<string, number>>;
    readonly after: Readonly<Record<string, number>>;
  };
  /** Fingerprints of the findings that it ends. */
  readonly ended: readonly string[];
}

/** What is done for one rule. */
export interface FixStep {
  readonly policy: string;
  readonly code: string | null;
  readonly title: string;
  readonly risk: Risk;
  readonly caution: string | null;
}

/** A finding that stays, and why. */
export interface LeftOver {
  readonly file: string;
  readonly resource: FindingResource;
  readonly policy: string;
  readonly code: string | null;
  /** The risk that would have to be taken; `person` where facts are missing. */
  readonly risk: Risk;
  /** What to do, ask or know, as one sentence. */
  readonly reason: string;
  /** That its repair was tried, and would not have helped or not have been taken. */
  readonly refused?: true;
}
