import { WritError } from '../../core/errors.ts';
import { kubernetesSchema } from '../../schema/kubernetes.ts';
import type { Schema } from '../../schema/schema.ts';
import { configurationFor, type AtWork } from '../deciding/decided-by.ts';
import type { Inputs, Source } from '../inputs.ts';
import { openLiveInput, type LiveInput } from '../live/live-input.ts';
import type { Context } from '../operation.ts';
import type { CallSource } from './call-shapes.ts';
import type { NamedText, ToolContext } from './tool.ts';

/** What a call says of what is looked at, and by what. */
export interface CallInput {
  readonly sources?: readonly CallSource[] | undefined;
  readonly configuration?: GivenConfiguration | undefined;
  /** A file of this machine that holds it. */
  readonly configPath?: string | undefined;
  /** A further configuration, to be compared with. */
  readonly proposed?: Pick<CallInput, 'configuration' | 'configPath'>;
}

/** A configuration as a call brings it. */
export type GivenConfiguration = string | Readonly<Record<string, unknown>>;

/** A call, ready to be answered: operations run in its context and see nothing but what was granted. */
export interface Call {
  readonly context: Context;
  /** What its operations open. */
  readonly paths: readonly string[];
  /** The cluster that is looked at: its context, or null for the current one; undefined where manifests are. */
  readonly cluster: string | null | undefined;
  /** The name of the configuration among its inputs; null: none. */
  readonly config: string | null;
  /** The same of the one that is proposed. */
  readonly proposed: string | null;
  readonly now: bigint;
  readonly schema: Schema;
}

/** What the configurations of a call are called: no source may have such a name. */
const names = { atWork: '<configuration>', proposed: '<proposed configuration>' } as const;

/** What operations call the store of a surface. */
export const storeName = '<store>';

/** Opens what a call looks at. Nothing of this machine is read unless its surface granted files. */
export async function openCall(input: CallInput, context: ToolContext): Promise<Call> {
  const { texts, paths, cluster } = sorted(input.sources ?? [{ cluster: null }]);
  if (cluster !== undefined && context.openCluster === null) throw noCluster();
  if (paths.length > 0 && context.files === null) throw noFiles('`{ path }`');
  const { usual, proposed } = configurationsOf(input, context);
  const inputs = heldInputs([...texts, usual, proposed], context.files);
  return {
    context: contextOf(context, inputs),
    paths: [...texts.map(({ name }) => name), ...paths],
    cluster,
    config: usual?.name ?? null,
    proposed: proposed?.name ?? null,
    now: context.now(),
    schema: await kubernetesSchema(),
  };
}

/**
 * Runs something with the cluster of a call, and closes it; null where manifests are looked at.
 * @throws {WritError} `CLUSTER_*`
 */
export async function withLive<T>(
  { cluster, schema, context }: Call,
  namespace: string | null,
  run: (live: LiveInput | null) => Promise<T>,
): Promise<T> {
  if (cluster === undefined) return run(null);
  const namespaces = namespace === null ? [] : [namespace];
  const live = await openLiveInput({ context: cluster, as: null, asGroups: [], namespaces }, schema, context);
  try {
    return await run(live);
  } finally {
    live.close();
  }
}

/** The same of a call that looks at a cluster. */
export function withCluster<T>(
  call: Call,
  namespace: string | null,
  run: (live: LiveInput) => Promise<T>,
): Promise<T> {
  return withLive(call, namespace, (live) => {
    if (live === null) throw invalid('this is done to a cluster', 'Leave out the sources.');
    return run(live);
  });
}

/** The configuration of a call, read. */
export function configurationAt({ config, context, schema, now }: Call): Promise<AtWork> {
  return config === null
    ? Promise.resolve({ opened: null, notes: [] })
    : configurationFor(config, context, { schema, now });
}

/** An argument that cannot be used. */
export function invalid(message: string, hint?: string): WritError {
  return new WritError('ARGUMENT_INVALID', message, hint === undefined ? {} : { hint });
}

