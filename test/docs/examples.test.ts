// What the pages show of files is a file that Writ takes, whole or a part of one.
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { blocksOf, fileOf, type Block } from './blocks.ts';
import { written } from './pages.ts';

const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);

const schemas = {
  rule: schemaOf('rule'),
  exception: schemaOf('exception'),
  framework: schemaOf('framework'),
  configuration: schemaOf('configuration'),
};
const validators = new Map<string, ValidateFunction>();
const configurationKeys = new Set(Object.keys(schemas.configuration['properties'] as JsonObject));

const shown = written.flatMap(({ path, text }) =>
  blocksOf(text)
    .filter(({ language }) => language === 'yaml' || language === 'json')
    .map((block) => ({ where: `${path}:${block.start + 1}`, block })),
);

test('there are files that pages show', () => {
  expect(shown.length).toBeGreaterThan(5);
});

test.each(shown)('$where is what it looks like', ({ block }) => {
  for (const value of documentsOf(block)) {
    const kind = isJsonObject(value) ? kindOf(value) : null;
    if (kind === null) continue;
    const isValid = validatorOf(kind, fileOf(block) !== null);
    expect(
      isValid(value) ? [] : isValid.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`),
    ).toEqual([]);
  }
});

function documentsOf({ lines }: Block): readonly JsonValue[] {
  return parseAllDocuments(lines.join('\n'), { merge: true }).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as JsonValue;
  });
}

/** Which of Writ's files it is; null where it is somebody else's. */
function kindOf(value: JsonObject): keyof typeof schemas | null {
  if (value['apiVersion'] === 'writ/v1') return value['kind'] === 'Rule' ? 'rule' : 'exception';
  if ('controls' in value) return 'framework';
  return Object.keys(value).every((key) => configurationKeys.has(key)) ? 'configuration' : null;
}

/** A whole file has what it must have; a part of one may leave the rest out. */
function validatorOf(kind: keyof typeof schemas, isWhole: boolean): ValidateFunction {
  const key = `${kind} ${isWhole}`;
  const { $id: _id, required, ...rest } = schemas[kind];
  const made = validators.get(key) ?? ajv.compile(isWhole ? { ...rest, required } : rest);
  validators.set(key, made);
  return made;
}

function schemaOf(name: string): JsonObject {
  return JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as JsonObject;
}
