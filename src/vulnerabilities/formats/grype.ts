import { isJsonObject, own } from '../../core/json.ts';
import { digestsOf } from '../digests-of.ts';
import {
  inside,
  list,
  neededText,
  number,
  object,
  objects,
  root,
  text,
  texts,
  time,
  type Place,
} from '../fields.ts';
import { nameIt, ScanFault, type Reported, type ScannedImage } from '../scan.ts';
import type { ScanFormat, ScanOrigin } from '../scan-format.ts';
import { severityOf } from '../severity-of.ts';

/** `grype --output json`. */
export const grype: ScanFormat = {
  name: 'Grype JSON',
  recognises: (document) =>
    Array.isArray(own(document, 'matches')) &&
    (isJsonObject(own(document, 'descriptor')) || isJsonObject(own(document, 'source'))),
  read(document, origin) {
    const report = root(document);
    return {
      scans: [
        {
          file: origin.file,
          tool: 'Grype',
          at: time(inside(report, 'descriptor'), 'timestamp'),
          image: imageOf(report, origin),
          reported: objects(report, 'matches').map(reported),
          leftOut: list(report, 'ignoredMatches').length,
        },
      ],
      statements: [],
    };
  },
};

function imageOf(report: Place, { image }: ScanOrigin): ScannedImage {
  const source = inside(report, 'source');
  const type = text(source, 'type');
  if (type !== 'image') return namedBy(image, type);
  const target = inside(source, 'target');
  const manifest = text(target, 'manifestDigest') ?? '';
  return {
    references: image === null ? [text(target, 'userInput') ?? '', ...texts(target, 'tags')] : [image],
    digests: digestsOf([...texts(target, 'repoDigests'), manifest]),
    platform: text(target, 'architecture'),
  };
}

/** Of a bill of materials, say, that a person knows the image of. */
function namedBy(image: string | null, type: string | null): ScannedImage {
  if (image !== null) return { references: [image], digests: [], platform: null };
  const what = type === null ? 'something unnamed' : `a ${type}`;
  throw new ScanFault('/source', `it is the scan of ${what}, not of an image; ${nameIt}`);
}

function reported(match: Place): Reported {
  const vulnerability = needed(match, 'vulnerability');
  const artifact = needed(match, 'artifact');
  const related = objects(match, 'relatedVulnerabilities');
  const all = [vulnerability, ...related];
  const fix = inside(vulnerability, 'fix');
  const epss = all.flatMap((one) => objects(one, 'epss').map((score) => number(score, 'epss') ?? 0));
  return {
    ids: [neededText(vulnerability, 'id'), ...related.map((one) => neededText(one, 'id'))],
    severity: severityOf(text(vulnerability, 'severity')),
    package: {
      name: neededText(artifact, 'name'),
      version: text(artifact, 'version') ?? '',
      purl: text(artifact, 'purl'),
      ref: text(artifact, 'id'),
    },
    fixes: text(fix, 'state') === 'fixed' ? texts(fix, 'versions') : [],
    title: all.map((one) => text(one, 'description')).find((one) => one !== null) ?? null,
    url: text(vulnerability, 'dataSource'),
    published: null,
    exploited: all.some((one) => list(one, 'knownExploited').length > 0),
    epss: epss.length === 0 ? null : Math.max(...epss),
  };
}

function needed(match: Place, key: string): Place {
  const found = object(match, key);
  if (found !== null) return found;
  throw new ScanFault(match.at, `\`${key}\` is missing`);
}
