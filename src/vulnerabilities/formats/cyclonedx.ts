import { own } from '../../core/json.ts';
import { severities } from '../../core/severity.ts';
import { digestsOf } from '../digests-of.ts';
import { inside, neededText, number, object, objects, root, text, time, type Place } from '../fields.ts';
import { imageOfPackageUrl, parsePackageUrl } from '../package-url.ts';
import {
  nameIt,
  ScanFault,
  type Product,
  type Reported,
  type Scan,
  type ScannedImage,
  type Statement,
  type StatementStatus,
} from '../scan.ts';
import type { ScanFormat, ScanOrigin } from '../scan-format.ts';
import { toolName } from '../tool-name.ts';
import { severityOf, severityOfScore } from '../severity-of.ts';

/** CycloneDX 1.4 to 1.7 (ECMA-424): a bill of materials of an image with vulnerabilities, or a VEX document beside one. */
export const cyclonedx: ScanFormat = {
  name: 'CycloneDX JSON',
  recognises: (document) => own(document, 'bomFormat') === 'CycloneDX',
  read(document, origin) {
    const bom = root(document);
    if (own(document, 'vulnerabilities') === undefined) {
      throw new ScanFault(
        '',
        'it is a bill of materials without the results of a scan: it has no `vulnerabilities`',
      );
    }
    const components = componentsOf(bom);
    const image = imageOf(bom, origin);
    const at = time(inside(bom, 'metadata'), 'timestamp');
    const found = objects(bom, 'vulnerabilities');
    const about: About = {
      origin,
      at,
      components,
      serial: serialOf(bom),
      image: image?.digests[0] ?? image?.references[0] ?? null,
    };
    const statements = found.flatMap((place) => statementOf(place, about));
    if (image === null) return { scans: [], statements: vexOnly(bom, found, statements) };
    const reported = found.flatMap((place) => reportedBy(place, about));
    const scan: Scan = { file: origin.file, tool: toolOf(bom), at, image, reported, leftOut: 0 };
    return { scans: [scan], statements };
  },
};

interface About {
  readonly origin: ScanOrigin;
  readonly at: number | null;
  readonly components: ReadonlyMap<string, Place>;
  /** `urn:cdx:serial`, by which VEX documents name this one; null where it has no number. */
  readonly serial: string | null;
  readonly image: string | null;
}

/** A document that is about no image is a VEX document, and has to say something. */
function vexOnly(
  bom: Place,
  found: readonly Place[],
  statements: readonly Statement[],
): readonly Statement[] {
  const isScan = own(bom.value, 'components') !== undefined && statements.length < found.length;
  if (!isScan && (statements.length > 0 || found.length === 0)) return statements;
  throw new ScanFault(
    '/metadata',
    `it does not say in \`metadata.component\` of which image it is; ${nameIt}`,
  );
}

/** By reference, the whole and its parts, however deep: components hold components. */
function componentsOf(bom: Place): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  const whole = object(inside(bom, 'metadata'), 'component');
  const waiting = [...objects(bom, 'components'), ...(whole === null ? [] : [whole])];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const ref = text(place, 'bom-ref');
    if (ref !== null) found.set(ref, place);
    for (const inner of objects(place, 'components')) waiting.push(inner);
  }
  return found;
}

function serialOf(bom: Place): string | null {
  const serial = text(bom, 'serialNumber');
  return serial === null ? null : serial.replace(/^urn:uuid:/, 'urn:cdx:');
}

function imageOf(bom: Place, { image }: ScanOrigin): ScannedImage | null {
  const component = inside(inside(bom, 'metadata'), 'component');
  if (text(component, 'type') !== 'container') {
    return image === null ? null : { references: [image], digests: [], platform: null };
  }
  const purl = parsePackageUrl(text(component, 'purl') ?? '');
  const byPurl = [purl === null ? null : imageOfPackageUrl(purl)].flatMap((one) => one ?? []);
  const version = text(component, 'version') ?? '';
  const named = [nameOf(component, version), ...valuesOf(component, ':RepoTag'), ...byPurl];
  return {
    references: image === null ? named : [image],
    digests: digestsOf([...byPurl, version, ...valuesOf(component, ':RepoDigest')]),
    platform: purl?.qualifiers.get('arch') ?? null,
  };
}

/** A name that has its tag already is not given another one. */
function nameOf(component: Place, version: string): string {
  const name = text(component, 'name') ?? '';
  return version === '' || version.includes(':') || name.lastIndexOf(':') > name.lastIndexOf('/')
    ? name
    : `${name}:${version}`;
}

/** Properties whose names end so, as Trivy writes what CycloneDX has no field for. */
function valuesOf(component: Place, end: string): readonly string[] {
  return objects(component, 'properties')
    .filter((one) => text(one, 'name')?.endsWith(end) === true)
    .flatMap((one) => text(one, 'value') ?? []);
}

/** The first tool, in the shape of 1.5 and in that before it. */
function toolOf(bom: Place): string {
  const metadata = inside(bom, 'metadata');
  const isList = Array.isArray(own(metadata.value, 'tools'));
  const [first] = isList ? objects(metadata, 'tools') : objects(inside(metadata, 'tools'), 'components');
  const name = (first === undefined ? null : text(first, 'name')) ?? 'CycloneDX';
  return toolName(name);
}

