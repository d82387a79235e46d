// Writes src/schema/gen/kyverno-1.19.ts: the kinds of Kyverno, by the CustomResourceDefinitions in its Go module.
// Without the module, and with `--check`, it only compares: hashes always, contents where the source is there.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { parse } from 'yaml';
import { isJsonObject, own, type JsonObject, type JsonValue } from '../src/core/json.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const modules = process.env['GOMODCACHE'] ?? join(homedir(), 'go/pkg/mod');
const source = join(modules, 'github.com/kyverno/kyverno@v1.19.1/config/crds');
const output = 'src/schema/gen/kyverno-1.19.ts';
const generator = 'scripts/kyverno-schema.ts';

/** What a schema says of types; everything else is for people, or is done by the API server. */
const kept = new Set([
  'type',
  'format',
  'properties',
  'required',
  'items',
  'additionalProperties',
  'enum',
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
]);

function lean(schema: JsonValue): JsonValue {
  if (!isJsonObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]): [string, JsonValue][] => {
      if (!kept.has(key)) return [];
      if (key === 'properties' && isJsonObject(value))
        return [[key, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, lean(one)]))]];
      return [[key, key === 'items' || key === 'additionalProperties' ? lean(value) : value]];
    }),
  );
}

function objectAt(value: JsonObject, key: string): JsonObject {
  const found = own(value, key);
  return isJsonObject(found) ? found : {};
}

function textAt(value: JsonObject, key: string): string {
  const found = own(value, key);
  return typeof found === 'string' ? found : '';
}

/** A definition with what `withCrd` reads of it; what a cluster writes is no matter of manifests. */
function definitionOf(text: string): JsonObject {
  const definition = parse(text) as JsonObject;
  const spec = objectAt(definition, 'spec');
  const versions = own(spec, 'versions') as readonly JsonObject[];
  const names = objectAt(spec, 'names');
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: textAt(objectAt(definition, 'metadata'), 'name') },
    spec: {
      group: textAt(spec, 'group'),
      names: { kind: textAt(names, 'kind'), plural: textAt(names, 'plural') },
      scope: textAt(spec, 'scope'),
      versions: versions.map((version) => ({
        name: textAt(version, 'name'),
        served: own(version, 'served') ?? true,
        schema: { openAPIV3Schema: lean(objectAt(objectAt(version, 'schema'), 'openAPIV3Schema')) },
      })),
    },
  };
}

function hash(...texts: readonly string[]): string {
  const digest = createHash('sha256');
  for (const text of texts) digest.update(text).update('\0');
  return digest.digest('hex').slice(0, 32);
}

const generatorHash = hash(readFileSync(join(root, generator), 'utf8'));

function content(): string {
  const files = globSync(join(source, '{kyverno,policies.kyverno.io}/*.yaml')).toSorted();
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const compressed = brotliCompressSync(JSON.stringify(texts.map(definitionOf)), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  return `// Written by \`npm run generate\` from Kyverno 1.19's CustomResourceDefinitions (Apache-2.0).
// source ${hash(...texts)} generator ${generatorHash}
/** CustomResourceDefinitions as JSON, Brotli, base64. */
export const packed: string =
  '${compressed.toString('base64')}';
`;
}

function isStale(): boolean {
  const file = join(root, output);
  const written = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (!existsSync(source)) {
    console.warn('Kyverno schema: no source at hand, only its hash is compared');
    return !written.includes(` generator ${generatorHash}\n`);
  }
  const wanted = content();
  if (wanted === written) return false;
  if (check) return true;
  writeFileSync(file, wanted);
  console.log(`wrote  ${output}  ${wanted.length} bytes`);
  return false;
}

if (isStale()) {
  console.error(`out of date  ${output}`);
  process.exitCode = 1;
}
