import type { Cluster, ClusterSettings } from './cluster-port.ts';
import type { Inputs } from './inputs.ts';
import type { Notifier } from './notify-port.ts';
import type { Store } from './store-port.ts';

/** One argument of an operation, from which flags, JSON Schemas and help are derived. */
export type Parameter = {
  /** One sentence, without a full stop. */
  readonly description: string;
} & (
  | { readonly type: 'flag' }
  | { readonly type: 'text'; readonly value: string; readonly default?: string }
  /** Above zero. */
  | {
      readonly type: 'number';
      readonly value: string;
      readonly default: number;
      readonly whole: boolean;
      /** The largest that is taken. */
      readonly most?: number;
    }
  /** May be given several times, or as one comma-separated text. */
  | { readonly type: 'list'; readonly value: string; readonly choices?: readonly string[] }
  | {
      readonly type: 'choice';
      readonly value: string;
      readonly choices: readonly string[];
      readonly default?: string;
    }
);

export type Parameters = Readonly<Record<string, Parameter>>;

type ValueOf<P extends Parameter> = P extends { type: 'flag' }
  ? boolean
  : P extends { type: 'number' }
    ? number
    : P extends { type: 'list' }
      ? readonly string[]
      : P extends { type: 'choice'; choices: readonly (infer C)[] }
        ? P extends { default: string }
          ? C
          : C | null
        : P extends { default: string }
          ? string
          : string | null;

/** What an operation is given: every parameter under its name, absent texts as null, and the paths. */
export type InputOf<P extends Parameters> = { readonly [K in keyof P]: ValueOf<P[K]> } & {
  readonly paths: readonly string[];
};

/** What an operation may use of the world, opened by the application. */
export interface Context {
  readonly inputs: Inputs;
  /** Nanoseconds since the epoch. */
  readonly now: () => bigint;
  /** Lets run whatever waits, such as output on its way: a loop that never does keeps all of it in memory. */
  readonly pause: () => Promise<void>;
  /** Resolves after so many milliseconds, or at once when the signal ends it. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** From when it is asked for, what a person ends the program with (Ctrl-C) ends this instead. */
  readonly interrupted: () => AbortSignal;
  readonly version: string;
  /**
   * The store at a place: a file; null for the one that the settings name. It is made where there is none, unless it
   * must be there.
   * @throws {WritError} `STORE_UNUSABLE`
   */
  readonly openStore: (place: string | null, mustExist?: 'must exist') => Promise<Store>;
  /**
   * Writes a file that appears whole or not at all.
   * @throws {WritError} `OUTPUT_UNWRITABLE`
   */
  readonly write: (file: string, text: string) => void;
  /**
   * Makes a folder and those above it, where they are missing.
   * @throws {WritError} `OUTPUT_UNWRITABLE`
   */
  readonly makeFolder: (folder: string) => void;
  /** What paths are called, the same from whichever folder they are named. */
  readonly target: (paths: readonly string[]) => string;
  /**
   * A live cluster, of which nothing is asked yet; whoever opens it closes it. Loaded when it is asked for.
   * @throws {WritError} `CONFIG_INVALID`, `USAGE`, `CLUSTER_CREDENTIALS`
   */
  readonly openCluster: (settings: ClusterSettings) => Promise<Cluster>;
  /** What takes messages to people; loaded when it is asked for. */
  readonly openNotifier: () => Promise<Notifier>;
  /** Who does what is done here. */
  readonly user: () => string;
}

/** Something Writ can do. Defined once; every surface offers it without further code. */
export interface Operation<P extends Parameters = Parameters, Event = unknown, Output = unknown> {
  /** The CLI verb. */
  readonly name: string;
  /** One imperative sentence, shown to people and to models alike. */
  readonly summary: string;
  /** Whether running it changes anything outside the process. */
  readonly effect: 'read' | 'write';
  /** What its positional arguments are, or null where it takes none. */
  readonly paths: {
    readonly name: string;
    readonly description: string;
    readonly required: boolean;
    /** The flag with which none are needed. */
    readonly unless?: string;
  } | null;
  readonly parameters: P;
  /** Two command lines that work as printed, each with what it does. */
  readonly examples: readonly (readonly [command: string, what: string])[];
  /** Yields what it finds through `emit` as it goes, and returns what is known at the end. */
  run(input: InputOf<P>, context: Context, emit: (event: Event) => void): Promise<Output>;
  /** What the output means: nothing wrong, something found, or input that could not be judged. */
  verdict(output: Output): Verdict;
}

/** How a run ended; the CLI's exit codes 0, 1 and 3. */
export type Verdict = 'clean' | 'found' | 'undecided';

/** Infers an operation's types and returns it unchanged. */
export function defineOperation<const P extends Parameters, Event, Output>(
  operation: Operation<P, Event, Output>,
): Operation<P, Event, Output> {
  return operation;
}
