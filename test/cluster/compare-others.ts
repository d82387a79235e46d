import { createJudge } from '../../src/check/judge.ts';
import { at, isJsonObject } from '../../src/core/json.ts';
import type { Request } from '../../src/core/policy.ts';
import type { Bench } from '../../src/prove/law.ts';
import type { Answer } from './api.ts';
import type { Case, Variant } from './cases.ts';
import type { Disagreement } from './try-rules.ts';

/** Compares what all policies warn of, on the examples of each rule, with the verdicts given here. */
export interface Others {
  compare(one: Case, answer: Answer): readonly Disagreement[];
  /** How many verdicts were compared. */
  count(): number;
}

/** All rules as they come, judged here on whatever the API server was offered. */
export function compareOthers(variants: readonly Variant[], bench: Bench): Others {
  const policies = variants.flatMap(({ policy, asked }) => (asked ? [] : [policy]));
  const judge = createJudge(policies, { environment: bench.environment, form: 'budget' });
  let count = 0;
  return {
    count: () => count,
    compare({ request, because }, { warnings }) {
      const verdicts = judge.judge(request, bench.facts);
      const here = new Map(verdicts.map(({ policy, outcome }) => [policy.id, outcome]));
      const there = new Map(warnings.map((text) => [warnedBy(text), text] as const));
      count += verdicts.length;
      return policies.flatMap(({ id }): readonly Disagreement[] => {
        const outcome = here.get(id);
        const broken = outcome?.result === 'fail' || outcome?.result === 'error';
        if (broken === there.has(id) || isFilledIn(id, request)) return [];
        const problem = `here ${outcome?.result ?? 'not concerned'}; there ${there.get(id) ?? 'admitted'}`;
        return [{ policy: id, example: `${because} (${request.kind.kind})`, problem }];
      });
    },
  };
}

/**
 * The API server writes a security context for what the AppArmor annotation of a Pod says (KEP-24) before it asks
 * policies, so that one is there which the manifest lacks.
 */
function isFilledIn(policy: string, { kind, object }: Request): boolean {
  const annotations = at(object ?? {}, '/metadata/annotations');
  return (
    policy === 'security-context-missing' &&
    kind.kind === 'Pod' &&
    isJsonObject(annotations) &&
    Object.keys(annotations).some((key) => key.startsWith('container.apparmor.security.beta.kubernetes.io/'))
  );
}

/** The policy that a warning is of; other warnings of the API server name none. */
function warnedBy(text: string): string | undefined {
  return /^Validation failed for ValidatingAdmissionPolicy '([^']+)' with binding/.exec(text)?.[1];
}
