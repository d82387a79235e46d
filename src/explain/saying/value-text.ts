import { print, type Node } from '../../cel/index.ts';
import { code } from '../reading/noun.ts';
import type { Reading } from '../reading/reading.ts';
import { spoken } from '../reading/stand-in.ts';

/** A value as users write it: lists and objects as in JSON, what is looked up by its path. */
export function valueText(node: Node, reading: Reading): string {
  switch (node.kind) {
    case 'list':
      return `[${node.elements.map(({ value }) => valueText(value, reading)).join(', ')}]`;
    case 'map':
      return `{${node.entries.map(({ key, value }) => `${print(key)}: ${valueText(value, reading)}`).join(', ')}}`;
    case 'message':
      return `{${node.fields.map(({ name, value }) => `${name}: ${valueText(value, reading)}`).join(', ')}}`;
    case 'call':
      return isDyn(node) && node.args[0] !== undefined
        ? valueText(node.args[0], reading)
        : spoken(reading.nounOf(node, reading));
    case 'bad':
      return code('');
    default:
      return spoken(reading.nounOf(node, reading));
  }
}

function isDyn({ target, name, args }: Extract<Node, { kind: 'call' }>): boolean {
  return target === null && name === 'dyn' && args.length === 1;
}
