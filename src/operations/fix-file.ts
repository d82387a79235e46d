import { identify, type Placed } from '../check/findings.ts';
import type { Unplaced } from '../core/finding.ts';
import { at, type JsonPointer, type JsonValue } from '../core/json.ts';
import { isResource, type Resource } from '../core/resource.ts';
import { applyPatch } from '../fix/apply-patch.ts';
import type { PatchOperation } from '../fix/patch.ts';
import {
  repairResource,
  type Faults,
  type Left,
  type Repaired,
  type Repairing,
} from '../fix/repair-resource.ts';
import { classify } from '../manifests/classify.ts';
import { hiddenIn } from '../manifests/hidden.ts';
import type { ReadLimits } from '../yaml/document.ts';
import { editStream } from '../yaml/edit/edit-stream.ts';
import { applyEdits } from '../yaml/edit/text-edit.ts';
import { read } from '../yaml/read.ts';
import type { FixedFile, FixedResource, LeftOver } from './fix-result.ts';

/** A resource of a file of which something was found. */
export interface Broken {
  readonly document: number;
  readonly base: JsonPointer;
}

/** How a file is repaired. */
export interface FileRepair extends Omit<Repairing, 'judge'> {
  readonly limits: ReadLimits;
  readonly judge: (placed: Placed) => readonly Unplaced[];
}

/** A file's repair: null where nothing changes. */
export interface FileRepaired {
  readonly fixed: FixedFile | null;
  readonly left: readonly LeftOver[];
}

interface One {
  readonly broken: Broken;
  readonly repaired: Repaired;
  readonly resource: Resource;
}

/** Repairs the broken resources of a file; documents that cannot be edited in place are left as they are. */
export async function fixFile(
  file: string,
  text: string,
  broken: readonly Broken[],
  repair: FileRepair,
): Promise<FileRepaired> {
  const values = await documentsOf(text, repair.limits);
  const plan = (one: Broken, bar?: Repairing['bar']): readonly One[] => {
    const resource = at(values.get(one.document), one.base);
    if (!isResource(resource)) return [];
    const repaired = repairOne({ file, ...one }, resource, bar === undefined ? repair : { ...repair, bar });
    return [{ broken: one, resource, repaired }];
  };
  const ideal = broken.flatMap((one) => plan(one));
  const { refused } = editStream(text, wantedOf(values, ideal), repair.limits);
  // Where not all of a document can be written, each change is tried before it is taken.
  const stuck = new Set(refused.map(({ number }) => number));
  const ones = ideal.flatMap((one) =>
    stuck.has(one.broken.document) ? plan(one.broken, barOf(text, values, one.broken, repair.limits)) : [one],
  );
  const written = ones.filter(({ repaired }) => repaired.patch.length > 0);
  const { edits, refused: still } = editStream(text, wantedOf(values, written), repair.limits);
  const why = new Map(still.map((one) => [one.number, one.why]));
  const after = applyEdits(text, edits);
  const resources = written.filter(({ broken: { document } }) => !why.has(document)).map(fixedOf);
  return {
    fixed:
      after === text ? null : { file, before: text, after, edits, secrets: secretsIn(values), resources },
    left: ones.flatMap((one) => leftOf(file, one, why.get(one.broken.document) ?? null)),
  };
}

/** Why an object cannot be brought about in its document. */
function barOf(
  text: string,
  values: ReadonlyMap<number, JsonValue>,
  { document, base }: Broken,
  limits: ReadLimits,
): (candidate: Resource) => string | null {
  const whole = values.get(document) ?? null;
  return (candidate) => {
    const wanted =
      base === '' ? candidate : applyPatch(whole, [{ op: 'replace', path: base, value: candidate }]);
    const [refusal] = editStream(text, new Map([[document, wanted]]), limits).refused;
    return refusal === undefined ? null : `it cannot be edited in place: ${refusal.why}`;
  };
}

