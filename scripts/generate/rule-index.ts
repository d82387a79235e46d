import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Generated } from './generated.ts';

/** `src/rules/index.ts`: every file of the folder that defines the rule it is named after. */
export function ruleIndex(folder: string): Generated {
  const ids = globSync(`${folder}/*.ts`)
    .filter((file) => /^export const \w+ = defineRule\(/m.test(readFileSync(file, 'utf8')))
    .map((file) => basename(file, '.ts'))
    .toSorted();
  const imports = ids.map((id) => `import { ${camel(id)} } from './${id}.ts';`);
  return {
    path: 'src/rules/index.ts',
    content: `// Written by \`npm run generate\`.
import type { Rule } from '../core/rule.ts';
${imports.join('\n')}

/** The catalogue, in order of code. */
export const rules: readonly Rule[] = [
${ids.map((id) => `  ${camel(id)},`).join('\n')}
].sort((a, b) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1));
`,
  };
}

/** `host-network` as `hostNetwork`. */
export function camel(id: string): string {
  return id.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
