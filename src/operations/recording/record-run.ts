import type { Placed } from '../../check/findings.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import type { Finding, Unplaced } from '../../core/finding.ts';
import { groupVersionOf, nameOf, namespaceOf } from '../../core/resource.ts';
import { ownerOf } from '../../report/owner-of.ts';
import { inputRules } from '../deciding/input-rules.ts';
import type { FindingRow, JudgedPolicy, JudgedResource, Recording } from '../store-port.ts';
import type { Watch } from '../judging/watch.ts';

/** Gives a recording everything that is judged; `showAll` tells whether pass and skip are shown, too. */
export function watchRun(recording: Recording, showAll: boolean): Watch {
  // What waits for other objects is seen a second time, when less of it is known.
  const waiting = new Map<string, number>();
  return {
    wantsAll: true,
    see(judged, placed) {
      const key = keyOf(placed);
      const number = waiting.get(key) ?? recording.resource(resourceOf(placed));
      if (judged.later !== null) waiting.set(key, number);
      for (const finding of judged.findings) {
        if (finding.result === 'pass') continue;
        // Of skip and error only the rule is kept: where they stand is not asked for.
        const isFinding = finding.result === 'fail' || finding.result === 'warn';
        recording.finding(number, isFinding ? rowOf(judged.place(finding)) : nowhere(finding));
      }
      if (showAll) return judged;
      const shown = judged.findings.filter(({ result }) => result !== 'pass' && result !== 'skip');
      return { ...judged, findings: shown };
    },
    notes: () => [],
  };
}

/** What a run judges by: its rules, and what is found of the input itself. */
export function policiesOf(rules: readonly JudgedPolicy[]): readonly JudgedPolicy[] {
  return [...rules, ...inputRules].map(({ id, code, category }) => ({ id, code, category }));
}

function keyOf(placed: Placed): string {
  const { group, kind, namespace, name } = resourceOf(placed);
  return JSON.stringify([placed.file, placed.document, group, kind, namespace, name]);
}

/** An object without a name is known by where it stands, as in fingerprints. */
function resourceOf({ resource, file, document }: Placed): JudgedResource {
  const name = nameOf(resource);
  return {
    group: groupVersionOf(resource.apiVersion).group,
    kind: resource.kind,
    namespace: namespaceOf(resource),
    name: name === '' ? `${file}#${document}` : name,
    owner: ownerOf(resource),
  };
}

function nowhere({ policy, result, severity }: Unplaced): FindingRow {
  const texts = { fingerprint: '', message: '', path: '', file: '' };
  return { ...texts, policy, result, severity, line: 0, risk: null, exception: null };
}

function rowOf(finding: Finding): FindingRow {
  const { policy, result, severity, message, path, location, fix, exception } = finding;
  return {
    fingerprint: fingerprint(finding),
    policy,
    result,
    severity,
    message,
    path,
    file: location.file,
    line: location.line,
    risk: fix?.risk ?? null,
    exception,
  };
}
