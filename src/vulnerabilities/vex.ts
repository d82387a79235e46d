import { WritError } from '../core/errors.ts';
import type { Names } from './names-of.ts';
import type { ReportedPackage, Scan, Statement } from './scan.ts';
import { imageKeys, isSpokenOf, packageKeys, spokenOf, type SpokenOf } from './spoken-of.ts';

/** What VEX documents say of vulnerabilities in packages of images. */
export interface Vex {
  /** The statement by which a vulnerability does not count in a package; null where none says so. */
  dismissal(id: string, found: ReportedPackage, scan: Scan): Statement | null;
  /** Statements that concerned nothing that was reported. */
  idle(): readonly Statement[];
}

/** A statement, and of what it speaks. */
interface Said {
  readonly statement: Statement;
  readonly groups: readonly SpokenOf[];
}

/** Statuses by which a vulnerability does not count. */
const dismissing: ReadonlySet<string> = new Set(['not_affected', 'fixed', 'false_positive']);

/**
 * Opens what statements say.
 * @throws {WritError} `SCAN_INVALID` when it is asked and would not come to an end
 */
export function openVex(statements: readonly Statement[], names: Names): Vex {
  const byId = new Map<string, Said[]>();
  for (const statement of statements) {
    const [first, ...others] = statement.ids;
    if (first === undefined) continue;
    const said = { statement, groups: spokenOf(statement.products) };
    const known = statement.ids.map((id) => names.of([id]));
    for (const id of new Set([names.of([first, ...others]), ...known])) {
      const others = byId.get(id);
      if (others === undefined) byId.set(id, [said]);
      else others.push(said);
    }
  }
  const used = new Set<Statement>();
  const images = new Map<Scan, ReadonlySet<string>>();
  const keysOf = (scan: Scan): ReadonlySet<string> => {
    const known = images.get(scan) ?? imageKeys(scan.image);
    images.set(scan, known);
    return known;
  };
  let compared = 0;
  return {
    dismissal(id, found, scan) {
      const said = byId.get(id);
      if (said === undefined) return null;
      const [image, keys] = [keysOf(scan), packageKeys(found)];
      let last: Statement | null = null;
      for (const { statement, groups } of said) {
        compared += groups.length;
        if (compared > most) throw tooMany(statement);
        if (!groups.some((group) => isSpokenOf(group, image, keys))) continue;
        used.add(statement);
        if (last === null || outweighs(statement, last)) last = statement;
      }
      return last !== null && dismissing.has(last.status) ? last : null;
    },
    idle: () => statements.filter((statement) => dismissing.has(statement.status) && !used.has(statement)),
  };
}

/** Where everything speaks of everything, a run would not end. */
const most = 3_000_000;

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
