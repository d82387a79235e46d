import { isPast } from '../core/is-past.ts';
import type { JsonPointer } from '../core/json.ts';
import type { Rule } from '../core/rule.ts';
import type { Exception } from '../exceptions/exception.ts';
import { selectorOf } from '../exceptions/parse-exception.ts';
import type { Configuration } from './configuration-shape.ts';
import { rulesNamed } from './find-rule.ts';
import type { Remark } from './remark.ts';

/** An exemption as the exception that it is, and where it stands in the configuration. */
export interface PlacedExemption {
  readonly exception: Exception;
  readonly pointer: JsonPointer;
}

/** The exemptions of a configuration, told of these rules. */
export function exemptionsOf(
  { exemptions }: Configuration,
  rules: readonly Rule[],
): readonly PlacedExemption[] {
  return exemptions.map(({ ruleIds, resource, reason, approver, expires }, index) => ({
    exception: {
      rules: [...new Set(ruleIds.flatMap((name) => rulesNamed(name, rules).map(({ id }) => id)))],
      selector: selectorOf(resource),
      reason,
      approver,
      until: expires,
    },
    pointer: `/exemptions/${index}`,
  }));
}

/** Which exemptions have ended at a time in nanoseconds since the epoch; a run says what fails again because of it. */
export function endedExemptions({ exemptions }: Configuration, now: bigint): readonly Remark[] {
  return exemptions.flatMap(({ ruleIds, expires, approver }, index) => {
    if (!isPast(expires, now)) return [];
    const message = `the exemption from ${ruleIds.join(', ')} ended on ${expires} and lifts nothing; ask ${approver}, or remove it`;
    return [{ pointer: `/exemptions/${index}/expires` as const, message }];
  });
}
