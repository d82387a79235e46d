// Writes src/schema/gen: what Kubernetes' OpenAPI says of each type, and what its Go types add to that.
// Without the OpenAPI file, and with `--check`, it only compares: hashes always, contents where the source is there.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { isJsonObject, own, type JsonObject, type JsonValue } from '../src/core/json.ts';
import type { Bundle, Descriptions } from '../src/schema/bundle.ts';
import type { FieldSchema, ObjectType, Written } from '../src/schema/field-schema.ts';
import { pluralOf } from '../src/schema/plural.ts';
import { readObject, type Definitions } from '../src/schema/read-open-api.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const given = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const suites = process.env['WRIT_SUITES'] ?? join(root, '../shared');
const source = given ?? join(suites, 'data/api-server-1.36/openapi-schemas.json');

/** What the output depends on besides the OpenAPI file. */
const generator = [
  'scripts/schema-bundle.ts',
  'scripts/schema/go-facts.json',
  'src/schema/read-open-api.ts',
  'src/schema/plural.ts',
];

interface Facts {
  readonly clusterWide: readonly string[];
  readonly lives: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  readonly writing: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const facts = JSON.parse(readFileSync(join(root, 'scripts/schema/go-facts.json'), 'utf8')) as Facts;

function hash(...texts: readonly (string | Buffer)[]): string {
  const digest = createHash('sha256');
  for (const text of texts) digest.update(text).update('\0');
  return digest.digest('hex').slice(0, 32);
}

/** Replies and requests, not objects that anyone stores. */
const notStored =
  /\.(?:Scale|Eviction|TokenRequest|Binding)$|^io\.k8s\.api\.(?:authentication|authorization)\./;

function written(type: string): ReadonlyMap<string, Written> {
  const letters = Object.entries(facts.writing[type] ?? {});
  return new Map(
    letters.flatMap(([letter, fields]) =>
      letter === 'p' ? [] : fields.split(' ').map((field) => [field, letter as Written] as const),
    ),
  );
}

function kindsOf(schemas: Readonly<Record<string, JsonObject>>, names: readonly string[]): Bundle['kinds'] {
  return names
    .filter((name) => !name.startsWith('io.k8s.apimachinery.'))
    .flatMap((name) => {
      const kinds = own(schemas[name] ?? {}, 'x-kubernetes-group-version-kind');
      return Array.isArray(kinds)
        ? (kinds as readonly JsonObject[]).map((kind) => kindRow(name, kind, names))
        : [];
    });
}

function kindRow(name: string, entry: JsonObject, names: readonly string[]): Bundle['kinds'][number] {
  const kind = textOf(own(entry, 'kind'));
  const stored = !notStored.test(name) && !kind.endsWith('List');
  const namespaced = stored && !facts.clusterWide.includes(name) ? 1 : 0;
  const resource = stored ? pluralOf(kind) : '';
  return [
    textOf(own(entry, 'group')),
    textOf(own(entry, 'version')),
    kind,
    names.indexOf(name),
    resource,
    namespaced,
  ];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function bundleOf(schemas: Readonly<Record<string, JsonObject>>): Bundle {
  const names = Object.keys(schemas)
    .filter((name) => own(schemas[name] ?? {}, 'properties') !== undefined)
    .toSorted();
  const nodes: FieldSchema[] = [];
  const index = new Map<string, number>();
  const intern = (node: FieldSchema): number => {
    const key = JSON.stringify(node);
    const known = index.get(key);
    if (known !== undefined) return known;
    index.set(key, nodes.push(node) - 1);
    return nodes.length - 1;
  };
  const definitions: Definitions = {
    find: (name) => schemas[name],
    define: (name) => {
      throw new Error(`${name} is described in place`);
    },
    structural: false,
  };
  const types = names.map((name) => {
    const type: ObjectType = readObject(name, schemas[name] ?? {}, definitions);
    const letters = written(name);
    const fields = [...type.fields].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const numbers = fields.map(([field, node]) => {
      const letter = letters.get(field);
      return intern(lean(letter === undefined ? node : { ...node, written: letter }));
    });
    return [name, fields.map(([field]) => field).join(' '), numbers, [...type.required].join(' ')] as const;
  });
  const atomic = names.flatMap((name, number) =>
    own(schemas[name] ?? {}, 'x-kubernetes-map-type') === 'atomic' ? [number] : [],
  );
  return { minor: 36, nodes, types, atomic, kinds: kindsOf(schemas, names) };
}

/** Leaves out defaults that only repeat that Go writes zero values. */
function lean(node: FieldSchema): FieldSchema {
  const { default: value, items, ...rest } = node;
  const zero = value === undefined || ['{}', '""', '0', 'false'].includes(JSON.stringify(value));
  const implied = zero && (node.written === 's' || node.written === 'a');
  const { default: _, ...element } = items ?? { type: 'any' };
  return {
    ...rest,
    ...(value === undefined || implied ? {} : { default: value }),
    ...(items === undefined ? {} : { items: lean(element) }),
  };
}

function descriptionsOf(schemas: Readonly<Record<string, JsonObject>>): Descriptions {
  const entries = Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([name, schema]) => {
      const properties = own(schema, 'properties');
      const fields = Object.entries(isJsonObject(properties) ? properties : {}).map(
        ([field, value]) => [field, isJsonObject(value) ? text(value) : ''] as const,
      );
      return [
        name,
        Object.fromEntries([['', text(schema)] as const, ...fields].filter(([, value]) => value !== '')),
      ];
    }),
  );
}

