import type { Placed } from '../../check/findings.ts';
import { matchScope } from '../../check/match-scope.ts';
import { requestOf } from '../../check/request-of.ts';
import type { Result, Unplaced } from '../../core/finding.ts';
import { imagesOf, type NamedImage } from '../../manifests/images-of.ts';
import { gatherVulnerabilities } from './gather-vulnerabilities.ts';
import type { ImageJudge, ImageRun, JudgeImages } from './image-judge.ts';
import { imageNotes } from './image-notes.ts';
import { openImageRules, type ImageRule, type ImageVerdict } from './image-rules.ts';
import type { Inputs } from '../inputs.ts';
import { openScans, type OpenedScans } from './open-scans.ts';

/**
 * Reads the results of scans, and gives what makes a judge by them.
 * @throws {WritError} `SCAN_INVALID`
 */
export async function openImageJudge(files: readonly string[], inputs: Inputs): Promise<JudgeImages> {
  const opened = files.length === 0 ? null : await openScans(files, inputs);
  return (run) => createImageJudge(opened, run);
}

/** A judge of images; without a shelf nothing is known of any. */
function createImageJudge(opened: OpenedScans | null, run: ImageRun): ImageJudge {
  const shelf = opened?.shelf ?? null;
  const rules = openImageRules(run);
  const asked = new Set<string>();
  return {
    judge(placed) {
      const images = imagesOf(placed.resource);
      if (images.length === 0) return [];
      for (const { reference } of images) asked.add(reference);
      return concerned(rules, placed, run).flatMap((rule) => {
        const verdict = shelf === null ? withoutScans : rule.judge(images, shelf);
        return findingsOf(rule, verdict, { placed, run });
      });
    },
    skip(placed, reason) {
      if (imagesOf(placed.resource).length === 0) return [];
      const verdict: ImageVerdict = { result: 'skip', message: reason };
      return concerned(rules, placed, run).flatMap((rule) => findingsOf(rule, verdict, { placed, run }));
    },
    gather: gatherVulnerabilities,
    notes: () => imageNotes(opened, asked),
  };
}

const withoutScans: ImageVerdict = {
  result: 'skip',
  message: 'no results of scans are named: --vulnerabilities FILE',
};

/** The rules in whose scope an object is; where nobody can tell, it is in. */
function concerned(
  rules: readonly ImageRule[],
  { resource }: Placed,
  { facts, kinds }: ImageRun,
): readonly ImageRule[] {
  return rules.filter(({ decided: { scope } }) => {
    if (scope === null) return true;
    const match = matchScope(scope, requestOf(resource, kinds), facts);
    return !match.known || match.value;
  });
}

interface At {
  readonly placed: Placed;
  readonly run: ImageRun;
}

function findingsOf(rule: ImageRule, verdict: ImageVerdict, { placed, run }: At): readonly Unplaced[] {
  const { tally, showAll } = run;
  if (verdict.result !== 'fail') {
    tally.verdict(verdict.result);
    const whole = findingOf(rule, placed, {
      result: verdict.result,
      path: '',
      validation: '',
      message: verdict.message,
    });
    return showAll ? [{ ...whole, remediation: null }] : [];
  }
  const result = rule.decided.blocks ? 'fail' : 'warn';
  tally.verdict(result);
  return verdict.broken.map(({ image, validation, message, severity, scan }) => {
    const finding = findingOf(rule, placed, { result, path: image.path, validation, message });
    return {
      ...finding,
      severity: severity ?? finding.severity,
      ...(scan !== undefined && { scan }),
    };
  });
}

interface Told {
  readonly result: Result;
  readonly path: NamedImage['path'];
  readonly validation: string;
  readonly message: string;
}

function findingOf({ decided: { rule } }: ImageRule, { named }: Placed, told: Told): Unplaced {
  const { id, code, severity, category, remedy } = rule;
  return {
    policy: id,
    rule: null,
    code,
    ...told,
    severity,
    category,
    remediation: remedy.advice,
    fix: null,
    resource: named,
    exception: null,
    covers: [],
  };
}
