import { WritError } from '../../core/errors.ts';
import { isJsonObject, type JsonValue } from '../../core/json.ts';
import { isResource, type Resource } from '../../core/resource.ts';
import { classify } from '../../manifests/classify.ts';
import type { Schema } from '../../schema/schema.ts';
import { withCrd } from '../../schema/with-crd.ts';
import { defaultLimits } from '../../yaml/document.ts';
import { read } from '../../yaml/read.ts';
import type { InputLimits, Inputs, Source } from '../inputs.ts';

/**
 * The schema with every CustomResourceDefinition in these files and folders on top; other objects in them are passed over.
 * @throws {WritError} `INPUT_UNREADABLE` or `YAML_SYNTAX` where a file cannot be read, `SCHEMA_INVALID` where there is none.
 */
export async function withCrds(
  schema: Schema,
  paths: readonly string[],
  inputs: Inputs,
  limits: InputLimits,
): Promise<Schema> {
  let extended = schema;
  let count = 0;
  if (paths.length === 0) return schema;
  for await (const source of inputs.open(paths, limits)) {
    for (const definition of await definitions(source)) {
      extended = withCrd(extended, definition);
      count++;
    }
  }
  if (count > 0) return extended;
  throw new WritError('SCHEMA_INVALID', `there is no CustomResourceDefinition in ${paths.join(', ')}`, {
    hint: 'Name files that hold objects of kind CustomResourceDefinition, as `kubectl get crd -o yaml` prints them.',
  });
}

async function definitions(source: Source): Promise<readonly Resource[]> {
  const { name } = source;
  if ('problem' in source) throw new WritError('INPUT_UNREADABLE', `${name}: ${source.problem.message}`);
  const found: Resource[] = [];
  for await (const one of read(source.text, defaultLimits)) {
    if ('problem' in one) {
      const { line, column, message } = one.problem;
      throw new WritError('YAML_SYNTAX', `${name}:${line}:${column}: ${message}`);
    }
    found.push(...objects(one.document.value).filter(({ kind }) => kind === 'CustomResourceDefinition'));
  }
  return found;
}

function objects(value: JsonValue): readonly Resource[] {
  const classified = classify(value);
  if (classified.kind === 'list')
    return classified.items.filter((item) => isJsonObject(item) && isResource(item));
  return classified.kind === 'resource' ? [classified.resource] : [];
}
