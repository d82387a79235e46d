import { describe, type ListedTool } from '../../src/operations/tools/list-tools.ts';
import { tools } from '../../src/operations/tools/tools.ts';
import type { Generated } from './generated.ts';

/** What this page reads of a JSON Schema. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** `docs/tools.md`: every tool, with what it takes and answers, as its schemas have it. */
export function toolsPage(): Generated {
  const content = `# Tools by name

What programs and models ask for by name, with JSON in and JSON out. They are operations for now: no surface offers them yet, HTTP and MCP are to come ([roadmap](roadmap.md)). The names, arguments and replies of the document *Policy as code* are kept.

- **What is looked at.** \`sources\` holds manifests as text (\`{ "text": …, "name": … }\`) or one cluster (\`{ "cluster": null }\` for the current context). Without it the current cluster is looked at. \`{ "path": … }\` and \`configPath\` are taken only from callers on the same machine: a server reads no file for anybody.
- **One fault, once.** A finding has the one id of its rule; \`aliases\` lists its code and the document's names. \`passed\` is null where no rule was judged: that is no pass.
- **Writing is planned.** The first call of a tool that writes changes nothing but what the configuration approved beforehand, and answers with a \`plan\`. The same call with \`confirm\` carries out exactly that. A dry run changes nothing.
- **Secrets** are masked in every answer. A repair that would have to store one to be undone is not made.
- **Words.** \`natural_language_command\` says which tool a sentence means. It never calls it.

${tools.map((tool) => section(describe(tool))).join('\n')}`;
  return { path: 'docs/tools.md', content };
}

function section({ name, summary, effect, required, inputSchema, outputSchema }: ListedTool): string {
  const properties = Object.entries((inputSchema as Schema).properties ?? {});
  const table =
    properties.length === 0
      ? 'It takes nothing.\n'
      : `| takes | | without it | |\n|---|---|---|---|\n${properties.map(([key, schema]) => row(key, schema, required.includes(key))).join('\n')}\n`;
  const answers = Object.keys((outputSchema as Schema).properties ?? {}).map((key) => `\`${key}\``);
  return `## ${name}

${summary}${effect === 'write' ? ' It writes.' : ''}

${table}
Answers with ${answers.join(', ')}.
`;
}

function row(key: string, schema: Schema, isNeeded: boolean): string {
  const cells = [
    isNeeded ? `**\`${key}\`**` : `\`${key}\``,
    takes(schema),
    schema.default === undefined ? '' : `\`${JSON.stringify(schema.default)}\``,
    schema.description ?? '',
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}

function takes({ type, enum: choices, items, anyOf }: Schema): string {
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(', ');
  if (anyOf !== undefined) return [...new Set(anyOf.map(takes))].join(' or ');
  if (type === 'array') return `a list of ${plural(items)}`;
  return names[String(type)] ?? String(type);
}

function plural(items: Schema | undefined): string {
  if (items?.enum !== undefined) return takes(items);
  return items?.type === 'string' ? 'texts' : 'objects';
}

const names: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  object: 'an object',
};
