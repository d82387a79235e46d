/** Names that each stand for one vulnerability; an advisory of a distribution stands for several, and joins nothing. */
const single = /^(?:CVE|GHSA|PYSEC|GO|RUSTSEC|MAL|SNYK|GMS|GSD|OSV)-/i;

/** A name as it is written: tools differ in the case of letters of CVE and GHSA names. */
function proper(id: string): string {
  const name = id.trim();
  if (/^CVE-\d{4}-\d+$/i.test(name)) return name.toUpperCase();
  return /^GHSA(?:-[a-z\d]{4}){3}$/i.test(name) ? `GHSA${name.slice(4).toLowerCase()}` : name;
}

/** The one CVE among names, or null where there is none, or are several. */
function onlyCve(ids: readonly string[]): string | null {
  const found = new Set(ids.map(proper).filter((id) => /^CVE-\d{4}-\d+$/.test(id)));
  const [first, second] = found;
  return first === undefined || second !== undefined ? null : first;
}

/** The names of vulnerabilities in some files, so that what one calls by its CVE and another by its GHSA is one. */
export interface Names {
  /** The name under which a vulnerability with these names is known: its CVE where it has one. */
  of(ids: readonly [string, ...string[]]): string;
}

/** Learns from all lists of names which of them mean the same. */
export function learnNames(all: Iterable<readonly string[]>): Names {
  const known = new Map<string, string | null>();
  for (const ids of all) {
    const cve = onlyCve(ids);
    if (cve === null) continue;
    for (const id of ids) {
      const key = proper(id);
      if (!single.test(key) || key === cve) continue;
      // A name that is given to two vulnerabilities joins neither.
      known.set(key, known.has(key) && known.get(key) !== cve ? null : cve);
    }
  }
  return {
    of: ([first, ...others]) => {
      const own = proper(first);
      if (own.startsWith('CVE-')) return own;
      const ids = [own, ...others];
      return (
        onlyCve(ids) ?? ids.map((id) => known.get(proper(id)) ?? null).find((cve) => cve !== null) ?? own
      );
    },
  };
}
