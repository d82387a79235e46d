import { WritError } from '../../core/errors.ts';
import { withoutSecrets } from '../../manifests/without-secrets.ts';
import type { FindingRow, JudgedResource, Made, Recording, Store } from '../store-port.ts';

/**
 * A store that is given no secrets: whichever implementation it is, every text passes here on its way in. Findings come
 * as they are shown, without the values of their resource; this also replaces what looks like a secret by itself.
 */
export function guardStore(store: Store): Store {
  const { findings, exceptions, approvals, plans, undo, enforced, audit, notices } = store;
  return {
    ...store,
    findings: {
      ...findings,
      record: async (start) => guardRecording(await findings.record(clean(start))),
    },
    exceptions: {
      ...exceptions,
      create: (exception, made) => exceptions.create(clean(exception), clean(made)),
      end: (id, made) => exceptions.end(id, clean(made)),
    },
    approvals: { ...approvals, add: (approval, evidence) => approvals.add(clean(approval), clean(evidence)) },
    plans: {
      ...plans,
      keep: async (plan, evidence) => {
        if (withoutSecrets(plan.changes) !== plan.changes) throw refused();
        return plans.keep(clean(plan), clean(evidence));
      },
      take: (id, made) => plans.take(id, clean(made)),
    },
    undo: {
      ...undo,
      add: async (record, evidence) => {
        if (withoutSecrets(record.changes) !== record.changes) throw refused();
        return undo.add(clean(record), clean(evidence));
      },
      finish: (id, made, outcome) => undo.finish(id, clean(made), clean(outcome)),
      take: (id, made: Made, evidence) => undo.take(id, clean(made), clean(evidence)),
    },
    enforced: {
      ...enforced,
      begin: async (steps, made) => {
        if (steps.some(({ wanted }) => wanted !== null && withoutSecrets(wanted) !== wanted)) throw refused();
        return enforced.begin(steps, clean(made));
      },
      settle: (key, outcome, made) => enforced.settle(key, clean(outcome), clean(made)),
    },
    audit: { ...audit, append: (event) => audit.append(clean(event)) },
    notices: {
      ...notices,
      add: (news) => notices.add(clean(news)),
      sent: (id, made) => notices.sent(id, clean(made)),
      failed: (id, why, due, made) => notices.failed(id, withoutSecrets(why), due, clean(made)),
    },
  };
}

function guardRecording(recording: Recording): Recording {
  return {
    ...recording,
    resource: (resource: JudgedResource) => recording.resource(clean(resource)),
    finding: (resource: number, row: FindingRow) => recording.finding(resource, cleanRow(row)),
    finish: (end, evidence) => recording.finish(clean(end), clean(evidence)),
  };
}

/** Half a million of them are stored at once: only what may hold anything is looked at. */
function cleanRow(row: FindingRow): FindingRow {
  const { message, path, file, exception } = row;
  return {
    ...row,
    message: withoutSecrets(message),
    path: withoutSecrets(path),
    file: withoutSecrets(file),
    exception: exception === null ? null : withoutSecrets(exception),
  };
}

/** A change without its secret would not take anything back. */
function refused(): WritError {
  return new WritError('SECRET_REFUSED', 'a change that holds a secret cannot be kept to be undone', {
    hint: 'Take the secret out of the file first; it belongs into a Secret.',
  });
}

/** The same data with its texts masked; the very same where there is nothing to mask. */
function clean<T>(value: T): T {
  if (typeof value === 'string') return withoutSecrets(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  let isChanged = false;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    const [name, cleaned] = [withoutSecrets(key), clean(inner as unknown)];
    isChanged ||= name !== key || cleaned !== inner;
    return [name, cleaned];
  });
  if (!isChanged) return value;
  return (Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)) as T;
}
