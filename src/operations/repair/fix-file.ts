import { identify, type Placed } from '../../check/findings.ts';
import type { Unplaced } from '../../core/finding.ts';
import { at, type JsonPointer, type JsonValue } from '../../core/json.ts';
import { isResource, type Resource } from '../../core/resource.ts';
import { applyPatch } from '../../fix/apply-patch.ts';
import type { PatchOperation } from '../../fix/patch.ts';
import { repairResource, type Faults, type Repaired, type Repairing } from '../../fix/repair-resource.ts';
import { classify } from '../../manifests/classify.ts';
import { hiddenIn, secretsIn } from '../../manifests/hidden.ts';
import type { ReadLimits } from '../../yaml/document.ts';
import { editStream } from '../../yaml/edit/edit-stream.ts';
import { applyEdits } from '../../yaml/edit/text-edit.ts';
import { read } from '../../yaml/read.ts';
import { endedBy, faultsOf, fixedResource, leftOf } from './fixed-resource.ts';
import type { FixedFile, LeftOver } from './fix-result.ts';

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
  const resources = written
    .filter(({ broken: { document } }) => !why.has(document))
    .map(({ broken: one, repaired, resource }) => {
      const placed = (of: Resource): Placed => placedIn(file, one, of);
      const ended = endedBy(repair.judge, placed(resource), placed(repaired.after));
      return { ...fixedResource(resource, repaired, ended), ...one };
    });
  return {
    fixed:
      after === text
        ? null
        : {
            file,
            before: text,
            after,
            edits,
            secrets: shownWithout(values),
            sealed: values.values().flatMap(resourcesIn).flatMap(secretsIn).toArray(),
            resources,
          },
    left: ones.flatMap(({ broken: { document }, repaired, resource }) =>
      leftOf(file, resource, repaired, refusalOf(why.get(document))),
    ),
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
  { file, ...broken }: Broken & { readonly file: string },
  resource: Resource,
  repair: FileRepair,
): Repaired {
  const judge = (candidate: Resource): Faults => faultsOf(repair.judge(placedIn(file, broken, candidate)));
  return repairResource(resource, { ...repair, judge });
}

function placedIn(file: string, { document, base }: Broken, resource: Resource): Placed {
  const nowhere = { line: 0, column: 0 };
  return { resource, named: identify(resource), file, document, base, locate: () => nowhere };
}

/** A diff shows lines of other documents, too. */
function shownWithout(values: ReadonlyMap<number, JsonValue>): readonly string[] {
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

function refusalOf(why: string | undefined): string | null {
  return why === undefined ? null : `the document cannot be edited in place: ${why}`;
}
