import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  visit,
  type Document as Parsed,
  type Node,
  type Pair,
  type YAMLError,
} from 'yaml';
import {
  aliasTargets,
  expand,
  isMergeKey,
  keyText,
  type ExpandLimits,
  type ExpandProblem,
  type Targets,
} from './expand.ts';
import { pointerTokens } from './locate.ts';
import { tooDeepAt } from './nesting.ts';
import { sentenceOf } from './sentences.ts';
import { parseTree } from './syntax-tree.ts';
import type { YamlValue } from './value.ts';

/** A document as `yaml` gives it, offsets counted from the beginning of its own text. */
export interface SlowRead {
  readonly value: YamlValue;
  readonly locate: (pointer: string) => number;
  readonly notes: readonly { readonly offset: number; readonly message: string }[];
}

/** Reads one document with all of YAML 1.1 as Kubernetes knows it: merge keys, anchors, its booleans and numbers. */
export function readSlow(text: string, limits: ExpandLimits): SlowRead | ExpandProblem {
  const deep = tooDeepAt(text, limits.depth);
  if (deep >= 0) {
    return {
      code: 'YAML_TOO_DEEP',
      offset: deep,
      message: `it is nested deeper than ${limits.depth} levels`,
    };
  }
  const parsed = parseTree(text);
  const [error] = parsed.errors;
  if (error !== undefined) return problemOf(parsed, text, error);
  const targets = aliasTargets(parsed);
  const expanded = expand(parsed, targets, limits);
  if ('code' in expanded) return expanded;
  const { value } = expanded;
  return { value, locate: (pointer) => locate(parsed, targets, pointer), notes: notesOf(parsed) };
}

function problemOf(parsed: Parsed, text: string, { message, pos: [offset] }: YAMLError): ExpandProblem {
  const isMerge = /^(?:<{7}|={7}|>{7})(?:\s|$)/.test(text.slice(text.lastIndexOf('\n', offset) + 1));
  if (isMerge) return { code: 'YAML_SYNTAX', offset, message: 'a merge of Git was left unfinished here' };
  const sentence = sentenceOf(message);
  const from = sentence.includes('opened here') ? openedBefore(parsed, offset) : offset;
  return { code: 'YAML_SYNTAX', offset: from, message: sentence };
}

/** Where the innermost quote or bracket that is still open at an offset begins: the end of the text helps nobody. */
function openedBefore(parsed: Parsed, offset: number): number {
  let opened = offset;
  visit(parsed, {
    Node(_, node) {
      const isOpener = isScalar(node)
        ? node.type?.startsWith('QUOTE') === true
        : isCollection(node) && node.flow === true;
      const [start, end] = node.range ?? [offset, offset];
      if (isOpener && start < offset && end >= offset) opened = start;
    },
  });
  return opened;
}

function locate(parsed: Parsed, targets: Targets, pointer: string): number {
  let node: unknown = parsed.contents;
  let offset = parsed.contents?.range?.[0] ?? 0;
  for (const token of pointerTokens(pointer)) {
    const target = isAlias(node) ? targets.get(node) : node;
    const step = isMap(target)
      ? entryOf(target.items, token, targets)
      : isSeq(target)
        ? elementOf(target.items, token)
        : null;
    if (step === null) break;
    ({ node } = step);
    offset = step.offset ?? offset;
  }
  return offset;
}

interface Step {
  readonly node: unknown;
  readonly offset: number | undefined;
}

/** An entry of a mapping, or of what is merged into it: there it stands, and there it would be changed. */
function entryOf(items: readonly Pair[], token: string, targets: Targets): Step | null {
  const pair = items.find(({ key }) => keyText(key, targets) === token);
  if (pair !== undefined) return { node: pair.value, offset: (pair.key as Node).range?.[0] };
  const sources = items.filter(({ key }) => isMergeKey(key)).map(({ value }) => value);
  for (let source = sources.shift(); source !== undefined; source = sources.shift()) {
    const merged = isAlias(source) ? targets.get(source) : source;
    if (isSeq(merged)) sources.unshift(...merged.items);
    const found = isMap(merged) ? entryOf(merged.items, token, targets) : null;
    if (found !== null) return found;
  }
  return null;
}

function elementOf(items: readonly unknown[], token: string): Step | null {
  const node = items[Number(token)];
  return node === undefined ? null : { node, offset: (node as Node).range?.[0] };
}

const surprising = /^(?:[yY]|[nN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/;

/** Words that YAML 1.1, and so Kubernetes, reads as booleans and many people do not. */
function notesOf(parsed: Parsed): SlowRead['notes'] {
  const notes: { offset: number; message: string }[] = [];
  visit(parsed, {
    Scalar(_, { source, type, tag, range }) {
      if (type !== 'PLAIN' || tag !== undefined || source === undefined || !surprising.test(source)) return;
      const value = /^(?:y|on)/i.test(source);
      notes.push({
        offset: range?.[0] ?? 0,
        message: `\`${source}\` is read as ${value}; quote it to keep it as text`,
      });
    },
  });
  return notes;
}
