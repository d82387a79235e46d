import type { FormatRule } from './format.ts';

/** The rules as reports list them, loaded only when a format asks. */
export async function catalogueForFormats(): Promise<readonly FormatRule[]> {
  const { catalogue } = await import('../operations/catalogue.ts');
  return catalogue().map(({ id, code, title, why, remedy, severity, category }) => ({
    id,
    code,
    title,
    why,
    advice: remedy.advice,
    severity,
    category,
  }));
}
