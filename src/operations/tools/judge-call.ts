import type { Placed } from '../../check/findings.ts';
import type { Finding, FindingResource, Unjudged, Unplaced } from '../../core/finding.ts';
import type { Resource } from '../../core/resource.ts';
import { repairResource, type Repaired, type Repairing } from '../../fix/repair-resource.ts';
import type { ProfileName } from '../../rules/profiles.ts';
import { startRun } from '../judging/check-run.ts';
import { decidedFor } from '../deciding/decided-by.ts';
import type { Decided, DecidedRule } from '../deciding/decided.ts';
import { createBytes, type Bytes } from '../recording/evidence.ts';
import { exceptionsFor } from '../deciding/exceptions-for.ts';
import { faultsOf } from '../repair/fixed-resource.ts';
import { judgeInput } from '../judging/judge-input.ts';
import type { LiveInput } from '../live/live-input.ts';
import { askedOf } from '../live/live-parameters.ts';
import type { OpenedConfiguration } from '../deciding/open-configuration.ts';
import type { Store } from '../store-port.ts';
import { inTurn, type Watch } from '../judging/watch.ts';
import { liftDecided, watchDecided } from '../recording/watch-decided.ts';
import { configurationAt, withLive, type Call } from './open-call.ts';

/** How much of a call is read: people's limits, which no manifest comes near. */
export const readLimits = { maxDocuments: 100_000, maxDepth: 200, maxFileSize: 64 } as const;

/** What a call judges, and by what. */
export interface Judgement {
  readonly profile: ProfileName | null;
  /** Which objects are asked about; the others only stand around them. */
  readonly isMeant: (resource: Resource) => boolean;
  /** Whose exceptions apply, too. */
  readonly store: Store | null;
  /** The namespace of a cluster that is read; null: all. */
  readonly namespace: string | null;
}

/** An object that was asked about, and everything that was said of it. */
export interface Asked {
  readonly placed: Placed;
  readonly findings: readonly Finding[];
}

/** What became of a call's objects. */
export interface JudgedCall {
  readonly decided: Decided;
  readonly opened: OpenedConfiguration | null;
  readonly asked: readonly Asked[];
  readonly unjudged: readonly Unjudged[];
  readonly notes: readonly string[];
  /** Which bytes were judged. */
  readonly bytes: Bytes;
  /** Plans the repair of one object, by what is found of it among all that were read. */
  repair(placed: Placed, riskOf: RiskOf): Repaired;
  /** The rules in the order in which they are repaired, with what may be risked for each. */
  repairs(riskOf: RiskOf): Repairing['rules'];
  /** What is found of an object, such as a repaired one, among all that were read. */
  again(placed: Placed): readonly Unplaced[];
}

/** The largest risk that is taken for a rule; null: its repair is not made. */
export type RiskOf = (one: DecidedRule) => Repairing['rules'][number]['risk'];

/** Whatever is mechanical. */
export const anyRisk: RiskOf = () => 'high';

/** Judges what a call looks at: everything is read, and told of what is meant. */
export function judgeCall(call: Call, judgement: Judgement): Promise<JudgedCall> {
  return withLive(call, judgement.namespace, (live) => judgeWith(live, call, judgement));
}

async function judgeWith(
  live: LiveInput | null,
  call: Call,
  { profile, isMeant, store }: Judgement,
): Promise<JudgedCall> {
  const { context, now, schema } = call;
  const atWork = await configurationAt(call);
  const selection = { rules: [], profile, category: [], severity: null };
  const { decided: told, notes: said } = await decidedFor(selection, atWork);
  const judged = { rules: told.rules.map(({ rule }) => rule), exceptions: told.exceptions };
  const decided = {
    ...told,
    exceptions: await exceptionsFor([], judged, { inputs: context.inputs, store }),
  };
  const [asked, unjudged, notes, bytes] = [askedOnes(isMeant), [] as Unjudged[], [...said], createBytes()];
  const lifting = await watchDecided(decided, now);
  const watch = inTurn([...(lifting === undefined ? [] : [lifting]), asked.watch]);
  const world = { now, schema, pause: context.pause, decided, watch, live: live?.world };
  const run = startRun(askedOf(checkInput(call.paths), live), world, (event) => {
    if (event.type === 'finding') asked.finding(event.finding);
    else if (event.type === 'unjudged') unjudged.push(event.unjudged);
    else notes.push(event.note);
  });
  const limits = { fileSize: readLimits.maxFileSize * 1_048_576 };
  const { paths } = call;
  await judgeInput(
    run,
    { live, paths, limits, inputs: context.inputs },
    {
      watching: null,
      source: async (source) => bytes.read(source),
      object: ({ place, version }) => bytes.read({ name: place, named: true, text: version }),
    },
  );
  run.finish();
  const lift = await liftDecided(decided, now);
  const again = (placed: Placed): readonly Unplaced[] => lift(run.again(placed), placed);
  const { opened } = atWork;
  return { decided, opened, asked: asked.all(), unjudged, notes, bytes, again, ...repairing(decided, again) };
}

/** What `check` is asked by a call: every verdict, one fault told once. */
function checkInput(paths: readonly string[]) {
  return {
    rules: [],
    profile: null,
    category: [],
    severity: null,
    results: 'all',
    failOn: 'none',
    failOnWarn: false,
    noFold: false,
    allowEmpty: true,
    kubernetesVersion: '1.36',
    defaulting: false,
    ...readLimits,
    paths,
  } as const;
}

/** Gathers what is said of the objects that are meant. */
function askedOnes(isMeant: (resource: Resource) => boolean) {
  const objects = new Map<FindingResource, { readonly placed: Placed; readonly findings: Finding[] }>();
  const watch: Watch = {
    wantsAll: false,
    notes: () => [],
    see(judged, placed) {
      if (!objects.has(placed.named) && isMeant(placed.resource))
        objects.set(placed.named, { placed, findings: [] });
      return judged;
    },
  };
  return {
    watch,
    finding: (finding: Finding) => void objects.get(finding.resource)?.findings.push(finding),
    all: (): readonly Asked[] => [...objects.values()],
  };
}

function repairing(decided: Decided, again: JudgedCall['again']): Pick<JudgedCall, 'repair' | 'repairs'> {
  const sorted = decided.rules.toSorted((a, b) => (codeOf(a) < codeOf(b) ? -1 : 1));
  const repairs: JudgedCall['repairs'] = (riskOf) =>
    sorted.map((one) => ({ rule: one.rule, answers: one.answers, risk: riskOf(one) }));
  return {
    repairs,
    repair: (placed, riskOf) =>
      repairResource(placed.resource, {
        rules: repairs(riskOf),
        judge: (resource) => faultsOf(again({ ...placed, resource })),
      }),
  };
}

function codeOf({ rule: { code, id } }: Decided['rules'][number]): string {
  return code ?? id;
}
