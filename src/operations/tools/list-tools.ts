import { z } from 'zod';
import { defineTool, type Tool } from './tool.ts';

const schema = z.record(z.string(), z.unknown());

const listed = z.object({
  name: z.string(),
  summary: z.string(),
  effect: z
    .enum(['read', 'write'])
    .describe('write: a call answers with a plan, and does it when it is called again with confirm'),
  arguments: z.array(z.string()).describe('the names of its arguments, those that must be given first'),
  required: z.array(z.string()),
  inputSchema: schema.describe('JSON Schema of its arguments'),
  outputSchema: schema.describe('JSON Schema of what it answers'),
});

/** What is told of a tool. */
export type ListedTool = z.infer<typeof listed>;

/** Lists these tools. */
export const listTools = (tools: () => readonly Tool[]): Tool =>
  defineTool({
    name: 'list_tools',
    summary: 'List every tool, with what it takes and answers.',
    effect: 'read',
    input: z.strictObject({
      filter: z.string().max(200).optional().describe('only tools whose name or summary has this text'),
    }),
    output: z.object({ tools: z.array(listed), total: z.number().int() }),

    run({ filter = '' }) {
      const wanted = filter.toLowerCase();
      const all = tools()
        .filter(({ name, summary }) => `${name} ${summary}`.toLowerCase().includes(wanted))
        .map(describe);
      return Promise.resolve({ tools: all, total: all.length });
    },
  });

/** A tool as every surface lists it. */
export function describe({ name, summary, effect, input, output }: Tool): ListedTool {
  const inputSchema = z.toJSONSchema(input, { io: 'input' });
  const required = inputSchema.required ?? [];
  const names = Object.keys(inputSchema.properties ?? {});
  return {
    name,
    summary,
    effect,
    arguments: [...required, ...names.filter((one) => !required.includes(one))],
    required: [...required],
    inputSchema,
    outputSchema: z.toJSONSchema(output, { io: 'output' }),
  };
}
