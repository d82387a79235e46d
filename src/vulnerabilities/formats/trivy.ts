import { own } from '../../core/json.ts';
import { inside, list, neededText, number, objects, root, text, texts, time, type Place } from '../fields.ts';
import type { Reported, ScannedImage } from '../scan.ts';
import { ScanFault } from '../scan.ts';
import type { ScanFormat, ScanOrigin } from '../scan-format.ts';
import { digestsOf } from '../digests-of.ts';
import { severityOf } from '../severity-of.ts';

/** `trivy image --format json`, schema version 2. */
export const trivy: ScanFormat = {
  name: 'Trivy JSON',
  recognises: (document) =>
    own(document, 'SchemaVersion') !== undefined && own(document, 'ArtifactName') !== undefined,
  read(document, origin) {
    const report = root(document);
    if (number(report, 'SchemaVersion') !== 2) {
      throw new ScanFault('/SchemaVersion', 'only version 2 of Trivy’s schema is read');
    }
    const results = objects(report, 'Results');
    return {
      scans: [
        {
          file: origin.file,
          tool: 'Trivy',
          at: time(report, 'CreatedAt'),
          image: imageOf(report, origin),
          reported: results.flatMap((result) => objects(result, 'Vulnerabilities').map(reported)),
          leftOut: results.reduce((sum, result) => sum + modified(result), 0),
        },
      ],
      statements: [],
    };
  },
};

function imageOf(report: Place, { image }: ScanOrigin): ScannedImage {
  const metadata = inside(report, 'Metadata');
  const named = [text(report, 'ArtifactName') ?? '', ...texts(metadata, 'RepoTags')];
  return {
    references: image === null ? imageNames(report, named) : [image],
    digests: digestsOf(texts(metadata, 'RepoDigests')),
    platform: text(inside(metadata, 'ImageConfig'), 'architecture'),
  };
}

function imageNames(report: Place, named: readonly string[]): readonly string[] {
  const type = text(report, 'ArtifactType');
  if (type === null || type === 'container_image') return named;
  throw new ScanFault('/ArtifactType', `it is the scan of a ${type}, not of an image`);
}

function reported(place: Place): Reported {
  const cve = neededText(place, 'VulnerabilityID');
  const identifier = inside(place, 'PkgIdentifier');
  return {
    ids: [cve, ...texts(place, 'VendorIDs')],
    severity: severityOf(text(place, 'Severity')),
    package: {
      name: neededText(place, 'PkgName'),
      version: text(place, 'InstalledVersion') ?? '',
      purl: text(identifier, 'PURL'),
      ref: text(identifier, 'BOMRef'),
    },
    fixes: (text(place, 'FixedVersion') ?? '').split(/,\s*/).filter(Boolean),
    title: text(place, 'Title'),
    url: text(place, 'PrimaryURL'),
    published: time(place, 'PublishedDate'),
    exploited: false,
    epss: null,
  };
}

/** What Trivy found and then left out for an ignore file or a VEX document; it lists it with `--show-suppressed`. */
function modified(result: Place): number {
  return list(result, 'ExperimentalModifiedFindings').length;
}
