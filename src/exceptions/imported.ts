import type { Where } from '../core/errors.ts';
import { isDate } from '../manifests/suppressions.ts';
import type { Tool } from '../rules/equivalents-of.ts';
import type { Equivalents } from '../rules/equivalents-of.ts';
import type { Exception, Selector } from './exception.ts';

/** What another tool lets be, in its own words. */
export interface Draft {
  readonly tool: Tool;
  readonly checks: readonly string[];
  /** Our rules, where the checks are no checks of manifests. */
  readonly rules?: readonly string[];
  readonly selector: Selector;
  /** Null where the tool does not ask for one. */
  readonly reason: string | null;
  /** RFC 3339 or a day; null where it never ends. */
  readonly until: string | null;
  readonly where: Where;
}

/** Something that cannot become an exception of ours, and why. */
export interface Refusal {
  readonly what: string;
  readonly why: string;
  readonly where: Where;
}

/** What was read of another tool's file. */
export interface Drafts {
  readonly drafts: readonly Draft[];
  readonly refused: readonly Refusal[];
}

/** What an exception of ours needs and other tools do not ask for; null where nobody said. */
export interface Missing {
  readonly approver: string;
  readonly until: string | null;
  readonly reason: string | null;
}

/** Exceptions with where they come from, and what did not become one. */
export interface Imported {
  readonly exceptions: readonly { readonly exception: Exception; readonly why: string }[];
  readonly refused: readonly Refusal[];
}

/** Nothing read. */
export const nothing: Drafts = { drafts: [], refused: [] };

/** Several files' worth as one. */
export function together(parts: readonly Drafts[]): Drafts {
  return {
    drafts: parts.flatMap(({ drafts }) => drafts),
    refused: parts.flatMap(({ refused }) => refused),
  };
}

/** Gives drafts our rules, and what they lack; a draft that still lacks something is refused. */
export function completed({ drafts, refused }: Drafts, missing: Missing, equivalents: Equivalents): Imported {
  const results = drafts.map((draft) => complete(draft, missing, equivalents));
  return {
    exceptions: results.flatMap(({ exceptions }) => exceptions),
    refused: [...refused, ...results.flatMap((result) => result.refused)],
  };
}

function complete(draft: Draft, missing: Missing, equivalents: Equivalents): Imported {
  const { tool, checks, selector, where } = draft;
  const rulesOf = (check: string): readonly string[] => draft.rules ?? equivalents.rulesOf(tool, check);
  const refused = checks
    .filter((check) => rulesOf(check).length === 0)
    .map((check) => ({ what: `\`${check}\` of ${tool}`, why: 'no rule here stands for it', where }));
  if (isEmpty(selector)) {
    const fault = {
      what: `the exception of ${checks.join(', ')}`,
      why: 'it is for every object: say for which',
      where,
    };
    return { exceptions: [], refused: [fault] };
  }
  const rules = [...new Set(checks.flatMap(rulesOf))];
  if (rules.length === 0) return { exceptions: [], refused };
  const why = `${tool}: ${checks.join(', ')} at ${[where.file, where.line].filter((part) => part !== undefined).join(':')}`;
  const until = draft.until === null ? missing.until : draft.until.slice(0, 10);
  const reason = draft.reason ?? missing.reason;
  const lack = lacking(until, reason);
  if (until === null || reason === null || lack !== null) {
    const fault = { what: `the exception of ${checks.map((check) => `\`${check}\``).join(', ')}`, where };
    return { exceptions: [], refused: [...refused, { ...fault, why: lack ?? 'it is incomplete' }] };
  }
  const exception = { rules, selector, reason, approver: missing.approver, until };
  return { exceptions: [{ exception, why }], refused };
}

function isEmpty(selector: Selector): boolean {
  return Object.values(selector).every((part) => part === null || (Array.isArray(part) && part.length === 0));
}

function lacking(until: string | null, reason: string | null): string | null {
  if (until === null) return 'it never ends: say with --until on which day it does';
  if (!isDate(until)) return `\`${until}\` is no day: write it as YYYY-MM-DD`;
  return reason === null ? 'it has no reason: give one with --reason' : null;
}
