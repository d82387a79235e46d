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
  const whole = { policy, placed, risk, path: '' as JsonPointer, validation: '' };
  switch (outcome.result) {
    case 'pass':
      return [finding({ ...whole, result: 'pass', message: policy.about.title, risk: null })];
    case 'skip':
      return [finding({ ...whole, result: 'skip', message: outcome.reason, risk: null })];
    case 'error':
      return [
        finding({
          ...whole,
          result: 'error',
          message: `cannot be evaluated: ${outcome.message}`,
          risk: null,
        }),
      ];
    case 'fail':
      return outcome.violations.flatMap((violation) =>
        broken(policy, violation, placed, { risk, isWarning }),
      );
  }
}

function broken(
  policy: Policy,
  violation: Violation,
  placed: Placed,
  { risk, isWarning = false }: Extras,
): readonly Unplaced[] {
  const { message, validation, places } = violation;
  const paths = places.length === 0 ? ['' as JsonPointer] : places;
  return paths.map((path) =>
    finding({
      policy,
      placed,
      risk,
      path,
      validation: validation.id,
      result: isWarning ? 'warn' : 'fail',
      message,
    }),
  );
}

interface Parts {
  readonly policy: Policy;
  readonly placed: Placed;
  readonly risk: Risk | null;
  readonly path: JsonPointer;
  readonly validation: string;
  readonly result: Finding['result'];
  readonly message: string;
}

function finding({ policy, placed, risk, path, validation, result, message }: Parts): Unplaced {
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
