// Facts about Kubernetes' types that OpenAPI does not carry, read from the Go modules of its API:
// how each field is written when empty, which kinds are cluster-wide, and when versions came and went.
// Run by hand when Kubernetes' version changes: `node scripts/schema/go-facts.ts [module cache]`.
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const version = '0.36.3';
const cache = process.argv[2] ?? process.env['GOMODCACHE'] ?? join(process.env['HOME'] ?? '', 'go/pkg/mod');

/** Where each module keeps its types, and how OpenAPI names them. */
const modules = [
  { path: `k8s.io/api@v${version}`, glob: '*/v*/', name: 'io.k8s.api' },
  {
    path: `k8s.io/apimachinery@v${version}`,
    glob: 'pkg/apis/meta/v1/',
    name: 'io.k8s.apimachinery',
  },
  {
    path: `k8s.io/apiextensions-apiserver@v${version}`,
    glob: 'pkg/apis/apiextensions/v1/',
    name: 'io.k8s.apiextensions-apiserver',
  },
  {
    path: `k8s.io/kube-aggregator@v${version}`,
    glob: 'pkg/apis/apiregistration/v1/',
    name: 'io.k8s.kube-aggregator',
  },
] as const;

interface Field {
  readonly name: string;
  readonly type: string;
  readonly options: readonly string[];
}

interface Definition {
  readonly underlying: string;
  readonly fields: readonly Field[];
  /** Embedded with `json:",inline"`: their fields are this type's own. */
  readonly inlined: readonly string[];
  readonly comment: string;
  /** OpenAPI's prefix of each package that its file imports, by alias. */
  readonly imports: ReadonlyMap<string, string>;
}

const definitions = new Map<string, Definition>();

for (const module of modules) {
  const root = join(cache, module.path);
  if (!existsSync(root)) throw new Error(`no Go module ${module.path} in ${cache}`);
  for (const folder of globSync(module.glob, { cwd: root })) {
    const files = globSync(join(folder, '*.go'), { cwd: root }).filter(
      (file) => !/(?:_test|generated.*|zz_.*)\.go$/.test(file),
    );
    const name = `${module.name}.${folder.replace(/\/$/, '').replaceAll('/', '.')}`;
    for (const file of files) readTypes(name, readFileSync(join(root, file), 'utf8'));
  }
}

/** gofmt leaves one shape only: a struct's fields one a line, its closing brace in the first column. */
function readTypes(prefix: string, source: string): void {
  const imports = new Map(
    Array.from(source.matchAll(/^(?:\t|import )(?:(\w+) )?"k8s\.io\/([^"]+)"/gm), ([, alias, path = '']) => [
      alias ?? basename(path),
      `io.k8s.${path.replaceAll('/', '.')}`,
    ]),
  );
  for (const match of source.matchAll(
    /((?:^\/\/.*\n|^\n)*)^type (\w+) (struct \{\n([\s\S]*?)^\}|[^\n]+)$/gm,
  )) {
    const [, comment = '', name = '', underlying = '', body = ''] = match;
    const lines = Array.from(
      body.matchAll(/^\t(?:(\w+)\s+)?([\w.*[\]]+)\s+`[^`]*json:"([^"]*)"[^`]*`/gm),
      ([, , type = '', tag = '']) => ({ type, parts: tag.split(',') }),
    );
    definitions.set(`${prefix}.${name}`, {
      underlying: underlying.startsWith('struct') ? 'struct' : underlying.replace(/^= /, ''),
      fields: lines
        .filter(({ parts }) => parts[0] !== '' && parts[0] !== '-')
        .map(({ type, parts: [field = '', ...options] }) => ({ name: field, type, options })),
      inlined: lines.filter(({ parts }) => parts[0] === '').map(({ type }) => type),
      comment,
      imports,
    });
  }
}

/** A type's full name: its own package, or what its file imports under that alias. */
function resolve(from: string, type: string): string {
  const [pack = '', name] = type.replace(/^\*/, '').split('.');
  if (name === undefined) return `${from.slice(0, from.lastIndexOf('.'))}.${pack}`;
  return `${definitions.get(from)?.imports.get(pack) ?? pack}.${name}`;
}

/** Go types by what they are underneath; the first that matches counts. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/^\*/, 'pointer'],
  [/^\[\]/, 'list'],
  [/^map\[/, 'map'],
  [/^(?:string|bool|u?int\d*|float\d*|byte|types\.\w+)$/, 'scalar'],
  [/(?:^|\.)(?:Micro)?Time$/, 'time'],
  [/^(?:resource\.)?Quantity$/, 'quantity'],
  [/^intstr\.IntOrString$/, 'int-or-string'],
  [/^runtime\.RawExtension$/, 'raw'],
];

