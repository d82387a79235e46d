import { WritError } from '../core/errors.ts';
import type { Rule } from '../core/rule.ts';
import { equivalents } from '../rules/equivalents.ts';
import { profileNames, profiles } from '../rules/profiles.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import { everyRule, findRules, selectRules } from './deciding/catalogue.ts';
import type { ClusterRole } from './live/cluster-role.ts';
import { narrowing } from './parameters/narrowing.ts';
import { defineOperation } from './operation.ts';
import { rulesFrom, type Stand } from './deciding/rules-from.ts';
import { rulesHere, type RulesHere, type StandingHere } from './deciding/rules-here.ts';
import { configParameter } from './parameters/world-parameters.ts';

/** What is known of a rule beside the rule itself. */
export interface AboutRule {
  /** What other tools call it, as `tool:name`. */
  readonly elsewhere: readonly string[];
  /** The profiles that switch it on. */
  readonly profiles: readonly string[];
  /** How it stands under the configuration at work; absent where there is none. */
  readonly here?: StandingHere;
}

/** The catalogue, or one rule in full. */
export interface RulesResult {
  readonly rules: readonly Rule[];
  /** Whether one rule was asked for by name. */
  readonly inFull: boolean;
  /** What stands for the checks of other tools that were asked for. */
  readonly from: readonly Stand[];
  /** What somebody must be allowed who judges a cluster by them; absent where that was not asked. */
  readonly clusterRole?: ClusterRole;
  /** By the id of each rule. */
  readonly about: Readonly<Record<string, AboutRule>>;
  /** The configuration at work; absent where there is none. */
  readonly configuration?: string;
}

export const rules = defineOperation({
  name: 'rules',
  summary: "List the rules, the configuration's own too, or explain one in full.",
  effect: 'read',
  paths: { name: 'id', description: 'a rule by its id, code or alias', required: false },
  parameters: {
    profile: {
      type: 'choice',
      value: 'NAME',
      choices: profileNames,
      default: 'all',
      description: 'only the rules of a profile',
    },
    ...narrowing,
    from: {
      type: 'list',
      value: 'TOOL:CHECK',
      description: 'only the rules that stand for checks of another tool',
    },
    ...configParameter,
    clusterRole: {
      type: 'flag',
      description: 'print the ClusterRole of those who judge a cluster by these rules, and no right more',
    },
    fixing: { type: 'flag', description: 'with --cluster-role: of those who mend what they find, too' },
  },
  examples: [
    ['writ rules --profile restricted', 'lists what the restricted Pod Security profile demands'],
    ['writ rules privileged-container', 'explains one rule: why, what it checks, what to do'],
    ['writ rules --profile default --cluster-role', 'prints what `writ check --cluster` must be allowed'],
    ['writ rules --from kube-linter:run-as-non-root', 'says which rules stand for a check of another tool'],
  ],
  verdict: () => 'clean',

  async run(input, context): Promise<RulesResult> {
    const { paths, profile, category, severity, from, clusterRole, fixing } = input;
    const here = await rulesHere(input.config, context);
    const stands = rulesFrom(from);
    const wanted = new Set(stands.flatMap((one) => one.rules));
    const scans = profile === 'all' ? everyRule().filter(({ judgedBy }) => judgedBy === 'scan') : [];
    const names = scans.map(({ id }) => id);
    const listed = selectRules({ rules: names, profile, category, severity }).toSorted(byCode);
    const own = profile === 'all' ? here.own(input) : [];
    const rules =
      paths.length > 0
        ? [...new Set(paths.flatMap((name) => here.named(name) ?? findRules(name)))]
        : withOwn(listed, own).filter(({ id }) => from.length === 0 || wanted.has(id));
    const about = Object.fromEntries(rules.map((rule) => [rule.id, aboutRule(rule, here)]));
    const configuration = here.file === null ? {} : { configuration: here.file };
    const result = { rules, inFull: paths.length > 0, from: stands, about, ...configuration };
    if (clusterRole) return { ...result, clusterRole: await roleOf(rules, fixing) };
    if (!fixing) return result;
    throw new WritError('USAGE', '--fixing is about a role', { hint: 'Add --cluster-role.' });
  },
});

async function roleOf(rules: readonly Rule[], fixing: boolean): Promise<ClusterRole> {
  const { clusterRole } = await import('./live/cluster-role.ts');
  return clusterRole(rules, await kubernetesSchema(), fixing);
}

function byCode(a: Rule, b: Rule): number {
  return (a.code ?? '') < (b.code ?? '') ? -1 : 1;
}

/** A rule of the configuration's own takes the place of its namesake. */
function withOwn(listed: readonly Rule[], own: readonly Rule[]): readonly Rule[] {
  const replaced = new Set(own.map(({ id }) => id));
  return [...listed.filter(({ id }) => !replaced.has(id)), ...own];
}

function aboutRule(rule: Rule, rulesHere: RulesHere): AboutRule {
  const { id } = rule;
  const here = rulesHere.of(rule);
  return {
    ...(here === null ? {} : { here }),
    elsewhere: equivalents.get(id) ?? [],
    profiles: profileNames.filter((name) => profiles[name].rules.includes(id)),
  };
}
