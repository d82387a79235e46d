import { WritError } from '../core/errors.ts';
import { imageName, isDigest, type ImageName } from './image-name.ts';
import type { Names } from './names-of.ts';
import { parsePackageUrl, type PackageUrl } from './package-url.ts';
import type { Product, ReportedPackage, Scan, Statement } from './scan.ts';

/** What VEX documents say of vulnerabilities in packages of images. */
export interface Vex {
  /** The statement by which a vulnerability does not count in a package; null where none says so. */
  dismissal(id: string, found: ReportedPackage, scan: Scan): Statement | null;
  /** Statements that concerned nothing that was reported. */
  idle(): readonly Statement[];
}

/** Statuses by which a vulnerability does not count. */
const dismissing: ReadonlySet<string> = new Set(['not_affected', 'fixed', 'false_positive']);

/**
 * Opens what statements say.
 * @throws {WritError} `SCAN_INVALID` when it is asked and would not come to an end
 */
export function openVex(statements: readonly Statement[], names: Names): Vex {
  const byId = new Map<string, Statement[]>();
  for (const statement of statements) {
    const [first, ...others] = statement.ids;
    if (first === undefined) continue;
    const known = statement.ids.map((id) => names.of([id]));
    for (const id of new Set([names.of([first, ...others]), ...known])) {
      const said = byId.get(id);
      if (said === undefined) byId.set(id, [statement]);
      else said.push(statement);
    }
  }
  const used = new Set<Statement>();
  let compared = 0;
  return {
    dismissal(id, found, scan) {
      let last: Statement | null = null;
      for (const statement of byId.get(id) ?? []) {
        compared += statement.products.length;
        if (compared > most) throw tooMany(statement);
        if (!statement.products.some((product) => concerns(product, found, scan))) continue;
        used.add(statement);
        if (last === null || outweighs(statement, last)) last = statement;
      }
      return last !== null && dismissing.has(last.status) ? last : null;
    },
    idle: () => statements.filter((statement) => dismissing.has(statement.status) && !used.has(statement)),
  };
}

/** Where everything speaks of everything, a run would not end. */
const most = 10_000_000;

function tooMany({ file }: Statement): WritError {
  return new WritError(
    'SCAN_INVALID',
    'too many VEX statements are on one vulnerability of too many packages',
    {
      where: { file },
    },
  );
}

/** The later one holds; of two at one time, the one that does not let be. */
function outweighs(statement: Statement, last: Statement): boolean {
  const [at, before] = [statement.at ?? 0, last.at ?? 0];
  return at === before ? !dismissing.has(statement.status) : at > before;
}

function concerns({ image, packages }: Product, found: ReportedPackage, scan: Scan): boolean {
  if (image !== null && !isImage(image, scan)) return false;
  if (packages.length === 0) return image !== null;
  return packages.some((name) => isPackage(name, found));
}

function isImage(written: string, { image }: Scan): boolean {
  if (isDigest(written)) return image.digests.includes(written);
  const named = imageName(written);
  if (named === null) return false;
  if (named.digest !== null) return image.digests.includes(named.digest);
  return image.references.some((reference) => isNamed(named, imageName(reference)));
}

/** A statement without a tag is on all of them only where it says so: none means `latest`, as everywhere. */
function isNamed(a: ImageName, b: ImageName | null): boolean {
  return b !== null && a.repository === b.repository && a.tag === b.tag;
}

function isPackage(name: string, { purl, ref }: ReportedPackage): boolean {
  if (ref !== null && (name === ref || ref.startsWith(`${name}#`))) return true;
  return purl !== null && (name === purl || isSamePackage(parsePackageUrl(name), parsePackageUrl(purl)));
}

/** A statement without a version is on all of them. */
function isSamePackage(said: PackageUrl | null, is: PackageUrl | null): boolean {
  if (said === null || is === null || said.type !== is.type || said.name !== is.name) return false;
  return said.version === null || said.version === is.version;
}
