import { bind } from '../../ask/bind.ts';
import { WritError } from '../../core/errors.ts';
import type { FoundVulnerability, ImageScan } from '../../core/finding.ts';
import type { Answers, Rule } from '../../core/rule.ts';
import { severities, type Severity } from '../../core/severity.ts';
import type { NamedImage } from '../../manifests/images-of.ts';
import { scanRules } from '../../rules/scan-rules.ts';
import { describe } from '../../vulnerabilities/describe.ts';
import { counting, daysSince, type Threshold } from '../../vulnerabilities/judge-image.ts';
import type { ScannedImage } from '../../vulnerabilities/scanned-image.ts';
import type { ScanShelf } from '../../vulnerabilities/scan-shelf.ts';
import type { DecidedRule } from '../deciding/decided.ts';
import type { ImageRun } from './image-judge.ts';
import { minors } from '../deciding/parse-version.ts';

/** How a rule on images went on an object. */
export type ImageVerdict =
  | { readonly result: 'pass' | 'skip'; readonly message: string }
  | { readonly result: 'fail'; readonly broken: readonly BrokenImage[] };

/** What is wrong with an image. */
export interface BrokenImage {
  readonly image: NamedImage;
  readonly validation: string;
  readonly message: string;
  /** Null: that of the rule. */
  readonly severity: Severity | null;
  readonly scan?: ImageScan;
}

/** A rule on images, ready to judge. */
export interface ImageRule {
  readonly decided: DecidedRule;
  judge(images: readonly NamedImage[], shelf: ScanShelf): ImageVerdict;
}

/**
 * The rules on images of a run, with their answers.
 * @throws {WritError} `ANSWER_INVALID`
 */
export function openImageRules({ rules, now }: ImageRun): readonly ImageRule[] {
  const milliseconds = Number(now / 1_000_000n);
  return rules.map((decided) => ({ decided, judge: judgeOf(decided, milliseconds) }));
}

type JudgeBy = (decided: DecidedRule, now: number) => ImageRule['judge'];

/** A judge for each of the rules that are judged by scans. */
const judges: Readonly<Record<string, JudgeBy>> = {
  'vulnerable-image': vulnerable,
  'unscanned-image': unscanned,
  'stale-image-scan': stale,
};

function judgeOf(decided: DecidedRule, now: number): ImageRule['judge'] {
  const judge = judges[decided.rule.id];
  if (judge === undefined) throw new Error(`nothing judges ${decided.rule.id}`);
  return judge(decided, now);
}

function vulnerable(decided: DecidedRule, now: number): ImageRule['judge'] {
  const threshold = thresholdOf(decided);
  const stated = statedSeverity(decided.rule);
  // Many objects run the same image.
  const known = new Map<string, readonly Omit<BrokenImage, 'image'>[]>();
  const brokenBy = (reference: string, scanned: ScannedImage): readonly Omit<BrokenImage, 'image'>[] => {
    const found =
      known.get(reference) ??
      counting(scanned, threshold, now).map((one) => broken(one, stated, scanOf(reference, scanned)));
    known.set(reference, found);
    return found;
  };
  return (images, shelf) =>
    verdictOf(images, shelf, {
      broken: (image, scanned) => brokenBy(image.reference, scanned).map((one) => ({ image, ...one })),
      pass: passed,
    });
}

type Scanned = Omit<ImageScan, 'vulnerabilities'>;

function scanOf(image: string, { tools, at }: ScannedImage): Scanned {
  return { image, tools, scanned: at === null ? null : new Date(at).toISOString() };
}

function broken(
  one: FoundVulnerability,
  stated: Severity | null,
  scanned: Scanned,
): Omit<BrokenImage, 'image'> {
  const scan = { ...scanned, vulnerabilities: [one] };
  return { validation: one.id, message: describe(one, scan.image), severity: stated ?? one.severity, scan };
}

function passed(all: readonly ScannedImage[]): string {
  const below = all.reduce((sum, { vulnerabilities }) => sum + vulnerabilities.length, 0);
  const dismissed = all.flatMap((one) => one.dismissed);
  const [few, more] = [dismissed.slice(0, 5), dismissed.length > 5 ? ', …' : ''];
  const told = few.map(({ id, status }) => `${id} ${status}`).join(', ') + more;
  const by = [...new Set(all.flatMap(({ tools }) => tools))].join(' and ');
  const letBe = dismissed.length === 0 ? '' : `, and ${dismissed.length} do not by VEX (${told})`;
  return `nothing that ${by} found counts: ${below} are below the threshold${letBe}`;
}

