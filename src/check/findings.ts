import type { Finding, FindingResource, Unplaced } from '../core/finding.ts';
import type { JsonPointer } from '../core/json.ts';
import type { Location } from '../core/location.ts';
import type { Outcome, Policy, Violation } from '../core/policy.ts';
import { nameOf, namespaceOf, type Resource } from '../core/resource.ts';
import type { Risk } from '../core/rule.ts';

/** Where a resource stands, so that its findings can say where they are. */
export interface Placed {
  readonly resource: Resource;
  /** The resource as findings name it. */
  readonly named: FindingResource;
  readonly file: string;
  /** 1-based position of the document in its file. */
  readonly document: number;
  /** Where it stands in its document: empty, unless it is an item of a list. */
  readonly base: JsonPointer;
  /** Finds a path of the resource in its text; of a missing field, the nearest parent that exists. */
  readonly locate: (path: JsonPointer) => Location;
}

/** What a catalogue adds to a policy's verdict. */
export interface Extras {
  readonly risk: Risk | null;
  /** Whether a violation is a warning only. */
  readonly isWarning?: boolean;
}

/** The findings of one verdict: one for each broken validation at each place, or one for the whole. */
export function findings(
  policy: Policy,
  outcome: Outcome,
  placed: Placed,
  { risk, isWarning = false }: Extras,
): readonly Unplaced[] {
  const whole = { path: '', validation: '', risk: null } as const;
  const one = (part: Part): Unplaced => finding(policy, placed, part);
  switch (outcome.result) {
    case 'pass':
      return [one({ ...whole, result: 'pass', message: policy.about.title })];
    case 'skip':
      return [one({ ...whole, result: 'skip', message: outcome.reason })];
    case 'error':
      return [one({ ...whole, result: 'error', message: `cannot be evaluated: ${outcome.message}` })];
    case 'fail': {
      const result = isWarning ? 'warn' : 'fail';
      const found: Unplaced[] = [];
      // Without an iterator: this is done for every finding.
      for (let at = 0; at < outcome.violations.length; at++) {
        const { validation, message, places } = outcome.violations[at] as Violation;
        const paths = places.length === 0 ? noPlace : places;
        for (let index = 0; index < paths.length; index++)
          found.push(
            one({ result, message, validation: validation.id, path: paths[index] as JsonPointer, risk }),
          );
      }
      return found;
    }
  }
}

const noPlace: readonly JsonPointer[] = [''];

/** What tells the findings of one policy on one resource apart. */
interface Part {
  readonly result: Finding['result'];
  readonly message: string;
  readonly validation: string;
  readonly path: JsonPointer;
  readonly risk: Risk | null;
}

function finding(
  policy: Policy,
  placed: Placed,
  { result, message, validation, path, risk }: Part,
): Unplaced {
  const { about } = policy;
  return {
    policy: policy.id,
    rule: about.rule,
    code: about.code,
    validation,
    result,
    severity: about.severity,
    category: about.category,
    message,
    remediation: result === 'fail' || result === 'warn' ? about.remediation : null,
    fix: risk === null ? null : fixes[risk],
    resource: placed.named,
    path,
    exception: null,
    covers: nothing,
  };
}

/** The same for all: there are as many as findings. */
const nothing: readonly string[] = [];
const fixes: Readonly<Record<Risk, Finding['fix']>> = {
  safe: { risk: 'safe' },
  low: { risk: 'low' },
  medium: { risk: 'medium' },
  high: { risk: 'high' },
  person: { risk: 'person' },
};

/** A resource as a finding names it. */
export function identify(resource: Resource): FindingResource {
  const { apiVersion, kind } = resource;
  return { apiVersion, kind, namespace: namespaceOf(resource), name: nameOf(resource) };
}
