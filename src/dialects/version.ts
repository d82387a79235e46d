/** The minor of a version: 19 for `1.19`. */
export function minorOf(version: `1.${number}`): number {
  return Number(version.slice(2));
}
