import type { Rule } from '../../core/rule.ts';
import { atLeast, type Severity } from '../../core/severity.ts';
import { kubernetesSchema } from '../../schema/kubernetes.ts';
import { configurationFor } from './decided-by.ts';
import type { Context } from '../operation.ts';
import type { Standing } from './rule-standing.ts';

/** How a rule stands under a configuration. */
export type StandingHere = Omit<Standing, 'rule'>;

/** What the configuration at work makes of the rules. */
export interface RulesHere {
  /** Null where there is none. */
  readonly file: string | null;
  of(rule: Rule): StandingHere | null;
  /** Its own rules, as far as they are asked for. */
  own(narrowing: {
    readonly category: readonly string[];
    readonly severity: Severity | null;
  }): readonly Rule[];
  /** A rule of its own by its id, or null. */
  named(id: string): Rule | null;
}

const nothing: RulesHere = { file: null, of: () => null, own: () => [], named: () => null };

/** Looks at the configuration that is named, or found upwards; nothing is loaded where there is none. */
export async function rulesHere(config: string | null, context: Context): Promise<RulesHere> {
  const world = { schema: await kubernetesSchema(), now: context.now() };
  const { opened } = await configurationFor(config, context, world);
  if (opened === null) return nothing;
  const { standings } = await import('./rule-standing.ts');
  const all = new Map(standings(opened, null).map((one) => [one.rule.id, one]));
  const own = [...all.values()].filter(({ source }) => source === 'configuration').map(({ rule }) => rule);
  return {
    file: opened.file,
    of({ id }) {
      const standing = all.get(id);
      if (standing === undefined) return null;
      const { rule: _, ...here } = standing;
      return here;
    },
    own: ({ category, severity }) =>
      own.filter(
        (rule) =>
          (category.length === 0 || category.includes(rule.category)) &&
          (severity === null || atLeast(rule.severity, severity)),
      ),
    named: (id) => own.find((rule) => rule.id === id) ?? null,
  };
}
