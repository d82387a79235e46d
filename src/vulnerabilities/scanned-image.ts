import type { FoundVulnerability } from '../core/finding.ts';
import { ownCopy } from '../core/own-copy.ts';
import { severities, type Severity } from '../core/severity.ts';
import type { Names } from './names-of.ts';
import type { Reported, Scan, Statement } from './scan.ts';
import type { Vex } from './vex.ts';
import type { Dismissed } from './vulnerability.ts';

/** What is known of an image by all of its scans together. */
export interface ScannedImage {
  /** By whom, each once. */
  readonly tools: readonly string[];
  /** When it was last scanned, in milliseconds since the epoch; null where no file says. */
  readonly at: number | null;
  /** Worst first. */
  readonly vulnerabilities: readonly FoundVulnerability[];
  readonly dismissed: readonly Dismissed[];
  /** How many the scanners themselves left out. */
  readonly leftOut: number;
}

interface Gathered {
  readonly ids: Set<string>;
  readonly said: Map<string, Severity | null>;
  readonly packages: Map<string, FoundVulnerability['packages'][number]>;
  readonly dismissals: Statement[];
  first: Reported;
  exploited: boolean;
  epss: number | null;
  published: number | null;
}

/** Joins what the scans of one image report, by the names of vulnerabilities. */
export function joinScans(scans: readonly Scan[], names: Names, vex: Vex): ScannedImage {
  const found = new Map<string, Gathered>();
  for (const scan of scans) {
    for (const reported of scan.reported) gather(found, { reported, scan, names, vex });
  }
  const all = [...found];
  return {
    tools: [...new Set(scans.map(({ tool }) => tool))],
    at: scans.reduce<number | null>((last, { at }) => latest(last, at), null),
    vulnerabilities: all
      .filter(([, { packages }]) => packages.size > 0)
      .map(([id, one]) => vulnerability(id, one))
      .toSorted(byWeight),
    dismissed: all.flatMap(([id, { packages, dismissals }]) =>
      packages.size > 0 ? [] : dismissed(id, dismissals),
    ),
    leftOut: scans.reduce((sum, { leftOut }) => sum + leftOut, 0),
  };
}

interface Gathering {
  readonly reported: Reported;
  readonly scan: Scan;
  readonly names: Names;
  readonly vex: Vex;
}

function gather(found: Map<string, Gathered>, { reported, scan, names, vex }: Gathering): void {
  const id = names.of(reported.ids);
  const one = found.get(id) ?? nothingYet(reported);
  found.set(id, one);
  for (const name of reported.ids) one.ids.add(name);
  const before = one.said.get(scan.tool);
  one.said.set(scan.tool, before === undefined ? reported.severity : worse(before, reported.severity));
  one.exploited ||= reported.exploited;
  one.epss = latest(one.epss, reported.epss);
  one.published = earliest(one.published, reported.published);
  const dismissal = vex.dismissal(id, reported.package, scan);
  if (dismissal === null) addPackage(one.packages, reported);
  else one.dismissals.push(dismissal);
}

function nothingYet(first: Reported): Gathered {
  const start = { exploited: false, epss: null, published: null };
  return { ids: new Set(), said: new Map(), packages: new Map(), dismissals: [], first, ...start };
}

/** A package is one however many scanners and layers name it; what fixes it, either may know. */
function addPackage(
  packages: Map<string, FoundVulnerability['packages'][number]>,
  { package: { name, version }, fixes }: Reported,
): void {
  const key = `${name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1)}@${version}`;
  const known = packages.get(key);
  const all = known === undefined ? fixes : [...new Set([...known.fixed, ...fixes])];
  packages.set(key, { name: known?.name ?? name, version, fixed: all });
}

function vulnerability(id: string, one: Gathered): FoundVulnerability {
  const worst = [...one.said.values()].reduce(worse, null);
  return {
    id,
    aliases: [...one.ids].filter((name) => name.toUpperCase() !== id.toUpperCase()),
    severity: worst ?? 'medium',
    said: Array.from(one.said, ([tool, severity]) => ({ tool, severity })),
    packages: [...one.packages.values()],
    title: titleOf(one.first),
    url: one.first.url,
    published: one.published === null ? null : new Date(one.published).toISOString(),
    exploited: one.exploited,
    epss: one.epss,
  };
}

const longestTitle = 200;

/** Some scanners have no titles, and tell the whole story in their place; a part of it must not keep all of it. */
function titleOf({ title }: Reported): string | null {
  return title !== null && title.length > longestTitle
    ? ownCopy(`${title.slice(0, longestTitle)}…`.toWellFormed())
    : title;
}

function dismissed(id: string, [first]: readonly Statement[]): readonly Dismissed[] {
  return first === undefined ? [] : [{ id, status: first.status, why: first.why, file: first.file }];
}

/** What is exploited first, then what is severe, then what is likely to be exploited. */
export function byWeight(a: FoundVulnerability, b: FoundVulnerability): number {
  return (
    Number(b.exploited) - Number(a.exploited) ||
    severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
    (b.epss ?? 0) - (a.epss ?? 0) ||
    (a.id < b.id ? -1 : 1)
  );
}

function worse(a: Severity | null, b: Severity | null): Severity | null {
  if (a === null || b === null) return a ?? b;
  return severities.indexOf(a) >= severities.indexOf(b) ? a : b;
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function earliest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
