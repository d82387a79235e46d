import type { Scan } from '../../vulnerabilities/scan.ts';
import type { ScannedImage } from '../../vulnerabilities/scanned-image.ts';
import { noScan } from '../../vulnerabilities/scan-shelf.ts';
import type { OpenedScans } from './open-scans.ts';

/** What of the scans and the images did not meet, and what was let be: never silently. */
export function imageNotes(opened: OpenedScans | null, asked: ReadonlySet<string>): readonly string[] {
  if (opened === null)
    return ['images were not judged: name the results of a scan with --vulnerabilities FILE'];
  const { shelf, passedOver } = opened;
  const looked = Array.from(asked, (reference) => ({ reference, found: shelf.look(reference) }));
  const unknown = looked.flatMap(({ reference, found }) =>
    found.scanned ? [] : [because(reference, found.why)],
  );
  const known = looked.flatMap(({ found }) => (found.scanned ? [found.image] : []));
  return [
    ...told(unknown, (count) => `${counted(count, 'image')} without a scan, not judged`),
    ...told(
      shelf.unasked().map(nameOf),
      (count) => `${counted(count, 'scan')} of images that nothing judged here runs`,
    ),
    ...told(shelf.outdated().map(nameOf), (count) => `${counted(count, 'scan')} not counted for a newer one`),
    ...dismissals(known),
    ...told(
      shelf.idle().map(({ ids, file }) => `${ids[0] ?? ''} (${file})`),
      (count) => `${counted(count, 'VEX statement')} that concerned nothing that was found`,
    ),
    ...leftOut(known),
    ...told(passedOver, (count) => `${counted(count, 'file')} among the scans that hold none`),
  ];
}

function because(reference: string, why: string): string {
  return why === noScan ? reference : `${reference} (${why})`;
}

function nameOf({ image, file }: Scan): string {
  return `${image.references.find(Boolean) ?? image.digests[0] ?? 'an image'} (${file})`;
}

function dismissals(known: readonly ScannedImage[]): readonly string[] {
  const all = known.flatMap(({ dismissed }) => dismissed);
  if (all.length === 0) return [];
  const images = known.filter(({ dismissed }) => dismissed.length > 0).length;
  const by = Map.groupBy(all, ({ status }) => status);
  const words = Array.from(by, ([status, some]) => `${some.length} ${status}`).toSorted();
  return [
    `${vulnerabilities(all.length)} of ${counted(images, 'image')} not counted by VEX: ${words.join(', ')}`,
  ];
}

function leftOut(known: readonly ScannedImage[]): readonly string[] {
  const sum = known.reduce((total, image) => total + image.leftOut, 0);
  return sum === 0 ? [] : [`${vulnerabilities(sum)} left out by the scanners, by ignore rules of their own`];
}

function vulnerabilities(count: number): string {
  return `${count} ${count === 1 ? 'vulnerability' : 'vulnerabilities'}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const most = 5;
/** Names come from files that nobody vouches for. */
const longest = 200;

/** A sentence with the first few by name; none where there is nothing to tell. */
function told(names: readonly string[], say: (count: number) => string): readonly string[] {
  const all = [...new Set(names)];
  if (all.length === 0) return [];
  const more = all.length > most ? ` and ${all.length - most} more` : '';
  const few = all.slice(0, most).map((name) => (name.length > longest ? `${name.slice(0, longest)}…` : name));
  return [`${say(all.length)}: ${few.join(', ')}${more}`];
}
