// What tools are given in tests: memory, a store where one is asked for, and no file of this machine.
import { WritError } from '../../src/core/errors.ts';
import { toolNamed, callTool, type Reply } from '../../src/operations/tools/call-tool.ts';
import type { ToolContext } from '../../src/operations/tools/tool.ts';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';

/** A context without a store, a cluster or files. */
export function toolContext(more: Partial<ToolContext> = {}): ToolContext {
  return {
    files: null,
    configuration: null,
    openStore: null,
    openCluster: null,
    openNotifier: () => Promise.reject(new Error('nobody is told')),
    now: () => BigInt(Date.parse('2026-11-21T12:00:00Z')) * 1_000_000n,
    pause: () => Promise.resolve(),
    wait: () => Promise.resolve(),
    interrupted: () => new AbortController().signal,
    version: '0.0.0',
    target: (paths) => paths.join(' '),
    user: () => 'ada',
    ...more,
  };
}

/** An answer, checked to be what its tool says that it answers, as JSON. */
export async function ask(name: string, given: JsonObject, context = toolContext()): Promise<Answer> {
  const reply = await callTool(name, given, context);
  const output = JSON.parse(JSON.stringify(reply.output)) as Record<string, JsonValue>;
  toolNamed(name).output.parse(output);
  return { reply, output };
}

export interface Answer {
  readonly reply: Reply;
  readonly output: Record<string, JsonValue>;
}

/** The code and the words by which a call is refused. */
export async function refusal(name: string, given: JsonValue, context = toolContext()): Promise<string> {
  try {
    await callTool(name, given, context);
  } catch (cause) {
    if (cause instanceof WritError) return `${cause.code}: ${cause.message}`;
    throw cause;
  }
  return 'not refused';
}
