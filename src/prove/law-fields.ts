import { check } from '../cel/check/check.ts';
import { withComposition, withTypes, withVariables } from '../cel/environment/derive.ts';
import type { Environment } from '../cel/environment/environment.ts';
import { parse } from '../cel/parse/parse.ts';
import type { Problem } from '../cel/problem.ts';
import { dyn, type Type } from '../cel/type.ts';
import { bind } from '../ask/bind.ts';
import type { Policy } from '../core/policy.ts';
import type { Rule } from '../core/rule.ts';
import { kindOfResource, type KindSchema } from '../schema/schema.ts';
import { typeOf, typeProvider } from '../schema/type-provider.ts';
import { foldKind } from './fold-kind.ts';
import type { Bench, Breach, Law } from './law.ts';
import { typeOfSum } from './type-of-sum.ts';
import { unionTypes } from './union-types.ts';

/**
 * Part of law 4: every field that a rule reads exists in every kind that it judges. An API server's own type checking
 * says nothing of variables, and nothing of what is read through them.
 */
export const lawFields: Law = (rule, bench) => {
  const policy = policyOf(rule, bench.minor);
  if (policy === null) return [];
  const problems = kindsJudged(rule, bench).flatMap((kind) => problemsFor(policy, kind, bench));
  return [...new Set(problems)].map((message): Breach => ({ law: 4, message }));
};

/** With the answers of an example, for a question may have no default. */
function policyOf(rule: Rule, minor: number): Policy | null {
  const [example] = [...rule.prove.pass, ...rule.prove.fail];
  return example === undefined ? null : bind(rule, example.answers ?? {}, { minor });
}

function kindsJudged({ subject }: Rule, { schema }: Bench): readonly KindSchema[] {
  return subject.resources.flatMap(({ groups, versions, resources }) =>
    groups.flatMap((group) =>
      versions.flatMap((version) =>
        resources.flatMap((resource) => kindOfResource(schema, { group, version, resource }) ?? []),
      ),
    ),
  );
}

function problemsFor(policy: Policy, kind: KindSchema, { schema, environment }: Bench): readonly string[] {
  const types: Record<string, Type> = {};
  const found: string[] = [];
  const object = typeOf(schema, kind);
  const base = withVariables(withTypes(environment, unionTypes(typeProvider(schema))), {
    object,
    oldObject: object,
  });
  const scope = (): Environment => withComposition(base, types);
  const note = (what: string, problems: readonly Problem[]): void => {
    for (const { message } of problems.filter(isTelling)) found.push(`${what}, ${kind.kind}: ${message}`);
  };
  for (const { name, expression } of policy.variables) {
    const tree = foldKind(parse(expression).tree, kind.kind);
    note(`variable \`${name}\``, check(tree, scope()).problems);
    types[name] = typeOfSum(tree, scope()) ?? dyn;
  }
  for (const { id, expression } of policy.validations) {
    note(`check \`${id}\``, check(foldKind(parse(expression).tree, kind.kind), scope()).problems);
  }
  return found;
}

/** Lists of different types may be added at run time, where everything is `dyn`. */
function isTelling({ severity, code }: Problem): boolean {
  return severity === 'error' && ['undefined-field', 'undeclared-reference', 'syntax'].includes(code);
}
