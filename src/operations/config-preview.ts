import type { Finding } from '../core/finding.ts';
import { WritError } from '../core/errors.ts';
import { identityOf } from '../core/fingerprint.ts';
import type { Schema } from '../schema/schema.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import type { CheckSummary } from './judging/check-result.ts';
import { createTally } from './judging/tally.ts';
import { startRun, type CheckInput } from './judging/check-run.ts';
import { decidedBy } from './deciding/decided-by.ts';
import type { Decided } from './deciding/decided.ts';
import type { Source } from './inputs.ts';
import type { LiveInput } from './live/live-input.ts';
import { askedOf } from './live/live-parameters.ts';
import { limitParameters } from './parameters/limits.ts';
import { defineOperation, type Context } from './operation.ts';
import { parseTime } from './parameters/parse-time.ts';
import { watchDecided } from './recording/watch-decided.ts';
import { withCrds } from './deciding/with-crds.ts';
import { crdsParameter } from './parameters/world-parameters.ts';

/** What another configuration would change: finding by finding, and in what is looked at at all. */
export interface ConfigPreviewResult {
  readonly current: Side;
  readonly proposed: Side;
  /** Found by the proposed configuration only. */
  readonly added: readonly Change[];
  /** No longer found, for the reason that is given; nothing is repaired by a configuration. */
  readonly lost: readonly Change[];
  /** Found by both, but counted otherwise. */
  readonly changed: readonly Change[];
  readonly rulesAdded: readonly string[];
  readonly rulesLost: readonly string[];
  readonly notes: readonly string[];
}

/** What one configuration sees. */
export interface Side {
  /** Null: none, the default profile. */
  readonly configuration: string | null;
  readonly summary: CheckSummary;
}

/** A finding that one configuration sees otherwise than the other. */
export interface Change {
  readonly policy: string;
  readonly resource: Finding['resource'];
  readonly path: string;
  readonly message: string;
  readonly severity: string;
  /** Such as “fail becomes warn”, or why it is no longer found. */
  readonly what: string;
}

export const configPreview = defineOperation({
  name: 'config preview',
  summary: 'Show what another configuration would change, before it does.',
  effect: 'read',
  paths: { name: 'path', description: 'files, folders, globs, or - for standard input', required: true },
  parameters: {
    config: { type: 'text', value: 'FILE', description: 'the configuration that is proposed' },
    current: {
      type: 'text',
      value: 'FILE',
      description: 'the one that it is compared with (default: writ.config.yaml or .json, else none)',
    },
    ...crdsParameter,
    now: {
      type: 'text',
      value: 'RFC3339',
      description: 'the time at which exemptions are looked at (default: now)',
    },
    ...limitParameters,
  },
  examples: [
    [
      'writ config preview examples/shop --config examples/configuration/writ.config.yaml',
      'compares a configuration with having none',
    ],
    [
      'writ config preview examples/shop --config examples/configuration/writ.config.yaml --format json',
      'gives every change as JSON',
    ],
  ],
  verdict: ({ current, proposed }: ConfigPreviewResult) =>
    current.summary.resources > 0 && proposed.summary.resources > 0 ? 'clean' : 'undecided',

  run: (input, context) => previewFor({ ...input, namespace: null, live: null }, context),
});

/** What is looked at, and by what. */
export interface Previewing {
  readonly config: string | null;
  readonly current: string | null;
  readonly crds: readonly string[];
  readonly now: string | null;
  readonly paths: readonly string[];
  /** Only objects of this namespace; null: all. */
  readonly namespace: string | null;
  /** The cluster that is looked at; null: the paths. */
  readonly live: LiveInput | null;
  readonly maxFileSize: number;
  readonly maxDocuments: number;
  readonly maxDepth: number;
}

/** Judges by both configurations, and compares. */
export async function previewFor(input: Previewing, context: Context): Promise<ConfigPreviewResult> {
  if (input.config === null)
    throw new WritError('USAGE', 'no configuration is proposed', { hint: 'Name it with --config FILE.' });
  const now = input.now === null ? context.now() : parseTime(input.now);
  const limits = { fileSize: input.maxFileSize * 1_048_576 };
  const schema = await withCrds(await kubernetesSchema(), input.crds, context.inputs, limits);
  const sources = await Array.fromAsync(context.inputs.open(input.paths, limits));
  const world = { context, sources, schema, now };
  const asked = askedOf({ ...everything, ...input }, input.live);
  const current = await look(input.current, asked, world);
  const proposed = await look(input.config, asked, world);
  return compare(besides(current, proposed), besides(proposed, current));
}

