import type { FoundVulnerability } from '../core/finding.ts';
import { atLeast, type Severity } from '../core/severity.ts';
import type { ScannedImage } from './scanned-image.ts';
import { isFixable } from './vulnerability.ts';

/** From where on a vulnerability counts. */
export interface Threshold {
  readonly least: Severity;
  /** Whether only what has a fix counts. */
  readonly onlyFixable: boolean;
  /** How many days whoever runs an image has, from the day on which a vulnerability became known. */
  readonly days: number;
  /** Whether what is known to be exploited counts in any case. */
  readonly exploited: boolean;
}

const day = 86_400_000;

/** The vulnerabilities of an image that count at a time, in milliseconds since the epoch; worst first. */
export function counting(
  image: ScannedImage,
  threshold: Threshold,
  now: number,
): readonly FoundVulnerability[] {
  return image.vulnerabilities.filter((one) => counts(one, threshold, now));
}

/** A vulnerability of which nobody knows since when it is known counts, however many days there are. */
function counts(
  one: FoundVulnerability,
  { least, onlyFixable, days, exploited }: Threshold,
  now: number,
): boolean {
  if (exploited && one.exploited) return true;
  if (!atLeast(one.severity, least) || (onlyFixable && !isFixable(one))) return false;
  return one.published === null || now - Date.parse(one.published) >= days * day;
}

/** How many days ago an image was last scanned; null where no file says. */
export function daysSince({ at }: Pick<ScannedImage, 'at'>, now: number): number | null {
  return at === null ? null : Math.floor((now - at) / day);
}
