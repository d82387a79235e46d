import { print, type Node } from '../../cel/index.ts';
import { code } from '../reading/noun.ts';
import type { Reading } from '../reading/reading.ts';
import { shortened } from '../reading/words.ts';
import { plain, type Block } from './block.ts';
import { valueText } from './value-text.ts';

const mostQuoted = 1500;

const operations: Readonly<Record<string, (path: string, value: string, from: string) => string>> = {
  add: (path, value) => `adds ${value} at ${path}`,
  replace: (path, value) => `replaces ${path} with ${value}`,
  remove: (path) => `removes ${path}`,
  test: (path, value) => `goes on only if ${path} is ${value}`,
  copy: (path, _value, from) => `copies ${from} to ${path}`,
  move: (path, _value, from) => `moves ${from} to ${path}`,
};

/** One operation of a JSON patch (RFC 6902); null where it is not known which. */
export function sayOperation(
  { fields }: Extract<Node, { kind: 'message' }>,
  reading: Reading,
): readonly Block[] | null {
  const field = (name: string): Node | undefined => fields.find((one) => one.name === name)?.value;
  const [op, path, value, from] = [field('op'), field('path'), field('value'), field('from')];
  const name = op === undefined ? null : textOf(op);
  const words = name !== null && Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (words === undefined || path === undefined) return null;
  const said = value === undefined ? 'nothing' : shortened(valueText(value, reading), mostQuoted);
  return [
    plain(words(pointerText(path, reading), said, from === undefined ? '' : pointerText(from, reading))),
  ];
}

/** A JSON pointer as it is written; what is put together has its other parts between braces. */
function pointerText(path: Node, reading: Reading): string {
  const parts = partsOf(path).map((part) => textOf(part) ?? `{${wordsOf(part, reading)}}`);
  return code(shortened(parts.join(''), mostQuoted));
}

function wordsOf(part: Node, reading: Reading): string {
  return reading.nounOf(unescaped(part), reading).text.replaceAll('`', '');
}

/** `jsonpatch.escapeKey(key)` is the key. */
function unescaped(node: Node): Node {
  return node.kind === 'call' && node.name === 'escapeKey' ? (node.args[0] ?? node) : node;
}

function textOf(node: Node): string | null {
  const { kind } = node;
  if (kind !== 'literal') return null;
  return typeof node.value === 'string' ? node.value : print(node);
}

function partsOf(node: Node): readonly Node[] {
  if (node.kind !== 'binary' || node.operator !== '+') return [node];
  return [...partsOf(node.left), ...partsOf(node.right)];
}
