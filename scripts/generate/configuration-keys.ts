import { z } from 'zod';
import { configurationShape } from '../../src/configuration/configuration-shape.ts';
import type { Generated } from './generated.ts';

/** What this page reads of a JSON Schema. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** `docs/configuration-keys.md`: every key of a configuration, as its schema has it. */
export function configurationKeys(): readonly Generated[] {
  const schema = z.toJSONSchema(configurationShape, { io: 'input', unrepresentable: 'any' }) as Schema;
  const content = `# Every key of a configuration

Each with what it takes, what holds without it, and what it says. A key in bold is needed where its object is given. \`NAME\` stands for any name, \`[]\` for each element of a list; the five categories take the same keys. [Configuration](configuration.md) explains them, and \`schemas/configuration.schema.json\` is for editors.

| key | takes | without it | says |
|---|---|---|---|
${rowsOf('', schema).join('\n')}
`;
  return [{ path: 'docs/configuration-keys.md', content }];
}

// The category stands for all five, and the selector for each other one.
const skipped = /^categories\.(?:compliance|performance|cost|operations)$|^\$schema$/;

function rowsOf(path: string, schema: Schema): readonly string[] {
  const { properties = {}, required = [], items, additionalProperties } = schema;
  const own = Object.entries(properties).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return skipped.test(at) ? [] : [row(at, value, required.includes(key)), ...within(at, value)];
  });
  if (items !== undefined) return rowsOf(`${path}[]`, items);
  if (typeof additionalProperties === 'object') return rowsOf(`${path}.NAME`, additionalProperties);
  return own;
}

function within(path: string, schema: Schema): readonly string[] {
  return isSelector(schema) || isSelector(schema.items ?? {}) ? [] : rowsOf(path, schema);
}

function row(path: string, schema: Schema, isNeeded: boolean): string {
  const key = `\`${path.replace(/^categories\.security/, 'categories.NAME')}\``;
  const said = (schema.description ?? '').replace('rules against intruders', 'the rules of a category');
  const cells = [isNeeded ? `**${key}**` : key, takes(schema), without(schema), said];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function takes(schema: Schema): string {
  const { type, enum: choices, items, anyOf } = schema;
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(', ');
  if (isSelector(schema)) return 'a label selector, as in Kubernetes';
  if (items !== undefined) return isSelector(items) ? 'list of label selectors' : `list of ${takes(items)}`;
  if (anyOf !== undefined) return [...new Set(anyOf.map(takes))].join(' or ');
  return typeof type === 'string' ? (words[type] ?? type) : (type ?? ['anything']).join(' or ');
}

const words: Readonly<Record<string, string>> = { string: 'text', boolean: 'true or false', object: 'keys' };

function without({ default: known }: Schema): string {
  const isEmpty = known === undefined || (typeof known === 'object' && Object.keys(known ?? {}).length === 0);
  return isEmpty ? '' : `\`${JSON.stringify(known)}\``;
}

function isSelector({ properties }: Schema): boolean {
  return properties !== undefined && 'matchLabels' in properties;
}
