/** Names that each stand for one vulnerability; an advisory of a distribution stands for several, and joins nothing. */
const single = /^(?:CVE|GHSA|PYSEC|GO|RUSTSEC|MAL|SNYK|GMS|GSD|OSV)-/i;

/** A name as it is compared: only letters of CVE and GHSA names differ in case between tools. */
export function nameKey(id: string): string {
  return id.trim().toUpperCase();
}

/** The one CVE among names, or null where there is none, or are several. */
function onlyCve(ids: readonly string[]): string | null {
  const found = new Set(ids.filter((id) => /^CVE-\d{4}-\d+$/i.test(id)).map(nameKey));
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
      const key = nameKey(id);
      if (!single.test(key) || key === cve) continue;
      // A name that is given to two vulnerabilities joins neither.
      known.set(key, known.has(key) && known.get(key) !== cve ? null : cve);
    }
  }
  return {
    of: (ids) => {
      const [first] = ids;
      if (/^CVE-/i.test(first)) return nameKey(first);
      return (
        onlyCve(ids) ??
        ids.map((id) => known.get(nameKey(id)) ?? null).find((cve) => cve !== null) ??
        first.trim()
      );
    },
  };
}
