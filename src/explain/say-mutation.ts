import type { Mutation } from '../core/policy.ts';
import type { Sentence } from './explanation.ts';
import { code } from './reading/noun.ts';
import type { PolicyReading } from './reading/open-reading.ts';
import { shortened } from './reading/words.ts';
import { plain } from './saying/block.ts';
import { sentenceOf } from './say-validation.ts';
import { sayPatch } from './saying/say-patch.ts';

const mostQuoted = 1500;

/** What one expression changes. */
export function sayMutation(mutation: Mutation, index: number, read: PolicyReading): readonly Sentence[] {
  const from = `mutations[${index}]`;
  const tree = read.tree(mutation.expression);
  if (tree === null) {
    const text = `the expression ${code(shortened(mutation.expression, mostQuoted))} is no CEL that can be read`;
    return [sentenceOf(plain(text), from)];
  }
  return sayPatch(tree, read.reading).map((block) => sentenceOf(block, from));
}
