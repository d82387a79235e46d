import type { Unjudged } from '../../core/finding.ts';
import { at, child, isJsonObject, type JsonPointer } from '../../core/json.ts';
import type { Location } from '../../core/location.ts';
import type { Resource } from '../../core/resource.ts';
import { classify } from '../../manifests/classify.ts';
import { isRuleFile } from '../../rules/rule-file.ts';
import { defaultLimits, type Document } from '../../yaml/document.ts';
import { read } from '../../yaml/read.ts';
import type { Inputs, Source } from '../inputs.ts';
import { readRule, type RulesRead } from '../deciding/read-rules.ts';

/** An object that stands beside policies, or is one. */
export interface PolicyObject {
  readonly resource: Resource;
  readonly file: string;
  /** Finds a path of the object in its text. */
  readonly locate: (path: JsonPointer) => Location;
}

/** What `--policies` names: rules of one's own, and objects as they are in a cluster. */
export interface PolicyFiles {
  readonly rules: RulesRead;
  readonly objects: readonly PolicyObject[];
  /** What could not be read. */
  readonly problems: readonly Unjudged[];
}

const size = 16_777_216;

/** Reads rules and objects: of a folder what has such content, of a file that is named all of it. */
export async function readPolicyFiles(inputs: Inputs, paths: readonly string[]): Promise<PolicyFiles> {
  const found: Found = { rules: [], ruleProblems: [], objects: [], problems: [] };
  for await (const source of inputs.open(paths, { fileSize: size })) await readSource(source, found);
  const { rules, ruleProblems, objects, problems } = found;
  return { rules: { rules, problems: ruleProblems }, objects, problems };
}

interface Found {
  readonly rules: RulesRead['rules'][number][];
  readonly ruleProblems: Unjudged[];
  readonly objects: PolicyObject[];
  readonly problems: Unjudged[];
}

async function readSource(source: Source, found: Found): Promise<void> {
  const file = source.name;
  if ('problem' in source) {
    found.problems.push({ file, line: 0, column: 0, ...source.problem });
    return;
  }
  const mustBeRule = /\.rule\.ya?ml$/.test(file);
  for await (const one of read(source.text, defaultLimits)) {
    if ('problem' in one) (mustBeRule ? found.ruleProblems : found.problems).push({ file, ...one.problem });
    else if (isRule(one.document) || mustBeRule) keepRule(readRule(one.document, file), found);
    else readObjects({ document: one.document, file, named: source.named }, '', found);
  }
}

function isRule({ value }: Document): boolean {
  return isJsonObject(value) && isRuleFile(value);
}

function keepRule({ rules, problems }: RulesRead, found: Found): void {
  found.rules.push(...rules);
  found.ruleProblems.push(...problems);
}

interface Placed {
  readonly document: Document;
  readonly file: string;
  readonly named: boolean;
}

/** The object at a place of a document, or those of the list that stands there. */
function readObjects({ document, file, named }: Placed, base: JsonPointer, found: Found): void {
  const pending: JsonPointer[] = [base];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const here = next;
    const value = at(document.value, here) ?? null;
    const classified = classify(value);
    if (classified.kind === 'list') {
      const list = Array.isArray(value) ? here : child(here, 'items');
      pending.push(...classified.items.map((_, index) => child(list, index)).toReversed());
    } else if (classified.kind === 'resource') {
      const locate = (path: JsonPointer): Location => document.locate(`${here}${path}`);
      found.objects.push({ resource: classified.resource, file, locate });
    } else if (classified.kind !== 'empty' && named) {
      const message = 'it is no rule and no policy: it needs `apiVersion` and `kind`';
      found.problems.push({ file, ...document.locate(here), code: 'POLICY_INVALID', message });
    }
  }
}
