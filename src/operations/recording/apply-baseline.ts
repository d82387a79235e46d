import { fingerprint } from '../../core/fingerprint.ts';
import type { Finding } from '../../core/finding.ts';
import { writeBaseline, type Baseline, type BaselineEntry } from '../../exceptions/baseline.ts';
import { isLiftable, lifted } from './apply-exceptions.ts';
import type { Watch } from '../judging/watch.ts';

/** Marks findings that a baseline knows; what it knows and nobody finds any more is said. */
export function watchBaseline({ written, fingerprints }: Baseline, file: string): Watch {
  const missed = new Set(fingerprints);
  return {
    wantsAll: false,
    see: (judged, _placed, tally) => ({
      ...judged,
      findings: judged.findings.map((finding) => {
        if (!isLiftable(finding)) return finding;
        const print = fingerprint(judged.place(finding));
        missed.delete(print);
        return lifted(finding, fingerprints.has(print) ? `known in the baseline of ${written}` : null, tally);
      }),
    }),
    notes() {
      if (missed.size === 0) return [];
      const [known, they] = missed.size === 1 ? ['finding', 'it is'] : ['findings', 'they are'];
      return [
        `${missed.size} known ${known} of ${file} no longer there: write it anew with --write-baseline, so that ${they} not let back`,
      ];
    },
  };
}

/** Takes every finding for known, and gives the baseline that says so. */
export function collectBaseline(written: string): Watch & { readonly text: () => string } {
  const entries: BaselineEntry[] = [];
  return {
    wantsAll: false,
    see: (judged, _placed, tally) => ({
      ...judged,
      findings: judged.findings.map((finding) => {
        if (!isLiftable(finding)) return finding;
        entries.push(entryOf(judged.place(finding)));
        return lifted(finding, `known in the baseline of ${written}`, tally);
      }),
    }),
    notes: () => [],
    text: () => writeBaseline(written, entries),
  };
}

function entryOf(finding: Finding): BaselineEntry {
  const { kind, namespace, name } = finding.resource;
  const resource = [namespace, kind, name].filter((part) => part !== null).join('/');
  return { fingerprint: fingerprint(finding), policy: finding.policy, resource, path: finding.path };
}
