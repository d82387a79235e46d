import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  visit,
  type Alias,
  type Document as Parsed,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { YamlProblem } from './document.ts';
import { resolveScalar, type ScalarText } from './resolve-scalar.ts';
import type { YamlValue } from './value.ts';

/** Why a tree has no value. */
export interface ExpandProblem {
  readonly code: YamlProblem['code'];
  readonly offset: number;
  readonly message: string;
}

export interface ExpandLimits {
  /** Levels of nesting, aliases followed. */
  readonly depth: number;
  /** How many nodes aliases may add. */
  readonly expansion: number;
}

/** The node that each alias means: the last of its name before it. Missing where there is none. */
export type Targets = ReadonlyMap<Alias, Node>;

/** Binds every alias in one pass; the library searches the document anew for each. */
export function aliasTargets(parsed: Parsed): Targets {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(parsed, {
    Node(_, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target !== undefined) targets.set(node, target);
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

/**
 * A tree as a value, aliases copied and merge keys merged (explicit keys win, then earlier sources): maps become
 * objects with text keys, safe whole numbers `number`, what JSON cannot hold text.
 */
export function expand(
  parsed: Parsed,
  targets: Targets,
  limits: ExpandLimits,
): { readonly value: YamlValue } | ExpandProblem {
  try {
    return {
      value: valueOf(parsed.contents, { targets, limits, open: new Set(), level: 0, copied: { nodes: 0 } }),
    };
  } catch (error) {
    if (error instanceof Refusal) return error.problem;
    throw error;
  }
}

/** Unwinds the descent; never leaves this file. */
class Refusal extends Error {
  readonly problem: ExpandProblem;

  constructor(code: ExpandProblem['code'], node: unknown, message: string) {
    super(message);
    this.problem = { code, offset: offsetOf(node), message };
  }
}

interface At {
  readonly targets: Targets;
  readonly limits: ExpandLimits;
  /** The anchored nodes that are being copied: one that is met again holds itself. */
  readonly open: Set<Node>;
  readonly level: number;
  readonly copied: { nodes: number };
}

function valueOf(node: unknown, at: At): YamlValue {
  count(node, at);
  if (isAlias(node)) return follow(node, at, (target, inside) => valueOf(target, inside));
  if (isMap(node)) return Object.fromEntries(entriesOf(node, deeper(node, at)));
  if (isSeq(node)) {
    const inside = deeper(node, at);
    return node.items.map((item) => valueOf(item, inside));
  }
  return isScalar(node) ? scalarOf(node) : null;
}

function count(node: unknown, { open, copied, limits }: At): void {
  if (open.size === 0) return;
  if (++copied.nodes <= limits.expansion) return;
  throw new Refusal('YAML_TOO_LARGE', node, `its aliases expand to more than ${limits.expansion} nodes`);
}

function follow<T>(alias: Alias, at: At, use: (target: Node, at: At) => T): T {
  const target = at.targets.get(alias);
  if (target === undefined)
    throw new Refusal('YAML_SYNTAX', alias, 'an alias needs an anchor of its name before it');
  if (at.open.has(target)) throw new Refusal('YAML_SYNTAX', alias, 'an alias stands within what it means');
  at.open.add(target);
  const result = use(target, deeper(alias, at));
  at.open.delete(target);
  return result;
}

function deeper(node: unknown, at: At): At {
  if (at.level < at.limits.depth) return { ...at, level: at.level + 1 };
  throw new Refusal('YAML_TOO_DEEP', node, `it is nested deeper than ${at.limits.depth} levels`);
}

function entriesOf(map: YAMLMap, at: At): ReadonlyMap<string, YamlValue> {
  const entries = new Map<string, YamlValue>();
  const explicit = new Set<string>();
  for (const { key, value } of map.items) {
    if (isMergeKey(key)) {
      for (const [name, merged] of mergedEntries(value, at))
        if (!entries.has(name)) entries.set(name, merged);
      continue;
    }
    const name = keyText(key, at.targets);
    if (name === null)
      throw new Refusal('YAML_SYNTAX', key, 'a key must be text, not a collection or nothing');
    if (explicit.has(name))
      throw new Refusal('YAML_DUPLICATE_KEY', key, 'the same key stands twice in one mapping');
    explicit.add(name);
    entries.set(name, valueOf(value, at));
  }
  return entries;
}

/** What a merge key brings in: a mapping, or a list of mappings of which earlier ones win. */
function mergedEntries(source: unknown, at: At): Iterable<readonly [string, YamlValue]> {
  count(source, at);
  if (isAlias(source)) return follow(source, at, (target, inside) => [...mergedEntries(target, inside)]);
  if (isMap(source)) return entriesOf(source, deeper(source, at));
  if (isSeq(source)) {
    const inside = deeper(source, at);
    return source.items.flatMap((item) => [...mergedEntries(item, inside)]);
  }
  throw new Refusal('YAML_SYNTAX', source, 'a merge key takes a mapping, or a list of mappings');
}

/** Whether a key brings in what its value holds. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && typeof key.value === 'symbol';
}

/**
 * A key as text; null for a collection or nothing, as an unrendered `{{ template }}` looks to YAML: none of these
 * is a key that JSON could hold.
 */
export function keyText(key: unknown, targets: Targets): string | null {
  const node = isAlias(key) ? targets.get(key) : key;
  if (!isScalar(node)) return null;
  const { text, tag, isPlain } = textOf(node);
  const resolved = resolveScalar({ text, tag, isPlain });
  if ('refused' in resolved) return text;
  return resolved.value === null ? null : String(resolved.value);
}

function scalarOf(node: Scalar): YamlValue {
  const resolved = resolveScalar(textOf(node));
  if ('value' in resolved) return resolved.value;
  throw new Refusal('YAML_SYNTAX', node, resolved.refused);
}

function textOf(node: Scalar): ScalarText {
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
  return { text, tag: node.tag ?? null, isPlain: node.type === 'PLAIN' };
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
