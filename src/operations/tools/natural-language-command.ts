import { z } from 'zod';
import { tools as known } from '../../words/tools.ts';
import { understand, type Understood } from '../../words/understand.ts';
import { defineTool, type Told, type Tool } from './tool.ts';

const value = z.union([z.string(), z.number(), z.boolean()]);

const output = z.object({
  query: z.string(),
  status: z
    .enum(['understood', 'question'])
    .describe('question: nothing was understood surely enough; ask, and say it again'),
  tool: z.string().nullable().describe('the tool that is meant'),
  summary: z.string().nullable().describe('what it does'),
  available: z.boolean().describe('whether that tool can be called here'),
  arguments: z.record(z.string(), value),
  effect: z
    .enum(['read', 'write'])
    .nullable()
    .describe('write: the call answers with a plan that must be confirmed'),
  executed: z.literal(false).describe('nothing is ever done'),
  missing: z
    .array(z.object({ argument: z.string(), question: z.string() }))
    .describe('what must be said before the tool can be called'),
  question: z.string().nullable().describe('what to ask next; null where the call is complete'),
  alternatives: z.array(z.object({ tool: z.string(), summary: z.string() })),
  reading: z.array(z.object({ words: z.string(), as: z.string() })).describe('which words were read as what'),
  unread: z.array(z.string()).describe('words that were left out'),
});

type Output = Told<z.infer<typeof output>>;

/** Reads sentences as calls of any of these tools. */
export const naturalLanguageCommand = (tools: () => readonly Tool[]): Tool =>
  defineTool({
    name: 'natural_language_command',
    summary: 'Say which tool a sentence means, with which arguments; it is never executed.',
    effect: 'read',
    input: z.strictObject({ query: z.string().describe('one request, as a sentence') }),
    output,

    run({ query }): Promise<Output> {
      const answer = understand(query);
      const base = { query, executed: false } as const;
      if (answer.status === 'understood') return Promise.resolve({ ...base, ...meant(answer, tools()) });
      const { question, alternatives } = answer;
      return Promise.resolve({
        ...base,
        ...nothing,
        question,
        alternatives: alternatives.map(({ operation, summary }) => ({ tool: operation, summary })),
      });
    },
  });

const nothing = {
  status: 'question',
  tool: null,
  summary: null,
  available: false,
  arguments: {},
  effect: null,
  missing: [],
  reading: [],
  unread: [],
} as const;

function meant(answer: Understood, tools: readonly Tool[]) {
  const { operation, arguments: values, missing, effect, reading, unread } = answer;
  return {
    status: 'understood',
    tool: operation,
    summary: known.find(({ name }) => name === operation)?.summary ?? null,
    available: tools.some(({ name }) => name === operation),
    arguments: values,
    effect,
    missing,
    question: missing[0]?.question ?? null,
    alternatives: [],
    reading,
    unread,
  } as const;
}
