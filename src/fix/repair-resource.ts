import { isJsonObject, type JsonPointer } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import type { Answers, Edit, Risk, Rule } from '../core/rule.ts';
import { risks } from '../core/rule.ts';
import { applyPatch } from './apply-patch.ts';
import { contradictionsIn } from './contradictions.ts';
import { diffPatch } from './diff-patch.ts';
import type { PatchOperation } from './patch.ts';
import { planFix } from './plan-fix.ts';

/** What is wrong with an object: by rule, or by whatever else judges, where. */
export type Faults = ReadonlyMap<string, readonly JsonPointer[]>;

/** What a repair is made with. */
export interface Repairing {
  /** Those that may be repaired, in the order in which they are. */
  readonly rules: readonly {
    readonly rule: Rule;
    readonly answers: Answers;
    /** The largest risk that is taken; null: none at all. */
    readonly risk: Exclude<Risk, 'person'> | null;
  }[];
  /** Judges an object by everything, not only by what may be repaired. */
  readonly judge: (resource: Resource) => Faults;
  /** Why an object cannot be brought about where it stands, or null; absent: everything can. */
  readonly bar?: (candidate: Resource) => string | null;
}

/** What was not, and why. */
export interface Left {
  readonly rule: Rule;
  readonly why: LeftWhy;
}

export type LeftWhy =
  /** It may only be done with a larger risk. */
  | { readonly kind: 'risk'; readonly risk: Risk }
  /** Only a person knows what to write. */
  | { readonly kind: 'person'; readonly question: string | null }
  /** The change would not end the finding, or would make something else wrong. */
  | { readonly kind: 'refused'; readonly because: string };

/** An object before and after its repair. */
export interface Repaired {
  readonly after: Resource;
  /** From before to after, and back. */
  readonly patch: readonly PatchOperation[];
  readonly inverse: readonly PatchOperation[];
  /** The rules whose repairs were taken, in their order. */
  readonly steps: readonly Rule[];
  readonly left: readonly Left[];
  readonly faults: { readonly before: Faults; readonly after: Faults };
}

/**
 * Plans the repair of one object, rule by rule, each judged anew before it is taken: a change that does not end its
 * finding, or makes anything else wrong, is left out. The object itself stays as it is.
 */
export function repairResource(resource: Resource, repairing: Repairing): Repaired {
  const before = repairing.judge(resource);
  const steps: Rule[] = [];
  let left: readonly Left[] = [];
  let current = { resource, faults: before };
  let { rules } = repairing;
  let taken = -1;
  // What was refused may be possible once others are done, such as to leave the host's network without its processes.
  while (taken < steps.length && rules.length > 0) {
    taken = steps.length;
    const round = repairOnce(rules, current, repairing);
    current = round.current;
    steps.push(...round.steps);
    left = [...left.filter(({ why }) => why.kind !== 'refused'), ...round.left];
    const refused = new Set(round.left.flatMap(({ rule, why }) => (why.kind === 'refused' ? [rule] : [])));
    rules = rules.filter(({ rule }) => refused.has(rule));
  }
  return {
    after: current.resource,
    patch: diffPatch(resource, current.resource),
    inverse: diffPatch(current.resource, resource),
    steps,
    left,
    faults: { before, after: current.faults },
  };
}

interface Round {
  readonly current: Current;
  /** The rules whose repairs were taken, in their order. */
  readonly steps: readonly Rule[];
  readonly left: readonly Left[];
}

/** Tries each rule once. */
function repairOnce(rules: Repairing['rules'], from: Current, repairing: Repairing): Round {
  const steps: Rule[] = [];
  const left: Left[] = [];
  let current = from;
  for (const one of rules) {
    const places = current.faults.get(one.rule.id);
    if (places === undefined) continue;
    const result = repairBy(one, places, current, repairing);
    if ('why' in result) {
      left.push({ rule: one.rule, why: result.why });
      continue;
    }
    steps.push(one.rule);
    current = result.next;
  }
  return { current, steps, left };
}

interface Current {
  readonly resource: Resource;
  readonly faults: Faults;
}

type Result = { readonly why: LeftWhy } | { readonly next: Current };

function repairBy(
  one: Repairing['rules'][number],
  places: readonly JsonPointer[],
  { resource, faults }: Current,
  { judge, bar }: Repairing,
): Result {
  const why = forOthers(one);
  if (why !== null) return { why };
  const { remedy, subject, id } = one.rule;
  const root = subject.roots[resource.kind] ?? '';
  const patch = planFix(resource, { edits: remedy.edits, root, answers: one.answers, places });
  if (patch.length === 0) return { why: { kind: 'refused', because: 'it changes nothing here' } };
  const next = applyPatch(resource, patch);
  const after = judge(next);
  const because = objection(id, faults, after) ?? refusal(resource, next) ?? bar?.(next) ?? null;
  return because === null
    ? { next: { resource: next, faults: after } }
    : { why: { kind: 'refused', because } };
}

/** Why a rule's repair is not even tried, or null. */
function forOthers({ rule, answers, risk }: Repairing['rules'][number]): LeftWhy | null {
  const { remedy } = rule;
  if (remedy.edits.length === 0 || remedy.risk === 'person')
    return { kind: 'person', question: questionOf(rule) };
  const missing = remedy.edits.map((edit) => unanswered(edit, answers)).find((key) => key !== null);
  if (missing !== undefined)
    return { kind: 'person', question: rule.ask[missing]?.prompt ?? questionOf(rule) };
  const isTaken = risk !== null && risks.indexOf(remedy.risk) <= risks.indexOf(risk);
  return isTaken ? null : { kind: 'risk', risk: remedy.risk };
}

/** Why a change is not taken. */
function objection(rule: string, before: Faults, after: Faults): string | null {
  if (after.has(rule)) return 'it does not end the finding';
  const worse = [...after].find(([id, places]) => places.length > (before.get(id)?.length ?? 0));
  return worse === undefined ? null : `\`${worse[0]}\` would find something else wrong`;
}

/** Why nobody would run what a change makes of an object, unless nobody would have before. */
function refusal(before: Resource, after: Resource): string | null {
  const known = contradictionsIn(before);
  const fresh = [...contradictionsIn(after)].find(([key]) => !known.has(key));
  return fresh?.[1] ?? null;
}

/** What a person is asked: the rule's own question, where it has one without an answer. */
function questionOf({ ask }: Rule): string | null {
  return Object.values(ask).find(({ default: answer }) => answer === undefined)?.prompt ?? null;
}

/** The question whose answer an edit needs and nobody has given. */
function unanswered(edit: Edit, answers: Answers): string | null {
  const value = 'to' in edit && 'set' in edit ? edit.to : 'value' in edit ? edit.value : null;
  if (value === null || !isJsonObject(value as never)) return null;
  const { answer } = value as { readonly answer?: unknown };
  return typeof answer === 'string' && !Object.hasOwn(answers, answer) ? answer : null;
}
