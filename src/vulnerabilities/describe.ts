import type { FoundVulnerability } from '../core/finding.ts';
import { severities } from '../core/severity.ts';
import { isFixable } from './vulnerability.ts';

/** A vulnerability in one sentence: where it is, what is known of it, and what fixes it. */
export function describe(one: FoundVulnerability, image: string): string {
  const places = listed(one.packages.map(packageText), 3);
  const known = [
    one.severity,
    ...(one.exploited ? ['known to be exploited'] : []),
    ...(one.epss === null || one.epss < 0.1
      ? []
      : [`${percent(one.epss)} likely to be exploited within 30 days (EPSS)`]),
    ...disagreement(one),
  ];
  return `${reference(image)} has ${shortened(one.id)} in ${places}: ${known.join(', ')}; ${fix(one)}.`;
}

/** Several in one sentence: how many of which severity, how many have a fix, and the worst by name. */
export function summarize(all: readonly FoundVulnerability[], image: string): string {
  const counts = severities
    .toReversed()
    .map((severity) => [all.filter((one) => one.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}`);
  const exploited = all.filter((one) => one.exploited).length;
  const fixable = all.filter(isFixable).length;
  const more = [
    ...(exploited > 0 ? [`${exploited} known to be exploited`] : []),
    fixable === all.length ? 'all with a fix' : `${fixable} with a fix`,
  ];
  const worst = listed(all.map(short), 3);
  return `${reference(image)} has ${all.length} vulnerabilities, ${listed(counts, 5)}, ${more.join(', ')}: ${worst}.`;
}

function short(one: FoundVulnerability): string {
  const [first] = one.packages;
  const fixed = first?.fixed[0];
  const version = fixed === undefined ? '' : ` → ${shortened(fixed)}`;
  const place =
    first === undefined ? '' : ` (${packageText(first)}${version}${one.exploited ? ', exploited' : ''})`;
  return `${shortened(one.id)}${place}`;
}

function packageText({ name, version }: FoundVulnerability['packages'][number]): string {
  return version === '' ? shortened(name) : `${shortened(name)} ${shortened(version)}`;
}

function fix(one: FoundVulnerability): string {
  const versions = [...new Set(one.packages.flatMap(({ fixed }) => fixed))];
  if (versions.length === 0) return 'no fix is out';
  const told = `fixed in ${listed(
    versions.map((version) => shortened(version)),
    3,
  )}`;
  return isFixable(one) ? told : `${told}, but not in every package`;
}

/** What each scanner says, where they do not agree or do not know. */
function disagreement({ said }: FoundVulnerability): readonly string[] {
  const distinct = new Set(said.map(({ severity }) => severity));
  if (distinct.size === 1 && !distinct.has(null)) return [];
  const words = said.map(({ tool, severity }) => `${shortened(tool)} says ${severity ?? 'unknown'}`);
  return [words.join(' and ')];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The first few, and how many more there are. */
function listed(words: readonly string[], most: number): string {
  const shown = words.slice(0, most);
  const rest = words.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

const longest = 60;

/** A reference tells most at its ends: the registry, and the tag or digest. */
function reference(image: string): string {
  return image.length > 120 ? `${image.slice(0, 60)}…${image.slice(-50)}` : image;
}

/** Names come from files that nobody vouches for. */
function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
