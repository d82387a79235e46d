import { own } from '../../core/json.ts';
import { digestsOf } from '../digests-of.ts';
import { inside, list, number, objects, root, text, texts, time, type Place } from '../fields.ts';
import { parsePackageUrl } from '../package-url.ts';
import { nameIt, ScanFault, type Reported, type Scan, type ScannedImage } from '../scan.ts';
import type { ScanFormat, ScanOrigin } from '../scan-format.ts';
import { toolName } from '../tool-name.ts';
import { severityOf, severityOfScore } from '../severity-of.ts';

/**
 * SARIF 2.1.0 (OASIS) as scanners of images write it: Trivy, Grype, Snyk and Docker Scout. The format has no place for
 * packages, fixes and images, so that each scanner writes them into a text or a property of its own.
 */
export const sarif: ScanFormat = {
  name: 'SARIF',
  recognises: (document) => Array.isArray(own(document, 'runs')) && own(document, 'version') === '2.1.0',
  read(document, origin) {
    const runs = objects(root(document), 'runs');
    if (runs.length === 0) throw new ScanFault('/runs', 'it holds no run of a scanner');
    return { scans: runs.map((run) => scanOf(run, origin)), statements: [] };
  },
};

function scanOf(run: Place, origin: ScanOrigin): Scan {
  const driver = inside(inside(run, 'tool'), 'driver');
  const results = objects(run, 'results');
  const rules = new Map(objects(driver, 'rules').map((rule) => [text(rule, 'id') ?? '', rule]));
  const kept = results.filter((result) => !isSuppressed(result));
  const name = text(driver, 'name') ?? 'SARIF';
  const [invocation] = objects(run, 'invocations');
  return {
    file: origin.file,
    tool: toolName(name),
    at: invocation === undefined ? null : time(invocation, 'endTimeUtc'),
    image: imageOf(run, results, origin),
    reported: kept.map((result) => reported(result, rules)),
    leftOut: results.length - kept.length,
  };
}

/** A suppression counts unless it was refused or is not yet decided (3.35.3). */
function isSuppressed(result: Place): boolean {
  return objects(result, 'suppressions').some((one) => (text(one, 'status') ?? 'accepted') === 'accepted');
}

function imageOf(run: Place, results: readonly Place[], { image }: ScanOrigin): ScannedImage {
  const properties = inside(run, 'properties');
  const named = [text(properties, 'imageName') ?? '', ...texts(properties, 'repoTags')].filter(Boolean);
  const references = image === null ? [...named, ...told(run, results)] : [image];
  if (references.length === 0) {
    throw new ScanFault(run.at, `it does not say of which image it is; ${nameIt}`);
  }
  return { references, digests: digestsOf(texts(properties, 'repoDigests')), platform: null };
}

/** Grype names the image in every result, Snyk in the identity of the run. */
function told(run: Place, results: readonly Place[]): readonly string[] {
  const [first] = results;
  const inResult = first === undefined ? null : / was found in image (\S+) at: /.exec(messageOf(first))?.[1];
  const identity = text(inside(run, 'automationDetails'), 'id');
  const inRun = /^Snyk\/Container\/docker-image\|(\S+)\/[^/]*$/.exec(identity ?? '')?.[1];
  return [inResult, inRun].flatMap((found) => found ?? []);
}

function messageOf(place: Place, key = 'message'): string {
  return text(inside(place, key), 'text') ?? '';
}

function reported(result: Place, rules: ReadonlyMap<string, Place>): Reported {
  const id = text(result, 'ruleId');
  if (id === null) throw new ScanFault(result.at, '`ruleId` is missing');
  const rule = rules.get(id) ?? root({});
  const properties = inside(rule, 'properties');
  const lines = linesOf(`${messageOf(rule, 'help')}\n${messageOf(result)}`);
  const full = messageOf(rule, 'fullDescription');
  const score = Number(text(properties, 'security-severity') ?? Number.NaN);
  return {
    ids: idsOf(id, lines, full),
    severity:
      severityOf(lines.get('severity') ?? text(properties, 'cvssV3_severity') ?? wordIn(properties, rule)) ??
      severityOfScore(Number.isNaN(score) ? number(properties, 'cvssv3_baseScore') : score),
    package: packageOf(result, { properties, lines, full }),
    fixes: fixesOf(lines, properties),
    title: messageOf(rule, 'shortDescription') || null,
    url: text(rule, 'helpUri'),
    published: null,
    exploited: false,
    epss: null,
  };
}

/** `Severity: HIGH`, as Trivy, Grype and Docker Scout write lines into texts. */
function linesOf(written: string): ReadonlyMap<string, string> {
  const found = written.split('\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, Math.max(0, colon)).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return new Map(found.filter(([key, value]) => key !== '' && value !== ''));
}

/** Grype puts the package behind the name, and Snyk the CVE before the package of the description. */
function idsOf(id: string, lines: ReadonlyMap<string, string>, full: string): Reported['ids'] {
  const behind = lines.get('package') ?? '';
  const own = behind !== '' && id.endsWith(`-${behind}`) ? id.slice(0, -behind.length - 1) : id;
  const listed = /^\((CVE-[^)]*)\) /.exec(full)?.[1]?.split(',') ?? [];
  return [own, ...listed.map((one) => one.trim())];
}

/** Trivy and Docker Scout tag a rule with its severity, Snyk begins its description with it. */
function wordIn(properties: Place, rule: Place): string | null {
  const tags = list(properties, 'tags').filter((tag) => typeof tag === 'string');
  const tag = tags.find((one) => severityOf(one) !== null);
  return tag ?? /^(\w+) severity /.exec(messageOf(rule, 'shortDescription'))?.[1] ?? null;
}

interface Told {
  readonly properties: Place;
  readonly lines: ReadonlyMap<string, string>;
  readonly full: string;
}

function packageOf(result: Place, { properties, lines, full }: Told): Reported['package'] {
  const purl = texts(properties, 'purls')[0] ?? null;
  const [name, version] = pairIn(result, full) ?? pairOf(purl) ?? [];
  const written = lines.get('package') ?? 'pkg:';
  return {
    name: written.startsWith('pkg:') ? (name ?? 'a package') : written,
    version: lines.get('installed version') ?? lines.get('version') ?? version ?? '',
    purl,
    ref: null,
  };
}

type Pair = readonly [name: string, version: string];

function pairOf(purl: string | null): Pair | null {
  const parsed = parsePackageUrl(purl ?? '');
  return parsed === null ? null : [parsed.name.split('/').at(-1) ?? parsed.name, parsed.version ?? ''];
}

/** Snyk writes `openssl@3.0.1` into the description of the rule, Trivy behind the place of the result. */
function pairIn(result: Place, full: string): Pair | null {
  const bare = full.startsWith('(') ? full.slice(full.indexOf(') ') + 2) : full;
  const described = bare.includes(' ') ? null : splitPair(bare);
  if (described !== null) return described;
  const places = objects(result, 'locations').map((one) => splitPair(messageOf(one).split(' ').at(-1) ?? ''));
  return places.find((one) => one !== null) ?? null;
}

function splitPair(word: string): Pair | null {
  const at = word.lastIndexOf('@');
  return at < 1 || at === word.length - 1 ? null : [word.slice(0, at), word.slice(at + 1)];
}

function fixesOf(lines: ReadonlyMap<string, string>, properties: Place): readonly string[] {
  const written =
    lines.get('fixed version') ?? lines.get('fix version') ?? text(properties, 'fixed_version') ?? '';
  return /^not fixed$/i.test(written) ? [] : written.split(/,\s*/).filter(Boolean);
}
