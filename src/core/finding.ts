import type { JsonPointer } from './json.ts';
import type { Location } from './location.ts';
import type { Risk } from './rule.ts';
import type { Severity } from './severity.ts';

export type Result = 'pass' | 'fail' | 'warn' | 'error' | 'skip';

/** One broken validation at one place, or one verdict where nothing is broken. The one result type of everything that judges. */
export interface Finding {
  readonly policy: string;
  /** The rule's name within a Kyverno ClusterPolicy, else null. */
  readonly rule: string | null;
  readonly code: string | null;
  /** The broken validation's id within its policy; empty for a verdict on the whole. */
  readonly validation: string;
  readonly result: Result;
  readonly severity: Severity;
  readonly category: string;
  readonly message: string;
  readonly remediation: string | null;
  readonly fix: { readonly risk: Risk } | null;
  readonly resource: FindingResource;
  /** Rooted at the resource, also inside a List. Of a missing field: where it should be. */
  readonly path: JsonPointer;
  /** Of a missing field: its nearest parent that exists. */
  readonly location: Location & { readonly file: string };
  /** Names the place, the same whatever moves around it: most findings are never asked. */
  readonly anchor: () => string;
  /** The reason why it is excepted, or null. */
  readonly exception: string | null;
  /** Ids of the rules whose findings are folded under this one. */
  readonly covers: readonly string[];
  /** What scanners found in the image that is named at the place; absent where the finding is of something else. */
  readonly scan?: ImageScan;
  /** What becomes of it besides being told, where the organization decided that. */
  readonly handling?: Handling;
}

/** What scanners found in an image. */
export interface ImageScan {
  /** Its reference, as the object has it. */
  readonly image: string;
  readonly tools: readonly string[];
  /** When it was last scanned, RFC 3339, or null. */
  readonly scanned: string | null;
  readonly vulnerabilities: readonly FoundVulnerability[];
}

/** A known vulnerability of an image. */
export interface FoundVulnerability {
  /** Its CVE where it has one. */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  /** What each scanner says of its severity; null where it does not know. */
  readonly said: readonly { readonly tool: string; readonly severity: Severity | null }[];
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    /** Versions that have a fix. */
    readonly fixed: readonly string[];
  }[];
  readonly title: string | null;
  readonly url: string | null;
  /** RFC 3339, or null. */
  readonly published: string | null;
  /** Whether it is in a list of what is known to be exploited. */
  readonly exploited: boolean;
  /** The probability of its being exploited within 30 days, or null. */
  readonly epss: number | null;
}

/** What becomes of a finding besides being told. */
export interface Handling {
  /** Recorded, sent, or its fix proposed: none of them blocks. */
  readonly actions: readonly ('modify' | 'audit' | 'notify')[];
  /** Where it is to be sent: `slack`, `email`. */
  readonly channels: readonly string[];
}

/** A finding before anybody asked where it stands: most are folded under their cause and never shown. */
export type Unplaced = Omit<Finding, 'location' | 'anchor'>;

export interface FindingResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

/** Input that could not be judged. */
export interface Unjudged {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
}
