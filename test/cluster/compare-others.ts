import { createJudge } from '../../src/check/judge.ts';
import { clusterName } from '../../src/dialects/cluster-name.ts';
import { isResource } from '../../src/core/resource.ts';
import type { Bench } from '../../src/prove/law.ts';
import type { Answer } from './api.ts';
import type { Case, Variant } from './cases.ts';
import type { Disagreement } from './offer.ts';

/** Characters of warnings in one answer, beyond which an API server leaves out the rest (its filter of warnings). */
const mostWarnings = 4096;

/** Compares what all policies warn of with the verdicts given here. */
export interface Others {
  compare(one: Pick<Case, 'request' | 'because'>, answer: Answer): readonly Disagreement[];
  /** How many verdicts were compared. */
  count(): number;
}

/** All rules as they come, judged here on whatever the API server was offered, completed as it does. */
export function compareOthers(variants: readonly Variant[], bench: Bench): Others {
  const policies = variants.flatMap(({ policy, asked }) => (asked ? [] : [policy]));
  const judge = createJudge(policies, { environment: bench.environment, form: 'budget' });
  let count = 0;
  return {
    count: () => count,
    compare({ request, because }, { warnings }) {
      const { object } = request;
      const completed = object !== null && isResource(object) ? bench.applyDefaults(object) : object;
      const verdicts = judge.judge({ ...request, object: completed }, bench.facts);
      const here = new Map(verdicts.map(({ policy, outcome }) => [policy.id, outcome]));
      const there = new Map(warnings.map((text) => [warnedBy(text), text] as const));
      const isFull = warnings.reduce((sum, text) => sum + Array.from(text).length, 0) >= mostWarnings;
      count += verdicts.length;
      return policies.flatMap(({ id }): readonly Disagreement[] => {
        const outcome = here.get(id);
        const name = clusterName(id, 'ValidatingAdmissionPolicy');
        const broken = outcome?.result === 'fail' || outcome?.result === 'error';
        if (broken === there.has(name)) return [];
        if (broken && isFull) {
          count--;
          return [];
        }
        const problem = `here ${outcome?.result ?? 'not concerned'}; there ${there.get(name) ?? 'admitted'}`;
        return [{ policy: id, example: `${because} (${request.kind.kind})`, problem }];
      });
    },
  };
}

/** The policy that a warning is of; other warnings of the API server name none. */
function warnedBy(text: string): string | undefined {
  return /^Validation failed for ValidatingAdmissionPolicy '([^']+)' with binding/.exec(text)?.[1];
}
