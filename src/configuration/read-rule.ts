import type { JsonPointer } from '../core/json.ts';
import type { KindSchema, Schema } from '../schema/schema.ts';
import { deepestEach, isQuantified, type ConditionReading } from './condition-expression.ts';
import type { Condition, CustomRule } from './custom-rule-shape.ts';
import { parseFieldPath, type Segment } from './field-path.ts';
import { findField, type FieldTarget } from './field-target.ts';
import { judgedKinds, type JudgedKinds } from './judged-kinds.ts';
import type { Remark } from './remark.ts';
import { valueProblem } from './value-problem.ts';

/** A rule of which every field is found. */
export interface RuleReading {
  /** The kinds that have every field. */
  readonly judged: JudgedKinds;
  readonly conditions: readonly ConditionReading[];
  readonly match: readonly ConditionReading[];
  /** Whether some list is that of the containers without ephemeral ones. */
  readonly usesPlanned: boolean;
  /** Where edits are rooted: at the pod where every condition speaks of it. */
  readonly editRoot: 'pod' | 'object';
}

/** A condition whose path is read, and where it stands in the rule. */
interface Parsed {
  readonly condition: Condition;
  readonly segments: readonly Segment[];
  readonly pointer: JsonPointer;
  readonly selects: boolean;
}

/** Finds every field of a rule in the kinds that it judges. */
export function readRule(
  rule: CustomRule,
  schema: Schema,
): RuleReading | { readonly problems: readonly Remark[] } {
  const paths = [
    ...listed(rule.match ?? [], '/match', true),
    ...listed(rule.conditions, '/conditions', false),
  ];
  const problems = paths.flatMap((one) => ('message' in one ? [one] : []));
  const judged = judgedKinds(rule, schema);
  if ('problems' in judged) return { problems: [...problems, ...judged.problems] };
  if (problems.length > 0) return { problems };
  const parsed = paths.flatMap((one) => ('message' in one ? [] : [one]));
  const kinds = judged.kinds.filter((kind) =>
    parsed.every(({ segments }) => 'steps' in findField(schema, kind, segments, rule.scope)),
  );
  if (kinds.length === 0) return { problems: [lost(rule, parsed, { schema, judged })] };
  const readings = parsed.map((one) => readingOf(one, rule, { schema, kinds }));
  const wrong = parsed.flatMap(({ condition, pointer }, index) => {
    const reading = readings[index];
    return reading === undefined ? [] : valueProblem(condition, reading, pointer);
  });
  if (wrong.length > 0) return { problems: wrong };
  const conditions = readings.filter(({ selects }) => !selects);
  return {
    judged: { ...judged, kinds },
    conditions,
    match: readings.filter(({ selects }) => selects),
    usesPlanned: readings.some(({ containers }) => containers === planned),
    editRoot: conditions.every(({ target }) => target.root === 'podSpec') ? 'pod' : 'object',
  };
}

function listed(
  conditions: readonly Condition[],
  at: '/match' | '/conditions',
  selects: boolean,
): readonly (Parsed | Remark)[] {
  return conditions.map((condition, index) => {
    const pointer: JsonPointer = `${at}/${index}`;
    const segments = parseFieldPath(condition.field);
    if ('problem' in segments)
      return { pointer: `${pointer}/field`, message: `\`field\` is no path: ${segments.problem}` };
    if (segments.filter((segment) => 'each' in segment).length > deepestEach)
      return { pointer: `${pointer}/field`, message: `\`field\` has more than ${deepestEach} \`[*]\`` };
    return { condition, segments, pointer, selects };
  });
}

/** Why no kind has all the fields: the first one that none has, as far as it leads. */
function lost(
  { scope }: CustomRule,
  parsed: readonly Parsed[],
  { schema, judged }: { readonly schema: Schema; readonly judged: JudgedKinds },
): Remark {
  for (const { segments, pointer, condition } of parsed) {
    const targets = judged.kinds.map((kind) => findField(schema, kind, segments, scope));
    if (targets.some((target) => 'steps' in target)) continue;
    const [deepest] = targets
      .flatMap((target) => ('why' in target ? [target] : []))
      .toSorted((a, b) => b.depth - a.depth);
    const message = `\`${shortened(condition.field)}\` leads nowhere: ${deepest?.why ?? 'no kind has it'}`;
    return { pointer: `${pointer}/field`, message };
  }
  return { pointer: '/conditions', message: 'no kind has all of these fields: make a rule of each' };
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

const planned = 'variables.plannedContainers';

// What the API server refuses in ephemeral containers, and in init containers, too: to demand it of them would be to
// demand the impossible.
const notEphemeral: ReadonlySet<string> = new Set(['resources', 'ports', 'resizePolicy']);
const notInit: ReadonlySet<string> = new Set([
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
]);

function readingOf(
  { condition, segments, selects }: Parsed,
  { scope, exactContainers }: CustomRule,
  { schema, kinds }: { readonly schema: Schema; readonly kinds: readonly KindSchema[] },
): ConditionReading {
  const targets = kinds.flatMap((kind) => {
    const target = findField(schema, kind, segments, scope);
    return 'steps' in target ? [target] : [];
  });
  const [target] = targets;
  if (target === undefined) throw new Error('the kinds were chosen for having the field');
  const isOne = targets.every(({ type }) => type.type === target.type.type);
  const common: FieldTarget = isOne ? target : { ...target, type: { type: 'any' }, required: false };
  return {
    condition,
    target: common,
    containers: exactContainers ? null : containersOf(common),
    quantifier: condition.quantifier ?? (selects && isQuantified({ target }) ? 'any' : 'all'),
    selects,
  };
}

/** The list that `containers[*]` of a pod stands for. */
function containersOf({ root, steps }: FieldTarget): string | null {
  const [first, second, third] = steps.map(({ segment }) => segment);
  const isContainers =
    root === 'podSpec' && keyOf(first) === 'containers' && second !== undefined && 'each' in second;
  const field = keyOf(third);
  if (!isContainers || notInit.has(field)) return null;
  return notEphemeral.has(field) ? planned : 'variables.containers';
}

function keyOf(segment: Segment | undefined): string {
  return segment !== undefined && 'key' in segment ? segment.key : '';
}
