import { nearest } from '../../core/nearest.ts';
import type { JsonValue } from '../../core/json.ts';
import { WritError } from '../../core/errors.ts';
import { parseShape } from '../../rules/shape-problems.ts';
import { tools } from './tools.ts';
import type { Tool, ToolContext, WriteTool } from './tool.ts';

/** What became of a call. Planned: nothing was done, or only what was approved beforehand, and the rest waits. */
export type Reply =
  | { readonly status: 'done'; readonly output: unknown }
  | { readonly status: 'planned'; readonly plan: string; readonly output: unknown };

/**
 * Answers a call: the one way by which every surface runs every tool.
 * @throws {WritError} `TOOL_UNKNOWN`, `ARGUMENT_INVALID`, and whatever the tool throws
 */
export async function callTool(name: string, given: JsonValue, context: ToolContext): Promise<Reply> {
  const tool = toolNamed(name);
  const input = inputOf(tool, given);
  if (tool.effect === 'read') return { status: 'done', output: await tool.run(input, context) };
  return write(tool, input, context);
}

/** @throws {WritError} `TOOL_UNKNOWN` */
export function toolNamed(name: string): Tool {
  const found = tools.find((tool) => tool.name === name);
  if (found !== undefined) return found;
  const near = nearest(
    name,
    tools.map((tool) => tool.name),
  );
  throw new WritError('TOOL_UNKNOWN', `there is no tool \`${name.slice(0, 60)}\``, {
    hint: near === null ? 'list_tools lists them.' : `Did you mean \`${near}\`? list_tools lists all.`,
  });
}

function inputOf(tool: Tool, given: JsonValue): unknown {
  const parsed = parseShape(tool.input, given, 'the arguments');
  if ('data' in parsed) return parsed.data;
  const [first, ...others] = parsed.problems.map(({ message }) => message);
  throw new WritError('ARGUMENT_INVALID', `${tool.name}: ${first ?? 'the arguments are of no use'}`, {
    hint:
      others.length === 0 ? `list_tools shows what ${tool.name} takes.` : others.slice(0, 20).join('\n  '),
  });
}

async function write(tool: WriteTool, input: unknown, context: ToolContext): Promise<Reply> {
  const { confirm } = input as { readonly confirm?: string };
  if (confirm !== undefined) return { status: 'done', output: await tool.apply(confirm, input, context) };
  const { plan, output } = await tool.plan(input, context);
  return plan === null ? { status: 'done', output } : { status: 'planned', plan, output };
}
