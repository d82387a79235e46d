import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bind, placeholderAnswers } from '../../../src/ask/bind.ts';
import { mutants } from '../../../src/cel/mutate.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/core/json.ts';
import type { Named } from '../../../src/core/policy.ts';
import { rules } from '../../../src/rules/index.ts';
import { read } from '../../../src/yaml/read.ts';
import { pick, type Random } from './arguments.ts';

/** Expressions that people use, each with objects to judge. */
export interface Real {
  readonly expression: string;
  readonly objects: readonly JsonValue[];
}

/** The checks of our rules, their variables written out, each with the rule's examples. */
export function catalogue(): readonly Real[] {
  const alone = rules.filter(({ related }) => Object.keys(related).length === 0);
  return alone.flatMap((rule) => {
    const { variables, validations } = bind(rule, placeholderAnswers(rule), { minor: 36 });
    const objects = [...rule.prove.pass, ...rule.prove.fail].map(({ resource }) => resource);
    return validations.map(({ expression }) => ({ expression: written(expression, variables), objects }));
  });
}

/** Expressions of a policy with its variables in place of their names; each sees those before it. */
function written(expression: string, variables: readonly Named[]): string {
  const known = new Map<string, string>();
  const replace = (text: string): string =>
    text.replaceAll(/\bvariables\.(\w+)/g, (whole, name: string) => {
      const value = known.get(name);
      return value === undefined ? whole : `(${value})`;
    });
  for (const { name, expression: text } of variables) known.set(name, replace(text));
  return replace(expression);
}

const suites = join(process.env['WRIT_SUITES'] ?? '../shared', 'conformance');

/** Why the policies of Kyverno are left out; null where they are there. */
export function withoutKyverno(): string | null {
  return existsSync(suites) ? null : 'no suites: they are found in ../shared or through WRIT_SUITES';
}

/** Expressions of the Kyverno policies in the suites that need nothing of Kyverno's own; none without the suites. */
export async function kyverno(objects: readonly JsonValue[]): Promise<readonly Real[]> {
  const found = new Set<string>();
  for (const file of globSync(`${suites}/kyverno*/**/*.yaml`)) {
    for await (const one of read(readFileSync(file, 'utf8'))) {
      if ('document' in one && isJsonObject(one.document.value)) collect(one.document.value, found);
    }
  }
  const plain = [...found].filter(
    (text) =>
      !/\b(?:variables|params|authorizer|resource|image|images|http|globalContext|user|parseServiceAccount)\b\./.test(
        text,
      ),
  );
  return plain.map((expression) => ({ expression, objects }));
}

/** Every `expression` below, the variables of its policy written out. */
function collect(policy: JsonObject, found: Set<string>): void {
  const spec = isJsonObject(policy['spec']) ? policy['spec'] : {};
  const variables = (Array.isArray(spec['variables']) ? spec['variables'] : []).filter(isNamed);
  const walk = (value: JsonValue): void => {
    if (Array.isArray(value)) (value as readonly JsonValue[]).forEach(walk);
    if (!isJsonObject(value)) return;
    if (typeof value['expression'] === 'string') found.add(written(value['expression'], variables).trim());
    Object.values(value).forEach(walk);
  };
  walk(spec);
}

function isNamed(value: JsonValue): value is JsonObject & Named {
  return isJsonObject(value) && typeof value['name'] === 'string' && typeof value['expression'] === 'string';
}

/** One-point changes of real expressions, by chance. */
export function mutantsOf(real: readonly Real[], random: Random): () => Real {
  const known = new Map<string, readonly string[]>();
  return () => {
    for (;;) {
      const { expression, objects } = pick(random, real);
      const changed = known.get(expression) ?? mutants(expression).map((mutant) => mutant.expression);
      known.set(expression, changed);
      if (changed.length > 0) return { expression: pick(random, changed), objects };
    }
  };
}

const odd: readonly JsonValue[] = [null, 0, -1, 1.5, '', 'x', true, [], {}, [1], { a: 'b' }, ['a', { b: 1 }]];

/** The object with up to three of its values taken away or replaced by something odd. */
export function damaged(object: JsonValue, random: Random): JsonValue {
  const copy = structuredClone(object);
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) damage(copy, random);
  return copy;
}

function damage(root: JsonValue, random: Random): void {
  let node = root as Record<string, JsonValue>;
  for (;;) {
    const keys = Object.keys(node);
    if (keys.length === 0) return;
    const key = pick(random, keys);
    const value = node[key];
    if (typeof value === 'object' && value !== null && random() < 0.8) {
      node = value as Record<string, JsonValue>;
      continue;
    }
    if (random() < 0.4 && !Array.isArray(node)) delete node[key];
    else node[key] = structuredClone(pick(random, odd));
    return;
  }
}
