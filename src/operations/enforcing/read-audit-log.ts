import { WritError } from '../../core/errors.ts';
import { at, isJsonObject, textAt, type JsonObject, type JsonValue } from '../../core/json.ts';
import { parseJson } from '../../yaml/json.ts';
import type { Inputs } from '../inputs.ts';

/** One violation that the API server noted in its audit log. */
export interface LoggedViolation {
  readonly policy: string;
  /** Milliseconds since the epoch, or null where the entry does not say. */
  readonly at: number | null;
}

const annotation = '/annotations/validation.policy.admission.k8s.io~1validation_failure';
/** Bytes of one log. */
const largest = 1_073_741_824;

/**
 * The violations in audit logs of an API server: a line an event (audit.k8s.io/v1), of which the annotation
 * `validation.policy.admission.k8s.io/validation_failure` says what a policy that audits found. The server notes only the
 * first of a request.
 * @throws {WritError} `INPUT_UNREADABLE`
 */
export async function readAuditLogs(
  inputs: Inputs,
  files: readonly string[],
): Promise<readonly LoggedViolation[]> {
  const found: LoggedViolation[] = [];
  if (files.length === 0) return found;
  for await (const source of inputs.open(files, { fileSize: largest })) {
    if ('problem' in source)
      throw new WritError('INPUT_UNREADABLE', source.problem.message, { where: { file: source.name } });
    for (const [index, line] of source.text.split('\n').entries()) {
      if (!line.includes('validation_failure')) continue;
      found.push(...violationsIn(eventOf(line, { file: source.name, line: index + 1 })));
    }
  }
  return found;
}

function eventOf(line: string, where: { readonly file: string; readonly line: number }): JsonObject {
  const event = jsonOf(line);
  if (event !== null && isJsonObject(event)) return event;
  throw new WritError('INPUT_UNREADABLE', 'the line is no event of an audit log', {
    where,
    hint: 'The API server writes one JSON object a line with --audit-log-format=json.',
  });
}

function violationsIn(event: JsonObject): readonly LoggedViolation[] {
  // An event is written once a stage: only the last tells what was answered.
  const stage = textAt(event, '/stage');
  if (stage !== null && stage !== 'ResponseComplete') return [];
  const text = textAt(event, annotation);
  const failures = text === null ? null : jsonOf(text);
  const time = Date.parse(
    textAt(event, '/requestReceivedTimestamp') ?? textAt(event, '/stageTimestamp') ?? '',
  );
  return (Array.isArray(failures) ? (failures as readonly JsonValue[]) : []).flatMap((failure) => {
    const policy = at(failure, '/policy');
    return typeof policy === 'string' ? [{ policy, at: Number.isNaN(time) ? null : time }] : [];
  });
}

function jsonOf(text: string): JsonValue | null {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
