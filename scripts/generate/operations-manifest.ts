import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Operation } from '../../src/operations/operation.ts';
import type { Generated } from './generated.ts';
import { camel } from './rule-index.ts';

/** `src/operations/gen/manifest.ts`: what surfaces show of each operation, and how to load it when it is called. */
export async function operationsManifest(): Promise<readonly Generated[]> {
  const files = globSync('src/operations/*.ts').filter((file) =>
    readFileSync(file, 'utf8').includes(' = defineOperation('),
  );
  const entries = await Promise.all(files.toSorted().map(entry));
  const content = `// Written by \`npm run generate\`.
import type { Operation, Parameters } from '../operation.ts';

/** What a surface shows of an operation without loading it. */
export interface Listed extends Pick<Operation, 'name' | 'summary' | 'effect' | 'paths' | 'examples'> {
  readonly parameters: Parameters;
  readonly load: () => Promise<Operation>;
}

/** Every operation, in the order in which help lists them. */
export const operations: readonly Listed[] = [
${entries
  .toSorted((a, b) => a.order - b.order)
  .map(({ text }) => text)
  .join('\n')}
];
`;
  return [{ path: 'src/operations/gen/manifest.ts', content }];
}

const order = [
  'check',
  'fix',
  'report',
  'rules',
  'author',
  'prove',
  'test',
  'enforce',
  'explain',
  'config validate',
  'config preview',
  'config generate',
  'config suggest',
  'config import',
  'exception create',
  'exception list',
  'exception expire',
  'exception import',
  'exception export',
  'audit list',
  'audit verify',
  'store backup',
  'store notices',
  'store migrate',
];

async function entry(file: string): Promise<{ readonly order: number; readonly text: string }> {
  const id = basename(file, '.ts');
  const module = (await import(resolve(file))) as Readonly<Record<string, Operation>>;
  const operation = module[camel(id)];
  if (operation === undefined) throw new Error(`${file} does not export ${camel(id)}`);
  const { name, summary, effect, paths, examples, parameters } = operation;
  const shown = JSON.stringify({ name, summary, effect, paths, examples, parameters });
  const text = `  { ...${shown}, load: async () => (await import('../${id}.ts')).${camel(id)} as unknown as Operation },`;
  return { order: order.indexOf(name), text };
}
