import { isPast } from '../../core/is-past.ts';
import { isJsonObject, objectsAt, textAt, type JsonValue } from '../../core/json.ts';
import type { PolicyException } from '../../core/policy.ts';
import type { Exception } from '../../exceptions/exception.ts';
import { toKyverno } from '../../exceptions/export/kyverno.ts';
import type { Target } from '../../enforce/targets.ts';

/** Exceptions from one rule: those that its target is told, and why others are not. */
export interface ToldExceptions {
  readonly told: readonly PolicyException[];
  readonly untold: readonly string[];
}

/** When it is told, and to whom. */
export interface Telling {
  readonly target: Target;
  /** Nanoseconds since the epoch. */
  readonly now: bigint;
}

/** The exceptions that still count, as a target keeps them: never for more objects, and never for longer, than allowed. */
export function toldExceptions(
  rule: string,
  exceptions: readonly Exception[],
  { target, now }: Telling,
): ToldExceptions {
  const counting = exceptions.filter(({ rules, until }) => rules.includes(rule) && !isPast(until, now));
  const results = counting.map((exception) => ({ exception, result: tell(rule, exception, target) }));
  return {
    told: results.flatMap(({ result }) => (typeof result === 'string' ? [] : [result])),
    untold: results.flatMap(({ exception, result }) =>
      typeof result === 'string' ? [`“${exception.reason}”: ${result}`] : [],
    ),
  };
}

/** Since when Kyverno ends exceptions by itself. */
const ending = 19;

function tell(rule: string, exception: Exception, target: Target): PolicyException | string {
  const { selector, reason, approver, until } = exception;
  if (target.hasBindings) return `${target.runtime} knows no exceptions`;
  if (target.matches === 'kinds') return `a ClusterPolicy does not know that it ends on ${until}`;
  if (Number(target.version.slice(2)) < ending)
    return `${target.runtime} does not know that it ends on ${until}, which came with 1.${ending}`;
  if ((selector.vulnerabilities ?? []).length > 0) return 'a cluster knows no vulnerabilities';
  const { documents, untold } = toKyverno({ ...exception, rules: [rule] });
  if (untold !== null) return untold;
  const [document] = documents;
  const spec = document as JsonValue;
  return {
    policies: [rule],
    scope: { all: [] },
    conditions: objectsAt(spec, '/spec/matchConditions').map((condition) => ({
      name: textAt(condition, '/name') ?? '',
      expression: textAt(condition, '/expression') ?? '',
    })),
    result: 'skip',
    allowed: null,
    until: isJsonObject(spec) ? textAt(spec, '/spec/expiresAt') : null,
    reason: `${reason} (approved by ${approver})`,
  };
}
