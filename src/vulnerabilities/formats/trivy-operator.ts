import { isJsonObject, own, type JsonObject, type JsonValue } from '../../core/json.ts';
import { digestsOf } from '../digests-of.ts';
import { inside, neededText, objects, root, text, time, type Place } from '../fields.ts';
import type { Reported, Scan } from '../scan.ts';
import type { ScanFormat, ScanOrigin } from '../scan-format.ts';
import { severityOf } from '../severity-of.ts';

const kind = 'VulnerabilityReport';

/** VulnerabilityReports of the Trivy Operator: `kubectl get vulnerabilityreports --all-namespaces --output json`. */
export const trivyOperator: ScanFormat = {
  name: 'VulnerabilityReport of the Trivy Operator',
  recognises: (document) => reports(document).length > 0,
  read: (document, origin) => ({
    scans: reports(document).map((place) => scanOf(place, origin)),
    statements: [],
  }),
};

function reports(document: JsonObject): readonly Place[] {
  if (own(document, 'kind') === kind) return [root(document)];
  const items = own(document, 'items');
  const [first = null] = Array.isArray(items) ? (items as readonly JsonValue[]) : [];
  return isJsonObject(first) && own(first, 'kind') === kind ? objects(root(document), 'items') : [];
}

function scanOf(place: Place, { file, image }: ScanOrigin): Scan {
  const report = inside(place, 'report');
  const artifact = inside(report, 'artifact');
  const digest = text(artifact, 'digest');
  return {
    file,
    tool: 'Trivy',
    at: time(report, 'updateTimestamp'),
    image: {
      references: [image ?? referenceOf(report, artifact)],
      digests: digestsOf(digest === null ? [] : [digest]),
      platform: null,
    },
    reported: objects(report, 'vulnerabilities').map(reported),
    leftOut: 0,
  };
}

function referenceOf(report: Place, artifact: Place): string {
  const server = text(inside(report, 'registry'), 'server');
  const name = `${server === null ? '' : `${server}/`}${neededText(artifact, 'repository')}`;
  const [tag, digest] = [text(artifact, 'tag'), text(artifact, 'digest')];
  if (tag !== null) return `${name}:${tag}`;
  return digest === null ? name : `${name}@${digest}`;
}

function reported(place: Place): Reported {
  return {
    ids: [neededText(place, 'vulnerabilityID')],
    severity: severityOf(text(place, 'severity')),
    package: {
      name: neededText(place, 'resource'),
      version: text(place, 'installedVersion') ?? '',
      purl: text(place, 'packagePURL'),
      ref: null,
    },
    fixes: (text(place, 'fixedVersion') ?? '').split(/,\s*/).filter(Boolean),
    title: text(place, 'title'),
    url: text(place, 'primaryLink'),
    published: time(place, 'publishedDate'),
    exploited: false,
    epss: null,
  };
}
