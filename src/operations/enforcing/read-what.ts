import { WritError } from '../../core/errors.ts';
import { isJsonObject, type JsonValue } from '../../core/json.ts';
import { isResource, type Resource } from '../../core/resource.ts';
import type { Rule } from '../../core/rule.ts';
import { classify } from '../../manifests/classify.ts';
import { isRuleFile, parseRule } from '../../rules/rule-file.ts';
import { defaultLimits, type Document } from '../../yaml/document.ts';
import { read } from '../../yaml/read.ts';
import type { Inputs, Source } from '../inputs.ts';

/** What files hold that can be enforced: rules, and policies of any dialect with what belongs to them. */
export interface WhatIsThere {
  readonly rules: readonly Rule[];
  readonly objects: readonly Resource[];
}

const size = 16_777_216;

/**
 * The rules and Kubernetes objects in files and folders.
 * @throws {WritError} `INPUT_UNREADABLE`, `YAML_SYNTAX`, `RULE_INVALID`, `POLICY_INVALID`
 */
export async function readWhat(inputs: Inputs, paths: readonly string[]): Promise<WhatIsThere> {
  const rules: Rule[] = [];
  const objects: Resource[] = [];
  for await (const source of inputs.open(paths, { fileSize: size })) {
    const found = await readSource(source);
    rules.push(...found.rules);
    objects.push(...found.objects);
  }
  return { rules, objects };
}

async function readSource(source: Source): Promise<WhatIsThere> {
  const file = source.name;
  if ('problem' in source)
    throw new WritError('INPUT_UNREADABLE', source.problem.message, { where: { file } });
  const rules: Rule[] = [];
  const objects: Resource[] = [];
  for await (const one of read(source.text, defaultLimits)) {
    if ('problem' in one) {
      const { code: _, message, ...place } = one.problem;
      throw new WritError('YAML_SYNTAX', message, { where: { file, ...place } });
    }
    const { value } = one.document;
    if (isJsonObject(value) && isRuleFile(value)) rules.push(ruleIn(one.document, file));
    else objects.push(...objectsIn(value));
    if (source.named && value !== null && rules.length + objects.length === 0)
      throw new WritError('POLICY_INVALID', 'it is neither a rule nor a Kubernetes object', {
        where: { file, ...one.document.start },
        hint: 'Name rules by their ids, or files with rules or policies.',
      });
  }
  return { rules, objects };
}

function ruleIn(document: Document, file: string): Rule {
  const parsed = parseRule(document.value);
  if ('rule' in parsed) return parsed.rule;
  const [{ pointer, message } = { pointer: '' as const, message: 'it is no rule' }] = parsed.problems;
  throw new WritError('RULE_INVALID', message, {
    where: { file, ...document.locate(pointer) },
    ...(parsed.problems.length > 1 && { hint: '`writ prove` tells all that is wrong with it.' }),
  });
}

function objectsIn(value: JsonValue): readonly Resource[] {
  const classified = classify(value);
  if (classified.kind === 'list')
    return classified.items.filter((item) => isJsonObject(item) && isResource(item));
  return classified.kind === 'resource' ? [classified.resource] : [];
}
