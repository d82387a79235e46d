import { longestSentence } from './tokens.ts';
import type { Tool } from './tool.ts';

/** Why a sentence is answered with a question. */
export type Reason = keyof typeof questions;

/** What is asked instead of guessed. */
export interface Question {
  readonly status: 'question';
  readonly reason: Reason;
  readonly question: string;
  /** Operations that may be meant. */
  readonly alternatives: readonly { readonly operation: string; readonly summary: string }[];
}

const questions = {
  empty: () => 'What is to be done? Say it in one sentence.',
  'too-long': () => `What is to be done? Say it in at most ${longestSentence} characters.`,
  'hidden-characters': () =>
    'The sentence has characters that cannot be seen, so it may not say what it seems to. What is to be done?',
  unknown: () => 'What is to be done, and to what? Nothing that can be done here was said.',
  ambiguous: () => 'Which of these is meant?',
  refused: () => 'The sentence says what not to do, so nothing is done. What is to be done instead?',
  'several-values': () => 'One at a time: several are named where one is taken. Which one?',
  'no-place': (words: string) =>
    `Which of these is meant, one at a time? The first is nearest, but has no place for ${words}.`,
  unfinished: () => 'The sentence ends before it says what or where. How does it go on?',
  'unread-words': (words: string) =>
    `What does ${words} mean here? It was not understood. If it is a name, put it in quotes.`,
  'guessed-words': () => 'Is this meant? A word is misspelled, and nothing is changed on a guess.',
  'not-asked-for': () =>
    'Is this to be done? If so, say it as a request, such as “scale web-app to 3 replicas”.',
} as const satisfies Record<string, (words: string) => string>;

/** A question for a reason, about words where some are in the way. */
export function asQuestion(reason: Reason, tools: readonly Tool[], words: readonly string[]): Question {
  return {
    status: 'question',
    reason,
    question: questions[reason](words.map((word) => `“${word}”`).join(', ')),
    alternatives: tools.map(({ name, summary }) => ({ operation: name, summary })),
  };
}
