/** The records of a CSV as RFC 4180 reads it; a quote that is not closed, or stands in a bare cell, is an error. */
export function csvRecords(text: string): readonly (readonly string[])[] {
  const records: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    const [whole = '', quoted, bare, end = ''] =
      /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(text.slice(at, at + 100_000)) ?? [];
    if (whole === '') throw new Error(`no cell at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    records.at(-1)?.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') records.push([]);
    at += whole.length;
  }
  return records.slice(0, -1);
}
