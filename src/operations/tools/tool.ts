import type { z } from 'zod';
import type { Inputs } from '../inputs.ts';
import type { Context } from '../operation.ts';

/** What a tool may use of the world. It has no files but those that a surface on the user's own machine grants. */
export interface ToolContext extends Omit<
  Context,
  'inputs' | 'write' | 'makeFolder' | 'openStore' | 'openCluster'
> {
  /** Files that `{ path }` may name; null on a server, which reads none for anybody. */
  readonly files: Inputs | null;
  /** The configuration that is at work where a call brings none. */
  readonly configuration: NamedText | null;
  /** Where what was decided is written down; null: nowhere. */
  readonly openStore: Context['openStore'] | null;
  /** Where clusters are to be had; null: none is. */
  readonly openCluster: Context['openCluster'] | null;
}

/** A text, and what it is called in findings. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Data as it is answered: nobody changes it. */
export type Told<T> = T extends readonly (infer E)[]
  ? readonly Told<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Told<T[K]> }
    : T;

interface About<Input, Output> {
  /** Verb and nouns, as users of the document know it. */
  readonly name: string;
  /** One imperative sentence, shown to people and to models alike. */
  readonly summary: string;
  /** What a call takes; JSON Schemas follow from it. */
  readonly input: z.ZodType<Input>;
  /** What it answers, at the top level of its JSON. */
  readonly output: z.ZodType<Output>;
}

/** Something a program or a model can ask for by name: JSON in, JSON out. It changes nothing. */
export interface ReadTool<Input = unknown, Output = unknown> extends About<Input, Output> {
  readonly effect: 'read';
  run(input: Input, context: ToolContext): Promise<Told<Output>>;
}

/** Something that changes the world, in two steps: what would be done, and doing exactly that. */
export interface WriteTool<Input = unknown, Output = unknown> extends About<Input, Output> {
  readonly effect: 'write';
  /** Plans what is asked for. Nothing is done but what the configuration approved beforehand. */
  plan(input: Input, context: ToolContext): Promise<Planned<Output>>;
  /**
   * Carries out a plan that somebody confirmed.
   * @throws {WritError} `PLAN_UNKNOWN`, `CLUSTER_CONFLICT` where the world is not the one that it was made for
   */
  apply(plan: string, input: Input, context: ToolContext): Promise<Told<Output>>;
}

/** What would be done, and what has been. */
export interface Planned<Output> {
  /** The id of what waits to be confirmed; null where nothing does. */
  readonly plan: string | null;
  readonly output: Told<Output>;
}

export type Tool<Input = unknown, Output = unknown> = ReadTool<Input, Output> | WriteTool<Input, Output>;

/** Infers a tool's types and gives it as one of the list. */
export function defineTool<Input, Output>(tool: Tool<Input, Output>): Tool {
  return tool;
}
