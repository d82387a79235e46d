import type { Finding } from '../../core/finding.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import type { Verdict } from '../../report/counts.ts';
import type { Ledger, Place } from '../../report/ledger.ts';
import { inputRules } from '../deciding/input-rules.ts';
import { isLeftOut, isUnanswered, switchedOff } from '../judging/skip-reasons.ts';

/** Enters what a run tells, finding by finding, into a ledger: all findings of a rule on a resource are one verdict. */
export interface Entries {
  finding(finding: Finding): void;
  /** Enters what is left; gives how many findings were of the input itself. */
  finish(): number;
}

export interface EntryOptions {
  readonly ledger: Ledger;
  readonly ownerOf: (file: string, resource: Finding['resource']) => string | null;
  /** Whether a resource is looked at. */
  readonly isMeant: (resource: Finding['resource']) => boolean;
}

const ofInput = new Set(inputRules.map(({ id }) => id));

/** Entries into a ledger, none yet. */
export function createEntries({ ledger, ownerOf, isMeant }: EntryOptions): Entries {
  let faults = 0;
  let last: { readonly finding: Finding; readonly place: Place; verdict: Verdict | null } | null = null;
  const flush = (): void => {
    if (last !== null) ledger.verdict(last.finding.policy, last.place, last.verdict);
    last = null;
  };
  return {
    finding(finding) {
      if (!isMeant(finding.resource)) return;
      if (ofInput.has(finding.policy)) {
        if (finding.exception === null) faults++;
        return;
      }
      if (isBroken(finding)) ledger.finding(found(finding));
      const verdict = verdictOf(finding);
      if (last !== null && isBroken(finding) && isSame(last.finding, finding)) {
        last.verdict = worse(last.verdict, verdict);
        return;
      }
      flush();
      const { file } = finding.location;
      const place = { named: finding.resource, file, owner: ownerOf(file, finding.resource) };
      last = { finding, place, verdict };
    },
    finish() {
      flush();
      return faults;
    },
  };
}

function found(finding: Finding & { readonly result: 'fail' | 'warn' }) {
  const { policy, severity, category, result, exception, fix } = finding;
  return {
    fingerprint: fingerprint(finding),
    rule: policy,
    severity,
    category,
    result,
    excepted: exception !== null,
    fixable: fix !== null && fix.risk !== 'person',
  };
}

function isBroken(finding: Finding): finding is Finding & { readonly result: 'fail' | 'warn' } {
  return finding.result === 'fail' || finding.result === 'warn';
}

/** Whether two findings that follow each other are of one verdict. */
function isSame(a: Finding, b: Finding): boolean {
  return isBroken(a) && a.policy === b.policy && a.resource === b.resource;
}

function verdictOf({ result, exception, message }: Finding): Verdict | null {
  if (result === 'skip') {
    if (isLeftOut(message)) return null;
    if (message === switchedOff) return 'off';
    return isUnanswered(message) ? 'open' : 'unknown';
  }
  return exception !== null && (result === 'fail' || result === 'warn') ? 'excepted' : result;
}

const order: readonly (Verdict | null)[] = ['fail', 'warn', 'excepted'];

function worse(a: Verdict | null, b: Verdict | null): Verdict | null {
  return order.indexOf(a) <= order.indexOf(b) ? a : b;
}
