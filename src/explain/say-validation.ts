import type { Policy, Validation } from '../core/policy.ts';
import type { Demand, Sentence } from './explanation.ts';
import type { Claim } from './reading/claim.ts';
import { withTheirs } from './reading/inline-variables.ts';
import { messageWords } from './reading/message-words.ts';
import { code } from './reading/noun.ts';
import type { PolicyReading } from './reading/open-reading.ts';
import { listed, sentence, shortened } from './reading/words.ts';
import { after, plain, type Block } from './saying/block.ts';
import { sayClaim, sayTest } from './saying/say-claim.ts';

const longest = 3000;
const mostQuoted = 1500;

/** Of a variable that is read by name, which is long by nature. */
const mostOfVariable = 600;

/** What one validation demands, and what whoever breaks it is told. */
export function sayValidation(validation: Validation, index: number, read: PolicyReading): Demand {
  const claim = read.claim(validation.expression);
  const from = `validations[${index}]`;
  return {
    validation: validation.id,
    sentence: claim === null ? unreadable(validation.expression, from) : sentenceOf(demandBlock(claim), from),
    message: messageOf(validation, read),
  };
}

function demandBlock(claim: Claim): Block {
  if (claim.kind !== 'constant') return sayClaim(claim, 'must');
  return plain(
    claim.value
      ? 'nothing is demanded: the condition is always true'
      : 'every such request breaks the policy',
  );
}

function unreadable(expression: string, from: string): Sentence {
  const text = `The expression ${code(shortened(expression, mostQuoted))} is no CEL that can be read`;
  return { text: sentence(text), items: [], from };
}

function messageOf({ message, messageExpression }: Validation, read: PolicyReading): string | null {
  const tree = messageExpression === null ? null : read.tree(messageExpression);
  if (tree !== null) return messageWords(tree, read.reading);
  return message === null ? null : shortened(message.trim(), mostQuoted);
}

/** What a condition says, after words such as `only where`. */
export function sayCondition(expression: string, words: string, read: PolicyReading): Block {
  const claim = read.claim(expression);
  if (claim === null)
    return plain(
      `${words} ${code(shortened(expression, mostQuoted))} is true, which is no CEL that can be read`,
    );
  if (claim.kind === 'constant')
    return plain(`${words} ${claim.value ? 'at all times' : 'never: the condition is always false'}`);
  return after(words, sayTest(claim));
}

/** A block as a sentence of a part of the policy, with the sentences below it. */
export function sentenceOf(block: Block, from: string): Sentence {
  return {
    text: sentence(shortened(block.text, longest)),
    items: block.items.map((item) => sentenceOf(item, from)),
    from,
  };
}

/** What is looked up among other objects, which expressions read as variables. */
export function sayRelated({ related = {} }: Policy): readonly Sentence[] {
  return Object.entries(related).map(([name, { kinds, within, by, key }]) => {
    const where = within === 'namespace' ? 'of the same namespace' : 'of the cluster';
    const what = kinds.includes('*') ? 'the objects' : `the objects of kind ${listed(kinds.map(code), 'or')}`;
    const text = `the variable ${code(name)} holds ${what} ${where} that are found by ${ways[by]} ${code(key)}`;
    return { text: sentence(shortened(text, longest)), items: [], from: `related.${name}` };
  });
}

const ways = {
  name: 'the name',
  labels: 'the labels',
  selector: 'a selector of the labels',
  owner: 'the owner',
  'host-path': 'the host and path',
  references: 'a reference to',
} as const;

/** The variables that are read by name, with what they stand for. */
export function sayVariables({ variables }: Policy, read: PolicyReading): readonly Sentence[] {
  const named = withTheirs(read.left, read.definitions);
  return variables.flatMap(({ name }, index) => {
    if (!named.has(name)) return [];
    const tree = read.definitions.get(name);
    const text =
      tree === undefined
        ? `The variable ${code(name)} is no CEL that can be read`
        : `The variable ${code(name)} is ${read.reading.nounOf(tree, read.reading).text}`;
    return [{ text: sentence(shortened(text, mostOfVariable)), items: [], from: `variables[${index}]` }];
  });
}