function shape(from: string, type: string): string {
  const known = shapes.find(([pattern]) => pattern.test(type));
  if (known !== undefined) return known[1];
  const name = resolve(from, type);
  const definition = definitions.get(name);
  if (definition === undefined) throw new Error(`unknown Go type ${type} in ${from}`);
  return definition.underlying === 'struct' ? 'struct' : shape(name, definition.underlying);
}

/**
 * How a field is written by Go, in one letter: `p` as given (a pointer); `e` dropped when empty; `a` always (zero value);
 * `n` always (null when absent); `s` always (an object); `o` dropped when all its fields are zero; `q`, `i`, `t` always: "0", 0, null.
 */
function letter(from: string, { type, options }: Field): string {
  const kind = shape(from, type);
  const omit = options.includes('omitempty') || options.includes('omitzero');
  const [omitted, kept] = { pointer: 'pn', scalar: 'ea', list: 'en', map: 'en' }[kind] ?? '';
  if (omitted !== undefined && kept !== undefined) return omit ? omitted : kept;
  if (options.includes('omitzero')) return 'o';
  return { time: 't', quantity: 'q', 'int-or-string': 'i', raw: 'n' }[kind] ?? 's';
}

function fieldsOf(name: string): readonly (readonly [string, string])[] {
  const definition = definitions.get(name);
  if (definition === undefined) return [];
  return [
    ...definition.inlined.flatMap((type) => fieldsOf(resolve(name, type))),
    ...definition.fields.map((field) => [field.name, letter(name, field)] as const),
  ];
}

const writing: Record<string, Record<string, string>> = {};
for (const [name, { underlying }] of definitions) {
  if (underlying !== 'struct' || !/\.v\d+\.\w+$/.test(name)) continue;
  const byLetter: Record<string, string[]> = {};
  for (const [field, how] of fieldsOf(name)) (byLetter[how] ??= []).push(field);
  if (Object.keys(byLetter).length > 0)
    writing[name] = Object.fromEntries(
      Object.entries(byLetter).map(([how, fields]) => [how, fields.join(' ')]),
    );
}

interface Life {
  readonly introduced: string | null;
  readonly deprecated: string | null;
  readonly removed: string | null;
  readonly replacement: string | null;
}

const clusterWide: string[] = [];
const lives: Record<string, Life> = {};

for (const { path } of modules)
  for (const file of globSync('**/zz_generated.prerelease-lifecycle.go', {
    cwd: join(cache, path),
  }).toSorted())
    readLives(join(cache, path, file));

function readLives(file: string): void {
  const folder = dirname(file);
  const group = /GroupName = "([^"]*)"/.exec(readFileSync(join(folder, 'register.go'), 'utf8'))?.[1] ?? '';
  const source = readFileSync(file, 'utf8');
  const value = (kind: string, call: string) =>
    new RegExp(`func \\(in \\*${kind}\\) ${call}\\(\\)[^{]*\\{\\n\\treturn (.*)\\n`).exec(source)?.[1];
  for (const [, kind = ''] of source.matchAll(/func \(in \*(\w+)\) APILifecycleIntroduced/g)) {
    if (kind.endsWith('List')) continue;
    const minor = (call: string) => value(kind, call)?.replace(', ', '.') ?? null;
    const replacement = /Group: "([^"]*)", Version: "([^"]*)", Kind: "([^"]*?)(?:List)?"/.exec(
      value(kind, 'APILifecycleReplacement') ?? '',
    );
    lives[`${group}/${basename(folder)}/${kind}`] = {
      introduced: minor('APILifecycleIntroduced'),
      deprecated: minor('APILifecycleDeprecated'),
      removed: minor('APILifecycleRemoved'),
      replacement: replacement === null ? null : replacement.slice(1).join('/'),
    };
  }
}
for (const [name, { comment }] of definitions)
  if (comment.includes('+genclient:nonNamespaced') && /\.v\d+\.\w+$/.test(name)) clusterWide.push(name);

const target = fileURLToPath(new URL('go-facts.json', import.meta.url));
const rows = (record: object) =>
  Object.entries(record)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, row]) => `${JSON.stringify(name)}: ${JSON.stringify(row)}`)
    .join(',\n');
writeFileSync(
  target,
  `{"version": "${version}",\n"clusterWide": ${JSON.stringify(clusterWide.toSorted())},\n"lives": {\n${rows(lives)}\n},\n"writing": {\n${rows(writing)}\n}}\n`,
);
console.log(`${Object.keys(writing).length} types, ${Object.keys(lives).length} lives`);
