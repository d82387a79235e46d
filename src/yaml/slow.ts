import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document as Parsed,
  type Node,
} from 'yaml';
import { aliasTargets, expand, type ExpandLimits, type ExpandProblem, type Targets } from './expand.ts';
import { pointerTokens } from './locate.ts';
import { tooDeepAt } from './nesting.ts';
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
  const parsed = parseDocument(text, {
    version: '1.1',
    intAsBigInt: true,
    prettyErrors: false,
    // The library compares each key with each other one: they are found while the value is made.
    uniqueKeys: false,
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || isKubernetesTag(tag)),
  });
  const [error] = parsed.errors;
  if (error !== undefined)
    return { code: 'YAML_SYNTAX', offset: error.pos[0], message: withoutSource(error.message) };
  const targets = aliasTargets(parsed);
  const expanded = expand(parsed, targets, limits);
  if ('code' in expanded) return expanded;
  const { value } = expanded;
  return { value, locate: (pointer) => locate(parsed, targets, pointer), notes: notesOf(parsed) };
}

/** The library's messages quote what they stumble over, which may be secret; the place says enough. */
function withoutSource(message: string): string {
  return message.replace(
    /^(Unexpected .* in YAML (?:stream|document)|Block scalar header includes extra characters|Unresolved tag|Not a YAML token): [^]*$/,
    '$1',
  );
}

/** go-yaml knows no base-60 numbers, and Kubernetes keeps dates as text. */
function isKubernetesTag(tag: { readonly tag: string; readonly format?: string }): boolean {
  const names = ['timestamp', 'binary', 'omap', 'pairs', 'set'];
  return tag.format !== 'TIME' && !names.some((name) => tag.tag === `tag:yaml.org,2002:${name}`);
}

function locate(parsed: Parsed, targets: Targets, pointer: string): number {
  let node: unknown = parsed.contents;
  let offset = parsed.contents?.range?.[0] ?? 0;
  for (const token of pointerTokens(pointer)) {
    const target = isAlias(node) ? targets.get(node) : node;
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