function idsOf(place: Place): Reported['ids'] {
  return [neededText(place, 'id'), ...objects(place, 'references').flatMap((one) => text(one, 'id') ?? [])];
}

function reportedBy(place: Place, about: About): readonly Reported[] {
  const ids = idsOf(place);
  const severity = worstRating(place);
  const [advisory = inside(place, 'source')] = objects(place, 'advisories');
  const recommendation = text(place, 'recommendation');
  const published = time(place, 'published');
  const title = text(place, 'description');
  const url = text(advisory, 'url');
  return affected(place).map((affects) => {
    const { name, version, purl, ref } = packageOf(affects, about);
    return {
      ids,
      severity,
      package: { name, version, purl, ref },
      fixes: fixesOf(recommendation, name),
      title,
      url,
      published,
      exploited: false,
      epss: null,
    };
  });
}

/** What a vulnerability is in; where all of its versions are said not to be affected, it is in none of it. */
function affected(place: Place): readonly Place[] {
  return objects(place, 'affects').filter((one) => {
    const versions = objects(one, 'versions');
    return versions.length === 0 || versions.some((version) => text(version, 'status') !== 'unaffected');
  });
}

function packageOf(affects: Place, { components, serial }: About): Reported['package'] {
  const ref = refOf(neededText(affects, 'ref'));
  const component = components.get(ref) ?? root({});
  const purl = text(component, 'purl') ?? (ref.startsWith('pkg:') ? ref : null);
  const { name, version } = parsePackageUrl(purl ?? '') ?? { name: ref, version: null };
  return {
    name: text(component, 'name') ?? name.slice(name.lastIndexOf('/') + 1),
    version: text(component, 'version') ?? version ?? statedVersion(affects),
    purl,
    ref: serial === null ? null : `${serial}#${ref}`,
  };
}

function refOf(written: string): string {
  return (written.startsWith('urn:cdx:') ? splitLink(written)[1] : null) ?? written;
}

function statedVersion(affects: Place): string {
  const [stated] = objects(affects, 'versions').flatMap((one) => text(one, 'version') ?? []);
  return stated ?? '';
}

/** `urn:cdx:serial/version#ref`: the document, whichever its version, and what is named in it. */
function splitLink(link: string): readonly [document: string, ref: string | null] {
  const hash = link.indexOf('#');
  const document = (hash < 0 ? link : link.slice(0, hash)).split('/')[0] ?? link;
  return [document, hash < 0 ? null : decoded(link.slice(hash + 1))];
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

function worstRating(place: Place): Reported['severity'] {
  const ratings = new Set(
    objects(place, 'ratings').map(
      (one) => severityOf(text(one, 'severity')) ?? severityOfScore(number(one, 'score')),
    ),
  );
  return severities.findLast((one) => ratings.has(one)) ?? null;
}

/** `Upgrade openssl to version 3.0.2`, as Trivy writes it, several separated by `;`. */
function fixesOf(recommendation: string | null, name: string): readonly string[] {
  const sentences = (recommendation ?? '').split(/;\s*/);
  const found = sentences.flatMap((sentence) => {
    const [, what, versions] = /^(?:Upgrade|Update) (\S+) to (?:version )?(\S.*)$/i.exec(sentence) ?? [];
    return what === undefined || versions === undefined || (what !== name && sentences.length > 1)
      ? []
      : versions.split(/,\s*/);
  });
  return [...new Set(found)];
}

const states: Readonly<Record<string, StatementStatus>> = {
  not_affected: 'not_affected',
  false_positive: 'false_positive',
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
};

function statementOf(place: Place, about: About): readonly Statement[] {
  const analysis = object(place, 'analysis');
  const state = analysis === null ? null : text(analysis, 'state');
  if (analysis === null || state === null) return [];
  const status = Object.hasOwn(states, state) ? states[state] : undefined;
  if (status === undefined)
    throw new ScanFault(`${analysis.at}/state`, `\`${state.slice(0, 40)}\` is no state of CycloneDX`);
  return [
    {
      file: about.origin.file,
      at: time(analysis, 'lastUpdated') ?? about.at,
      ids: idsOf(place),
      status,
      why: text(analysis, 'justification') ?? text(analysis, 'detail'),
      products: objects(place, 'affects').map((affects) => productOf(neededText(affects, 'ref'), about)),
    },
  ];
}

/** What a statement names: a component of this document, of another by its serial number, or a package or an image by its URL. */
function productOf(ref: string, about: About): Product {
  if (ref.startsWith('urn:cdx:')) {
    const [document, inner] = splitLink(ref);
    return { image: null, packages: [inner === null ? document : `${document}#${inner}`] };
  }
  const component = about.components.get(ref);
  const purl = (component === undefined ? null : text(component, 'purl')) ?? ref;
  const parsed = parsePackageUrl(purl);
  const named = parsed === null ? null : imageOfPackageUrl(parsed);
  if (named !== null) return { image: named, packages: [] };
  return { image: about.image, packages: about.serial === null ? [purl] : [purl, `${about.serial}#${ref}`] };
}
