import type { Generated } from './generated.ts';

/** `src/rules/index.ts`: every rule file of the folder, by name; underscored files and tables are no rules. */
export function ruleIndex(names: readonly string[]): Generated {
  const ids = names
    .filter(
      (name) =>
        /^[a-z]/.test(name) &&
        !['index', 'profiles', 'rule-file', 'rule-file-shape'].includes(name) &&
        !name.endsWith('.test'),
    )
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