/** That a server reads no files for anybody. */
export function noFiles(what: string): WritError {
  return invalid(
    `${what} is taken only from callers on this machine`,
    'Give the text itself in the call: sources: [{ "text": … }], configuration: …',
  );
}

function noCluster(): WritError {
  return new WritError('CLUSTER_UNREACHABLE', 'no cluster is to be had here', {
    hint: 'Give manifests in the call: sources: [{ "text": … }].',
  });
}

interface Sorted {
  readonly texts: readonly NamedText[];
  readonly paths: readonly string[];
  /** Undefined where none is asked for, null for the current one. */
  readonly cluster: string | null | undefined;
}

function sorted(sources: readonly CallSource[]): Sorted {
  const clusters = sources.flatMap((source) => ('cluster' in source ? [source.cluster] : []));
  if (clusters.length > 0 && sources.length > 1)
    throw invalid('a cluster is looked at alone', 'Leave out the other sources, or the cluster.');
  const texts = sources.flatMap((source, index) =>
    'text' in source ? [{ name: source.name ?? `manifest-${index + 1}.yaml`, text: source.text }] : [],
  );
  if (new Set(texts.map(({ name }) => name)).size < texts.length)
    throw invalid('two sources have the same name');
  return {
    texts,
    paths: sources.flatMap((source) => ('path' in source ? [source.path] : [])),
    cluster: clusters[0],
  };
}

/** The configuration that a call judges by, else the one that is at work; and the one that it proposes. */
function configurationsOf(input: CallInput, context: ToolContext) {
  const given = configurationOf(input, names.atWork, context);
  const { configuration } = context;
  return {
    usual: given ?? (configuration === null ? null : { name: names.atWork, text: configuration.text }),
    proposed: configurationOf(input.proposed ?? {}, names.proposed, context),
  };
}

/** A configuration, or the name of its file. */
interface Given {
  readonly name: string;
  readonly text: string | null;
}

/** The configuration that a call brings; one in a file has only a name. */
function configurationOf(
  { configuration, configPath }: Pick<CallInput, 'configuration' | 'configPath'>,
  name: string,
  { files }: ToolContext,
): Given | null {
  if (configuration === undefined && configPath === undefined) return null;
  if (configPath === undefined) {
    const text = typeof configuration === 'string' ? configuration : JSON.stringify(configuration);
    return { name, text };
  }
  if (configuration !== undefined) throw invalid('`configuration` and `configPath` say the same twice');
  if (files === null) throw noFiles('`configPath`');
  return { name: configPath, text: null };
}

/** Texts by their names; what is none of them is asked of the files that were granted. */
function heldInputs(held: readonly (Given | null)[], files: Inputs | null): Inputs {
  const texts = new Map(
    held.flatMap((one) => (one === null || one.text === null ? [] : [[one.name, one.text]])),
  );
  return {
    upwards: () => null,
    async *open(paths, limits) {
      for (const path of paths) {
        const text = texts.get(path);
        if (text !== undefined) yield { name: path, named: true, text };
        else if (files === null) yield unreadable(path);
        else yield* files.open([path], limits);
      }
    },
  };
}

function unreadable(name: string): Source {
  return { name, named: true, problem: { code: 'INPUT_UNREADABLE', message: 'there is no such source' } };
}

function contextOf(context: ToolContext, inputs: Inputs): Context {
  return {
    ...context,
    inputs,
    write: nothingWritten,
    makeFolder: nothingWritten,
    // A surface has one store, whatever an operation would call it.
    openStore: () => context.openStore?.(null) ?? Promise.reject(noStore()),
    openCluster: context.openCluster ?? (() => Promise.reject(noCluster())),
  };
}

function nothingWritten(): never {
  throw new WritError('OUTPUT_UNWRITABLE', 'no file is written here');
}

function noStore(): WritError {
  return new WritError('STORE_UNUSABLE', 'nothing is stored here');
}
