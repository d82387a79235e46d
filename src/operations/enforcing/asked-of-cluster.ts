import { WritError } from '../../core/errors.ts';
import type { EnforceLiveInput } from './enforce-live-parameters.ts';
import type { EnforceLiveResult } from './enforce-live-result.ts';

/** Something that can be asked of a cluster. */
export type Asked = EnforceLiveResult['does'];

/**
 * What of a cluster is asked for; null where nothing is.
 * @throws {WritError} `USAGE` where two things are, or a flag has nothing to belong to
 */
export function askedOfCluster(input: EnforceLiveInput): Asked | null {
  const given = (
    [
      ['apply', input.apply],
      ['status', input.status],
      ['promote', input.promote.length > 0],
      ['remove', input.remove.length > 0],
      ['prune', input.prune],
      ['approve', input.approve !== null],
      ['refuse', input.refuse !== null],
    ] as const
  ).flatMap(([name, isGiven]) => (isGiven ? [name] : []));
  const [first, second] = given;
  if (second !== undefined)
    throw new WritError('USAGE', `--${first} and --${second} do not go together`, {
      hint: 'Do one after the other.',
    });
  if (first === undefined) refuseLonely(input);
  return first ?? null;
}

function refuseLonely({ reason, auditLog, context, as, asGroup }: EnforceLiveInput): void {
  const flag = [
    reason === null ? null : '--reason',
    auditLog.length === 0 ? null : '--audit-log',
    context === null ? null : '--context',
    as === null ? null : '--as',
    asGroup.length === 0 ? null : '--as-group',
  ].find((one) => one !== null);
  if (flag === undefined) return;
  throw new WritError('USAGE', `${flag} is about a cluster`, {
    hint: 'Add --apply, --status, --promote, --remove or --prune, or leave it out.',
  });
}
