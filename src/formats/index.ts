import type { Format } from './format.ts';

const loaders: Readonly<Record<string, () => Promise<Format>>> = {
  text: async () => (await import('./text.ts')).text,
  json: async () => (await import('./json.ts')).json,
  jsonl: async () => (await import('./jsonl.ts')).jsonl,
  sarif: async () => (await import('./sarif.ts')).sarif,
  junit: async () => (await import('./junit.ts')).junit,
  markdown: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html.ts')).html,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  policyreport: async () => (await import('./policyreport.ts')).policyreport,
  openreports: async () => (await import('./policyreport.ts')).openreports,
  csv: async () => (await import('./csv.ts')).csv,
};

/** The formats by name, in the order in which help lists them. */
export const formatNames: readonly string[] = Object.keys(loaders);

/** Loads one format; undefined where there is none of that name. */
export async function loadFormat(name: string): Promise<Format | undefined> {
  return Object.hasOwn(loaders, name) ? loaders[name]?.() : undefined;
}
