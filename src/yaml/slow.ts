import {
  type Document as Parsed,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Node,
  type YAMLError,
} from 'yaml';
import { pointerTokens } from './locate.ts';
import type { YamlValue } from './value.ts';

/** A document as `yaml` gives it, offsets counted from the beginning of its own text. */
export interface SlowRead {
  readonly value: YamlValue;
  readonly locate: (pointer: string) => number;
  readonly notes: readonly { readonly offset: number; readonly message: string }[];
}

/** Why `yaml` could not read a document. */
export interface SlowProblem {
  readonly code: 'YAML_SYNTAX' | 'YAML_DUPLICATE_KEY' | 'YAML_TOO_LARGE' | 'YAML_TOO_DEEP';
  readonly offset: number;
  readonly message: string;
}

export interface SlowLimits {
  readonly depth: number;
  readonly expansion: number;
}

/** Reads one document with all of YAML 1.1 as Kubernetes knows it: merge keys, anchors, its booleans and numbers. */
export function readSlow(text: string, limits: SlowLimits): SlowRead | SlowProblem {
  const deep = tooDeep(text, limits.depth);
  if (deep !== null) return deep;
  const parsed = parseDocument(text, {
    version: '1.1',
    intAsBigInt: true,
    prettyErrors: false,
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || isKubernetesTag(tag)),
  });
  const [error] = parsed.errors;
  if (error !== undefined) return problem(error);
  const size = expandedSize(parsed);
  if (size > limits.expansion) {
    return {
      code: 'YAML_TOO_LARGE',
      offset: 0,
      message: `its aliases expand to more than ${limits.expansion} nodes`,
    };
  }
  const key = unreadableKey(parsed);
  if (key !== null) return key;
  const value = toJson(parsed.toJS({ maxAliasCount: -1, mapAsMap: true }));
  return { value, locate: (pointer) => locate(parsed, pointer), notes: notesOf(parsed) };
}

/** go-yaml knows no base-60 numbers, and Kubernetes keeps dates as text. */
function isKubernetesTag(tag: { readonly tag: string; readonly format?: string }): boolean {
  const names = ['timestamp', 'binary', 'omap', 'pairs', 'set'];
  return tag.format !== 'TIME' && !names.some((name) => tag.tag === `tag:yaml.org,2002:${name}`);
}

function problem({ code, message, pos }: YAMLError): SlowProblem {
  const known = code === 'DUPLICATE_KEY' ? 'YAML_DUPLICATE_KEY' : 'YAML_SYNTAX';
  const text = code === 'DUPLICATE_KEY' ? 'the same key stands twice in one mapping' : message;
  return { code: known, offset: pos[0], message: text };
}

// What nests within one line: brackets, and dashes that begin lists in lists.
const nesting = /[[{]|[\]}]|- |\n/g;

/** Nesting is counted before parsing, for `yaml` descends with the stack; brackets in texts count, too, which errs on the safe side. */
function tooDeep(text: string, limit: number): SlowProblem | null {
  let brackets = 0;
  let dashes = 0;
  for (const { 0: found, index } of text.matchAll(nesting)) {
    if (found === '\n') dashes = 0;
    else if (found === '- ') dashes++;
    else brackets = '[{'.includes(found) ? brackets + 1 : Math.max(0, brackets - 1);
    if (brackets > limit || dashes > limit) return depthProblem(index, limit);
  }
  return null;
}

function depthProblem(offset: number, limit: number): SlowProblem {
  return { code: 'YAML_TOO_DEEP', offset, message: `it is nested deeper than ${limit} levels` };
}

/** A key that JSON cannot hold: a collection or nothing, as an unrendered `{{ template }}` looks to YAML. */
function unreadableKey(parsed: Parsed): SlowProblem | null {
  let found: SlowProblem | null = null;
  visit(parsed, {
    Pair(_, { key }) {
      if (isScalar(key) ? key.value !== null : isAlias(key)) return undefined;
      const offset = (key as Node | null)?.range?.[0] ?? 0;
      found = { code: 'YAML_SYNTAX', offset, message: 'a key must be text, not a collection or nothing' };
      return visit.BREAK;
    },
  });
  return found;
}

/** How many nodes a document has once its aliases are expanded; each anchor is counted once and then remembered. */
function expandedSize(parsed: Parsed): number {
  const sizes = new Map<unknown, number>();
  const sizeOf = (node: unknown): number => {
    const known = sizes.get(node);
    if (known !== undefined) return known;
    sizes.set(node, 1); // An alias within its own anchor: refused by `toJS`, counted once here.
    const size = measure(node);
    sizes.set(node, size);
    return size;
  };
  const measure = (node: unknown): number => {
    if (isAlias(node)) return sizeOf(node.resolve(parsed));
    if (isMap(node)) return node.items.reduce((sum, { key, value }) => sum + sizeOf(key) + sizeOf(value), 1);
    if (isSeq(node)) return node.items.reduce((sum: number, item) => sum + sizeOf(item), 1);
    return 1;
  };
  let hasAlias = false;
  visit(parsed, { Alias: () => ((hasAlias = true), visit.BREAK) });
  return hasAlias ? sizeOf(parsed.contents) : 0;
}

/** Maps become objects with text keys, safe whole numbers `number`, what JSON cannot hold text. */
function toJson(value: unknown): YamlValue {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [String(key), toJson(item)]));
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return null;
}

function locate(parsed: Parsed, pointer: string): number {
  let node: unknown = parsed.contents;
  let offset = parsed.contents?.range?.[0] ?? 0;
  for (const token of pointerTokens(pointer)) {
    const target = isAlias(node) ? node.resolve(parsed) : node;
    const step = isMap(target)
      ? entryOf(target.items, token)
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

function entryOf(
  items: readonly { readonly key: unknown; readonly value: unknown }[],
  token: string,
): Step | null {
  const pair = items.find(({ key }) => isScalar(key) && String(key.value) === token);
  return pair === undefined ? null : { node: pair.value, offset: (pair.key as Node).range?.[0] };
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
    Scalar(_, { source, type, value, range }) {
      if (type !== 'PLAIN' || typeof value !== 'boolean' || source === undefined || !surprising.test(source))
        return;
      notes.push({
        offset: range?.[0] ?? 0,
        message: `\`${source}\` is read as ${value}; quote it to keep it as text`,
      });
    },
  });
  return notes;
}