function text(schema: JsonObject): string {
  return textOf(own(schema, 'description'));
}

/** A JSON text as a module: Node reads one string literal far faster than an object literal of the same content. */
function moduleOf(head: string, name: string, about: string, value: string): string {
  return `${head}\n/** ${about} */\nexport const ${name}: string =\n  ${literal(value)};\n`;
}

function literal(value: string): string {
  return value.includes("'") || value.includes('\\') ? JSON.stringify(value) : `'${value}'`;
}

function outputs(raw: Buffer): Readonly<Record<string, string>> {
  const schemas = JSON.parse(raw.toString('utf8')) as Readonly<Record<string, JsonObject>>;
  const head = `// Written by \`npm run generate\` from Kubernetes 1.36's OpenAPI (Apache-2.0).\n// source ${hash(raw)} generator ${generatorHash()}`;
  const compressed = brotliCompressSync(JSON.stringify(descriptionsOf(schemas)), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  return {
    'src/schema/gen/kubernetes-1.36.ts': moduleOf(
      head,
      'text',
      'A `Bundle` as JSON.',
      JSON.stringify(bundleOf(schemas)),
    ),
    'src/schema/gen/kubernetes-1.36-descriptions.ts': moduleOf(
      head,
      'packed',
      '`Descriptions` as JSON, Brotli, base64.',
      compressed.toString('base64'),
    ),
    'src/schema/gen/lifecycles.ts': moduleOf(
      head,
      'text',
      'When versions of kinds came and went, as JSON: introduced, deprecated, removed, replacement.',
      JSON.stringify(
        Object.fromEntries(
          Object.entries(facts.lives).map(([name, life]) => [
            name,
            [life['introduced'], life['deprecated'], life['removed'], life['replacement']],
          ]),
        ),
      ),
    ),
  };
}

function generatorHash(): string {
  return hash(...generator.map((file) => readFileSync(join(root, file))));
}

function verifyHashes(): readonly string[] {
  return ['kubernetes-1.36', 'kubernetes-1.36-descriptions', 'lifecycles']
    .map((name) => `src/schema/gen/${name}.ts`)
    .filter((path) => {
      const file = join(root, path);
      return !existsSync(file) || !readFileSync(file, 'utf8').includes(` generator ${generatorHash()}\n`);
    });
}

function stale(): readonly string[] {
  if (!existsSync(source)) {
    console.warn(`schema bundle: no source at hand, only its hash is compared`);
    return verifyHashes();
  }
  const written = Object.entries(outputs(readFileSync(source)));
  const differing = written.filter(
    ([path, content]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== content,
  );
  for (const [path, content] of check ? [] : differing) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
    console.log(`wrote  ${path}  ${content.length} bytes, ${gzipSync(content).length} gzipped`);
  }
  return check ? differing.map(([path]) => path) : [];
}

const differing = stale();
for (const path of differing) console.error(`out of date  ${path}`);
if (differing.length > 0) process.exitCode = 1;
