/** By their names in other formats. */
const properNames: ReadonlyMap<string, string> = new Map([
  ['trivy', 'Trivy'],
  ['grype', 'Grype'],
  ['snyk container', 'Snyk'],
  ['docker scout', 'Docker Scout'],
]);

/** The same scanner under one name, whichever of its formats it writes. */
export function toolName(written: string): string {
  return properNames.get(written.toLowerCase()) ?? written.slice(0, 60);
}
