import { identify, type Placed } from '../../check/findings.ts';
import { placer } from '../../check/place.ts';
import type { Unplaced } from '../../core/finding.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import type { JsonPointer } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import type { Faults, Left, Repaired } from '../../fix/repair-resource.ts';
import type { FixedResource, FixStep, LeftOver } from './fix-result.ts';

/** What counts as wrong: not what is excepted. */
export function faultsOf(findings: readonly Unplaced[]): Faults {
  const faults = new Map<string, JsonPointer[]>();
  for (const { policy, path } of findings.filter(isWrong))
    faults.set(policy, [...(faults.get(policy) ?? []), path]);
  return faults;
}

/** What a repair does to a resource that is a document of its own. */
export function fixedResource(
  resource: Resource,
  { patch, inverse, steps, faults }: Repaired,
  ended: readonly string[],
): FixedResource {
  return {
    resource: identify(resource),
    document: 1,
    base: '',
    steps: steps.map(({ id, code, title, remedy }): FixStep => ({
      policy: id,
      code,
      title,
      risk: remedy.risk,
      caution: remedy.caution,
    })),
    patch,
    inverse,
    findings: { before: countsOf(faults.before), after: countsOf(faults.after) },
    ended,
  };
}

/** Fingerprints of what is found in the first and not in the second. */
export function endedBy(
  judge: (placed: Placed) => readonly Unplaced[],
  before: Placed,
  after: Placed,
): readonly string[] {
  const prints = (placed: Placed): ReadonlySet<string> => {
    const place = placer(placed);
    return new Set(
      judge(placed)
        .filter(isWrong)
        .map((finding) => fingerprint(place(finding))),
    );
  };
  return [...prints(before).difference(prints(after))];
}

function isWrong({ result, exception }: Unplaced): boolean {
  return exception === null && (result === 'fail' || result === 'warn');
}

/** How many findings each rule has. */
export function countsOf(faults: Faults): Readonly<Record<string, number>> {
  return Object.fromEntries(Array.from(faults, ([id, places]) => [id, places.length]));
}

/** What stays of a resource, and why; where none of its repairs could be made, also what they were for. */
export function leftOf(
  file: string,
  resource: Resource,
  repaired: Pick<Repaired, 'left' | 'steps'>,
  refusal: string | null,
): readonly LeftOver[] {
  const named = identify(resource);
  const left = repaired.left.map((one) => ({ ...leftOver(one), file, resource: named }));
  if (refusal === null) return left;
  return [
    ...left,
    ...repaired.steps.map(({ id, code }) => ({
      file,
      resource: named,
      policy: id,
      code,
      risk: 'person' as const,
      reason: refusal,
      refused: true as const,
    })),
  ];
}

function leftOver({ rule, why }: Left): Omit<LeftOver, 'file' | 'resource'> {
  const { id: policy, code, remedy } = rule;
  switch (why.kind) {
    case 'risk':
      return { policy, code, risk: why.risk, reason: remedy.caution ?? remedy.advice };
    case 'person':
      return { policy, code, risk: 'person', reason: why.question ?? remedy.advice };
    case 'refused':
      return {
        policy,
        code,
        risk: 'person',
        reason: `${remedy.advice} (Not done here: ${why.because}.)`,
        refused: true,
      };
  }
}