function unscanned(): ImageRule['judge'] {
  return (images, shelf) => {
    const without = images.flatMap((image) => {
      const looked = shelf.look(image.reference);
      if (looked.scanned) return [];
      return [
        {
          image,
          validation: 'scan',
          message: `${image.reference} was not scanned: ${looked.why}.`,
          severity: null,
        },
      ];
    });
    return without.length === 0
      ? { result: 'pass', message: 'every image was scanned' }
      : { result: 'fail', broken: without };
  };
}

function stale({ rule, answers }: DecidedRule, now: number): ImageRule['judge'] {
  const most = atLeastZero(rule, answers, 'days');
  return (images, shelf) =>
    verdictOf(images, shelf, {
      broken(image, scanned) {
        const days = daysSince(scanned, now);
        if (days === null || days <= most) return [];
        const message = `The last scan of ${image.reference} is ${days} days old, by ${scanned.tools.join(' and ')}.`;
        return [{ image, validation: 'age', message, severity: null }];
      },
      unknown: (scanned) => (scanned.at === null ? 'the file does not say when it was scanned' : null),
      pass: () => `every scan is at most ${most} days old`,
    });
}

interface Judged {
  readonly broken: (image: NamedImage, scanned: ScannedImage) => readonly BrokenImage[];
  /** Why nothing can be said of a scan, or null. */
  readonly unknown?: (scanned: ScannedImage) => string | null;
  readonly pass: (all: readonly ScannedImage[]) => string;
}

/** What is broken weighs more than what is unknown, and this more than what is well. */
function verdictOf(images: readonly NamedImage[], shelf: ScanShelf, judged: Judged): ImageVerdict {
  const looked = images.map((image) => ({ image, found: shelf.look(image.reference) }));
  const scans = looked.flatMap(({ image, found }) =>
    found.scanned ? [{ image, scanned: found.image }] : [],
  );
  const found = scans.flatMap(({ image, scanned }) => judged.broken(image, scanned));
  if (found.length > 0) return { result: 'fail', broken: found };
  const unknown = [
    ...looked.flatMap(({ image, found }) => (found.scanned ? [] : [`${image.reference}: ${found.why}`])),
    ...scans.flatMap(({ image, scanned }) => {
      const why = judged.unknown?.(scanned) ?? null;
      return why === null ? [] : [`${image.reference}: ${why}`];
    }),
  ];
  if (unknown.length > 0) return { result: 'skip', message: [...new Set(unknown)].join('; ') };
  return { result: 'pass', message: judged.pass(scans.map(({ scanned }) => scanned)) };
}

/** The severity that a configuration gives the rule, or null: then each vulnerability has its own. */
function statedSeverity({ id, severity }: Rule): Severity | null {
  return scanRules.find((rule) => rule.id === id)?.severity === severity ? null : severity;
}

function thresholdOf({ rule, answers }: DecidedRule): Threshold {
  const days = atLeastZero(rule, answers, 'olderThanDays');
  const least = severities.find((one) => one === answerOf(rule, answers, 'least'));
  if (least === undefined) throw invalid(rule, 'least', `must be one of ${severities.join(', ')}`);
  return {
    least,
    days,
    onlyFixable: answerOf(rule, answers, 'onlyFixable') === true,
    exploited: answerOf(rule, answers, 'exploited') === true,
  };
}

function atLeastZero(rule: Rule, answers: Answers, key: string): number {
  // It is also the one place where types of answers and questions that are none are refused.
  bind(rule, answers, { minor: minors.newest });
  const answer = answerOf(rule, answers, key);
  if (typeof answer === 'number' && answer >= 0) return answer;
  throw invalid(rule, key, 'must not be below zero');
}

function answerOf(rule: Rule, answers: Answers, key: string): unknown {
  return Object.hasOwn(answers, key) ? answers[key] : rule.ask[key]?.default;
}

function invalid({ id }: Rule, key: string, why: string): WritError {
  return new WritError('ANSWER_INVALID', `cannot apply \`${id}\`: \`${key}\` ${why}`, {
    hint: `See its questions with \`writ rules ${id}\`.`,
  });
}
