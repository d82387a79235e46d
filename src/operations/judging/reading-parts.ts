import type { Placed } from '../../check/findings.ts';
import type { FindingResource } from '../../core/finding.ts';
import type { JsonPointer } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import type { Document } from '../../yaml/document.ts';
import type { Later } from './later.ts';

/** A document and where it came from. */
export interface Origin {
  readonly file: string;
  readonly named: boolean;
  /** Whether the text has `{{` anywhere, as most have not. */
  readonly hasActions: boolean;
  readonly document: Document;
}

/** A resource within its document, and why it is not judged. */
export interface Ready {
  readonly resource: Resource;
  readonly base: JsonPointer;
  readonly reason: string | null;
}

/** A resource that waits to be reported. */
export interface Waiting {
  /** What it is owned by; once one of these is known to be in the input, it is left out. */
  readonly owners: readonly string[];
  readonly report: (reason: string | null) => void;
}

/** A resource that is judged later, and where it stands. */
export interface Held {
  readonly placed: Placed;
  readonly document: Document;
  readonly base: JsonPointer;
  /** Why it is not judged; null where it is. */
  readonly why: string | null;
}

/** A verdict that waits for all objects, and where its object stands. */
export interface Late {
  readonly later: Later;
  readonly named: FindingResource;
  readonly file: string;
  readonly document: Document;
  readonly base: JsonPointer;
}
