import type { Location } from './location.ts';

/** Codes of everything that a user can cause. Stable: scripts and surfaces depend on them. */
export type ErrorCode =
  | 'USAGE'
  | 'TOOL_UNKNOWN'
  | 'ARGUMENT_INVALID'
  | 'OBJECT_UNKNOWN'
  | 'CONFIG_INVALID'
  | 'RULE_INVALID'
  | 'RULE_UNKNOWN'
  | 'ANSWER_INVALID'
  | 'POLICY_INVALID'
  | 'TARGET_UNSUPPORTED'
  | 'CEL_INVALID'
  | 'YAML_SYNTAX'
  | 'INPUT_UNREADABLE'
  | 'OUTPUT_UNWRITABLE'
  | 'SCHEMA_INVALID'
  | 'STORE_UNUSABLE'
  | 'SECRET_REFUSED'
  | 'EXCEPTION_INVALID'
  | 'BASELINE_INVALID'
  | 'SCAN_INVALID'
  | 'UNDO_UNKNOWN'
  | 'PLAN_UNKNOWN'
  | 'CONFLICT'
  | 'VERSION_UNSUPPORTED'
  | 'CLUSTER_UNREACHABLE'
  | 'CLUSTER_CREDENTIALS'
  | 'CLUSTER_FORBIDDEN'
  | 'CLUSTER_CONFLICT'
  | 'CLUSTER_REFUSED';

/** Where a user's mistake stands. */
export interface Where extends Partial<Location> {
  readonly file: string;
}

/**
 * Something a user caused: what is wrong, where, and what to do.
 * Every other exception is a defect of ours and crashes.
 */
export class WritError extends Error {
  override readonly name = 'WritError';
  readonly code: ErrorCode;
  readonly where: Where | null;
  /** What to do about it, as one sentence. */
  readonly hint: string | null;

  constructor(
    code: ErrorCode,
    message: string,
    more: { where?: Where; hint?: string; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.where = more.where ?? null;
    this.hint = more.hint ?? null;
  }
}

/** An error as people read it: `file:line:column: message`, then what to do. */
export function explain(error: WritError): string {
  const hint = error.hint === null ? '' : `\n  ${error.hint}`;
  return `${error.where === null ? '' : `${place(error.where)}: `}${error.message}${hint}`;
}

function place({ file, line, column }: Where): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
