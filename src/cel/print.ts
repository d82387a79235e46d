import type { BinaryNode, BinaryOperator, CallNode, IndexNode, MapNode, Node, SelectNode } from './tree.ts';
import { Bytes, Double, Uint } from './value/boxes.ts';
import { formatPlain } from './value/double.ts';
import type { Value } from './value/value.ts';

/** How tightly a node binds; what binds looser than its place allows stands in parentheses. */
const conditionalLevel = 0;
const orLevel = 1;
const unaryLevel = 6;
const primaryLevel = 7;

const levels: Readonly<Record<BinaryOperator, number>> = {
  '||': orLevel,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  in: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
};

type Printers = { readonly [K in Node['kind']]: (node: Extract<Node, { kind: K }>) => string };

const printers: Printers = {
  literal: ({ value }) => printLiteral(value),
  ident: ({ name, absolute }) => `${absolute ? '.' : ''}${name}`,
  select: printSelect,
  index: printIndex,
  call: printCall,
  unary: ({ operator, operand }) => `${operator}${printOperand(operand)}`,
  binary: printBinary,
  conditional: ({ test, then, otherwise }) =>
    `${at(orLevel, test)} ? ${at(orLevel, then)} : ${print(otherwise)}`,
  list: ({ elements }) =>
    `[${elements.map(({ value, optional }) => `${mark(optional)}${print(value)}`).join(', ')}]`,
  map: printMap,
  message: ({ type, fields }) => {
    const printed = fields.map(
      ({ name, value, optional }) => `${mark(optional)}${fieldName(name, false)}: ${print(value)}`,
    );
    return `${type}{${printed.join(', ')}}`;
  },
  bad: () => '',
};

/** A tree as text, with no more parentheses than it needs: read again, it gives the same tree. */
export function print(node: Node): string {
  return (printers[node.kind] as (node: Node) => string)(node);
}

/** A node where only what binds as tightly as a level may stand. */
function at(level: number, node: Node): string {
  const text = print(node);
  return levelOf(node) < level ? `(${text})` : text;
}

function levelOf(node: Node): number {
  if (node.kind === 'conditional') return conditionalLevel;
  if (node.kind === 'binary') return levels[node.operator];
  return node.kind === 'unary' ? unaryLevel : primaryLevel;
}

function printBinary(node: BinaryNode): string {
  const { operator, left, right } = node;
  const level = levels[operator];
  if (operator !== '&&' && operator !== '||') {
    return `${at(level, left)} ${operator} ${at(level + 1, right)}`;
  }
  const terms = termsOf(node, operator);
  const parts = isBalanced(node, operator) ? terms : [left, right];
  return parts.map((part) => at(level + 1, part)).join(` ${operator} `);
}

/** The terms of a chain, in order. */
function termsOf(node: Node, operator: BinaryOperator): readonly Node[] {
  const terms: Node[] = [];
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === 'binary' && next.operator === operator) waiting.push(next.right, next.left);
    else terms.push(next);
  }
  return terms;
}

/** Whether a chain is split as the parser splits it, so that it needs no parentheses. */
function isBalanced(node: Node, operator: BinaryOperator): boolean {
  if (node.kind !== 'binary' || node.operator !== operator) return true;
  const [left, right] = [termsOf(node.left, operator).length, termsOf(node.right, operator).length];
  const isSplit = left === Math.ceil((left + right) / 2);
  return isSplit && isBalanced(node.left, operator) && isBalanced(node.right, operator);
}

/** A number would take a minus sign before it, or a dot behind it, for its own. */
function printOperand(operand: Node): string {
  return isNumber(operand) ? `(${print(operand)})` : at(primaryLevel, operand);
}

function isNumber(node: Node): boolean {
  if (node.kind !== 'literal') return false;
  const { value } = node;
  return ['number', 'bigint'].includes(typeof value) || value instanceof Double || value instanceof Uint;
}

function printSelect({ operand, field, optional }: SelectNode): string {
  return `${printOperand(operand)}.${mark(optional)}${fieldName(field, true)}`;
}

function printIndex({ operand, index, optional }: IndexNode): string {
  return `${printOperand(operand)}[${mark(optional)}${print(index)}]`;
}

function printCall({ target, name, absolute, args }: CallNode): string {
  const called = target === null ? `${absolute ? '.' : ''}${name}` : `${printOperand(target)}.${name}`;
  return `${called}(${args.map(print).join(', ')})`;
}

function printMap({ entries }: MapNode): string {
  const printed = entries.map(
    ({ key, value, optional }) => `${mark(optional)}${print(key)}: ${print(value)}`,
  );
  return `{${printed.join(', ')}}`;
}

function mark(optional: boolean): string {
  return optional ? '?' : '';
}

const keywords: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in']);

function fieldName(name: string, isSelected: boolean): string {
  const isPlain = /^[A-Za-z_]\w*$/.test(name) && !(isSelected && keywords.has(name));
  return isPlain ? name : `\`${name}\``;
}

function printLiteral(value: Value): string {
  if (typeof value === 'string') return `"${escapeText(value)}"`;
  if (typeof value === 'number') return printNumber(value);
  if (value instanceof Double) return printNumber(value.value, '.0');
  if (value instanceof Uint) return `${value.value}u`;
  if (value instanceof Bytes) return printBytes(value);
  return typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : 'null';
}

function printNumber(value: number, ending = ''): string {
  const text = formatPlain(value);
  return text.includes('.') ? text : `${text}${ending}`;
}

function printBytes({ value }: Bytes): string {
  const bytes = Array.from(value, (byte) => {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
    return isPlain ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `b"${bytes.join('')}"`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escapeText(text: string): string {
  return text.replaceAll(/["\\\p{Cc}]/gu, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return escapes.get(character) ?? `\\u${code.padStart(4, '0')}`;
  });
}