const everything = {
  rules: [],
  profile: null,
  category: [],
  severity: null,
  results: null,
  failOn: 'medium',
  failOnWarn: false,
  noFold: true,
  allowEmpty: true,
  kubernetesVersion: '1.36',
  defaulting: false,
} as const;

interface World {
  readonly context: Context;
  readonly sources: readonly Source[];
  readonly schema: Schema;
  readonly now: bigint;
}

/** What one configuration finds, and by which rules. */
interface Seen extends Side {
  readonly findings: ReadonlyMap<string, Finding>;
  readonly decided: Decided;
  readonly notes: readonly string[];
}

async function look(
  config: string | null,
  asked: CheckInput & Pick<Previewing, 'namespace' | 'live'>,
  { context, sources, schema, now }: World,
): Promise<Seen> {
  const { decided, notes, file } = await decidedBy({ ...asked, config }, context, { schema, now });
  const findings = new Map<string, Finding>();
  if (decided.rules.length === 0)
    return { configuration: file, summary: createTally().summary(0), findings, decided, notes };
  const watch = await watchDecided(decided, now);
  const run = startRun(
    asked,
    { now, schema, pause: context.pause, decided, watch, live: asked.live?.world },
    (event) => {
      if (event.type === 'finding' && isIn(event.finding, asked.namespace))
        findings.set(`${identityOf(event.finding)} ${event.finding.path}`, event.finding);
    },
  );
  if (asked.live !== null) await asked.live.read(run);
  for (const source of sources) await run.judge(source);
  return { configuration: file, summary: run.finish().summary, findings, decided, notes };
}

/** Where no rule is left nothing was read: what was looked at is what the other side saw. */
function besides(seen: Seen, other: Seen): Seen {
  if (seen.decided.rules.length > 0) return seen;
  const { resources, workloads, documents, files } = other.summary;
  return { ...seen, summary: { ...seen.summary, resources, workloads, documents, files } };
}

function isIn({ resource }: Finding, namespace: string | null): boolean {
  return namespace === null || resource.namespace === namespace;
}

function compare(current: Seen, proposed: Seen): ConfigPreviewResult {
  const [before, after] = [idsOf(current), idsOf(proposed)];
  return {
    current: { configuration: current.configuration, summary: current.summary },
    proposed: { configuration: proposed.configuration, summary: proposed.summary },
    added: changes(proposed, (key, finding) =>
      current.findings.has(key) ? null : `${countsAs(finding)}, and was not found`,
    ),
    lost: changes(current, (key, finding) => (proposed.findings.has(key) ? null : whyLost(finding, after))),
    changed: changes(proposed, (key, finding) => difference(current.findings.get(key), finding)),
    rulesAdded: [...after].filter((id) => !before.has(id)),
    rulesLost: [...before].filter((id) => !after.has(id)),
    notes: proposed.notes,
  };
}

function idsOf({ decided }: Seen): ReadonlySet<string> {
  return new Set(decided.rules.map(({ rule }) => rule.id));
}

function changes(
  { findings }: Seen,
  what: (key: string, finding: Finding) => string | null,
): readonly Change[] {
  return [...findings].flatMap(([key, finding]) => {
    const said = what(key, finding);
    if (said === null) return [];
    const { policy, resource, path, message, severity } = finding;
    return [{ policy, resource, path, message, severity, what: said }];
  });
}

function whyLost({ policy }: Finding, after: ReadonlySet<string>): string {
  return after.has(policy) ? 'the object is left out' : 'the rule is switched off';
}

function difference(before: Finding | undefined, after: Finding): string | null {
  if (before === undefined) return null;
  const [was, is] = [countsAs(before), countsAs(after)];
  if (was !== is) return `${was} becomes ${is}`;
  return before.severity === after.severity ? null : `${before.severity} becomes ${after.severity}`;
}

function countsAs({ result, exception }: Finding): string {
  return exception === null ? result : 'excepted';
}