async function documentsOf(text: string, limits: ReadLimits): Promise<ReadonlyMap<number, JsonValue>> {
  const values = new Map<number, JsonValue>();
  for await (const one of read(text, limits))
    if ('document' in one) values.set(one.document.number, one.document.value);
  return values;
}

function repairOne(
  { file, document, base }: Broken & { readonly file: string },
  resource: Resource,
  repair: FileRepair,
): Repaired {
  const nowhere = { line: 0, column: 0 };
  const judge = (candidate: Resource): Faults =>
    faultsOf(
      repair.judge({
        resource: candidate,
        named: identify(candidate),
        file,
        document,
        base,
        locate: () => nowhere,
      }),
    );
  return repairResource(resource, { ...repair, judge });
}

/** What counts as wrong: not what is excepted. */
export function faultsOf(findings: readonly Unplaced[]): Faults {
  const faults = new Map<string, JsonPointer[]>();
  for (const { policy, path, result, exception } of findings) {
    if (exception !== null || (result !== 'fail' && result !== 'warn')) continue;
    faults.set(policy, [...(faults.get(policy) ?? []), path]);
  }
  return faults;
}

/** A diff shows lines of other documents, too. */
function secretsIn(values: ReadonlyMap<number, JsonValue>): readonly string[] {
  const resources = values.values().flatMap(resourcesIn);
  const secrets = new Set(resources.flatMap((resource) => hiddenIn(resource).parts));
  return [...secrets].toSorted((a, b) => b.length - a.length);
}

function resourcesIn(value: JsonValue): readonly Resource[] {
  const classified = classify(value);
  if (classified.kind === 'list') return classified.items.flatMap(resourcesIn);
  return classified.kind === 'resource' ? [classified.resource] : [];
}

function wantedOf(
  values: ReadonlyMap<number, JsonValue>,
  changed: readonly One[],
): ReadonlyMap<number, JsonValue> {
  const wanted = new Map<number, JsonValue>();
  for (const { broken, repaired } of changed) {
    const { document, base } = broken;
    const before = wanted.get(document) ?? values.get(document) ?? null;
    wanted.set(
      document,
      applyPatch(
        before,
        repaired.patch.map((operation) => below(base, operation)),
      ),
    );
  }
  return wanted;
}

function below(base: JsonPointer, operation: PatchOperation): PatchOperation {
  return { ...operation, path: `${base}${operation.path}` as JsonPointer };
}

function fixedOf({ broken, repaired, resource }: One): FixedResource {
  const { patch, inverse, steps, faults } = repaired;
  return {
    resource: identify(resource),
    ...broken,
    steps: steps.map(({ id, code, title, remedy }) => ({
      policy: id,
      code,
      title,
      risk: remedy.risk,
      caution: remedy.caution,
    })),
    patch,
    inverse,
    findings: { before: countsOf(faults.before), after: countsOf(faults.after) },
  };
}

function countsOf(faults: Faults): Readonly<Record<string, number>> {
  return Object.fromEntries(Array.from(faults, ([id, places]) => [id, places.length]));
}

function leftOf(file: string, { repaired, resource }: One, refusal: string | null): readonly LeftOver[] {
  const named = identify(resource);
  const left = repaired.left.map((one) => ({ ...leftOver(one), file, resource: named }));
  if (refusal === null) return left;
  const reason = `the document cannot be edited in place: ${refusal}`;
  return [
    ...left,
    ...repaired.steps.map(({ id, code }) => ({
      file,
      resource: named,
      policy: id,
      code,
      risk: 'person' as const,
      reason,
    })),
  ];
}

function leftOver({ rule, why }: Left): Pick<LeftOver, 'policy' | 'code' | 'risk' | 'reason'> {
  const { id: policy, code, remedy } = rule;
  switch (why.kind) {
    case 'risk':
      return { policy, code, risk: why.risk, reason: remedy.caution ?? remedy.advice };
    case 'person':
      return { policy, code, risk: 'person', reason: why.question ?? remedy.advice };
    case 'refused':
      return { policy, code, risk: 'person', reason: `${remedy.advice} (Not done here: ${why.because}.)` };
  }
}
