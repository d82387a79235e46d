import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { PolicySet } from '../../src/core/policy.ts';
import { isResource, type Resource } from '../../src/core/resource.ts';
import { readPolicies } from '../../src/dialects/read-policies.ts';
import { explain } from '../../src/explain/explain.ts';
import type { Explanation, Sentence } from '../../src/explain/explanation.ts';
import { kindsOf } from '../../src/operations/judging/kinds-of.ts';
import { kindNamesOf } from '../../src/operations/explaining/kind-names.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';

const folder = join(
  process.env['WRIT_SUITES'] ?? join(import.meta.dirname, '../../../shared'),
  'conformance',
);

/** The suites of policies that are here. */
export const suites = ['kyverno', 'kyverno-classic']
  .map((name) => join(folder, name))
  .filter((path) => existsSync(path));

if (suites.length < 2) console.warn(`SKIPPED: Kyverno's suites are not in ${folder} (WRIT_SUITES)`);

const schema = await kubernetesSchema();

/** What kinds are called in explanations. */
export const kindNames = kindNamesOf(schema);

/** Kinds by what objects say of themselves. */
export const kinds = kindsOf(schema);

/** The policies of one file, and the other objects in it. */
export interface PolicyFile {
  readonly path: string;
  readonly set: PolicySet;
  readonly resources: readonly Resource[];
}

/** Every manifest below a folder, read as policies and as objects. */
export function filesBelow(path: string): readonly PolicyFile[] {
  // What stands beside a policy as its test is hidden.
  return globSync(['**/*.{yaml,yml}', '**/.kyverno-test/**/*.{yaml,yml}'], { cwd: path })
    .toSorted()
    .map((file) => readFile(join(path, file)));
}

/** The policies of a text. */
export function policiesOf(text: string): PolicySet {
  return readPolicies(objectsOf(text), { kubernetes: '1.36', kyverno: '1.19' });
}

function readFile(path: string): PolicyFile {
  const objects = objectsOf(readFileSync(path, 'utf8'));
  const set = readPolicies(objects, { kubernetes: '1.36', kyverno: '1.19' });
  return { path, set, resources: objects };
}

function objectsOf(text: string): readonly Resource[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as unknown)
    .filter(
      (value): value is Resource => typeof value === 'object' && value !== null && isResource(value as never),
    );
}

/** What a set of policies does, with the names of built-in kinds. */
export function explained(set: PolicySet): readonly Explanation[] {
  return explain(set, kindNames);
}

/** A sentence and all that is below it. */
export function textOf({ text, items }: Sentence): string {
  return [text, ...items.map(textOf)].join('\n');
}
