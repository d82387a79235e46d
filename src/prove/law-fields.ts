import { check } from '../cel/check/check.ts';
import { withComposition, withTypes, withVariables } from '../cel/environment/derive.ts';
import type { Environment } from '../cel/environment/environment.ts';
import { parse } from '../cel/parse/parse.ts';
import type { Problem } from '../cel/problem.ts';
import { dyn, list, type Type } from '../cel/type.ts';
import type { Lookup, Policy } from '../core/policy.ts';
import type { Rule } from '../core/rule.ts';
import type { KindSchema, Schema } from '../schema/schema.ts';
import { typeOf, typeProvider } from '../schema/type-provider.ts';
import { firstPolicy, pointerOf } from './first-policy.ts';
import { foldKind } from './fold-kind.ts';
import type { Bench, Breach, Law } from './law.ts';
import { typeOfSum } from './type-of-sum.ts';
import { unionName, unionTypes } from './union-types.ts';

/**
 * Part of law 4: every field that a rule reads exists in every kind that it judges. An API server's own type checking
 * says nothing of variables, and nothing of what is read through them.
 */
export const lawFields: Law = (rule, bench) => {
  const policy = firstPolicy(rule, bench.minor);
  if (policy === null) return [];
  const kinds = kindsJudged(rule, bench);
  const found = kinds.flatMap((kind) => problemsFor(policy, kind, bench));
  return [
    ...Map.groupBy(
      found,
      ({ name, part, problem }) => `${part} ${name}\n${problem.start}\n${problem.message}`,
    ).values(),
  ].map((alike) => breachOf(rule, alike, kinds.length));
};

/** A problem of a variable or check, typed for one of the kinds. */
interface Found {
  readonly part: 'check' | 'variable' | 'look-up';
  readonly name: string;
  readonly kind: string;
  readonly problem: Problem;
}

/** One breach for what is wrong in the same way for several kinds, which are named where it is not all. */
function breachOf(rule: Rule, alike: readonly Found[], kinds: number): Breach {
  const [first] = alike;
  if (first === undefined) throw new Error('a group is never empty');
  const { part, name, problem } = first;
  const some = alike.length < kinds ? `, ${alike.map(({ kind }) => kind).join(', ')}` : '';
  return {
    law: 4,
    message: `${part} \`${name}\`${some}: ${problem.message}`,
    at: pointerOf(rule, part, name),
    start: problem.start,
  };
}

function kindsJudged({ subject }: Rule, { schema }: Bench): readonly KindSchema[] {
  return schema.kinds.filter(({ group, version, resource }) =>
    subject.resources.some(
      (rule) =>
        resource !== '' &&
        names(rule.groups, group) &&
        names(rule.versions, version) &&
        names(rule.resources, resource),
    ),
  );
}

function names(list: readonly string[], name: string): boolean {
  return list.includes(name) || list.includes('*');
}

function problemsFor(policy: Policy, kind: KindSchema, { schema, environment }: Bench): readonly Found[] {
  const types: Record<string, Type> = {};
  const object = typeOf(schema, kind);
  const base = withVariables(withTypes(environment, unionTypes(typeProvider(schema))), {
    object,
    oldObject: object,
  });
  const scope = (): Environment => withComposition(base, types);
  const found = (part: Found['part'], name: string, expression: string): readonly Found[] => {
    const { tree, problems } = parse(expression);
    const typed = problems.length > 0 ? [] : check(foldKind(tree, kind.kind), scope()).problems;
    return [...problems, ...typed]
      .filter(isTelling)
      .map((problem) => ({ part, name, kind: kind.kind, problem }));
  };
  const lookups = Object.entries({ ...policy.related, ...policy.unless });
  for (const [name, lookup] of lookups) types[name] = typeOfFound(lookup, schema);
  return [
    ...policy.variables.flatMap(({ name, expression }) => {
      const wrong = found('variable', name, expression);
      types[name] = typeOfSum(foldKind(parse(expression).tree, kind.kind), scope()) ?? dyn;
      return wrong;
    }),
    ...policy.validations.flatMap(({ id, expression }) => found('check', id, expression)),
    ...lookups.flatMap(([name, lookup]) => [
      ...found('look-up', name, lookup.key),
      ...('when' in lookup ? found('look-up', name, lookup.when) : []),
    ]),
  ];
}

/** A list of what the kinds have between them; of anything, where one is not known here. */
function typeOfFound({ kinds }: Lookup, schema: Schema): Type {
  const names = kinds.map((name) => {
    const [kind, group = ''] = name.split('/').toReversed();
    const known = schema.kinds.find((one) => one.group === group && one.kind === kind);
    const type = known === undefined ? dyn : typeOf(schema, known);
    return type.kind === 'object' ? type.name : null;
  });
  return list(
    names.includes(null) ? dyn : { kind: 'object', name: unionName(names.filter((name) => name !== null)) },
  );
}

// What goes wrong only with declared types: where a rule is judged, everything is `dyn`, so that lists of different
// types may be added and the fields of an object be gone through.
const onlyDeclared: ReadonlySet<string> = new Set([
  'no-matching-overload',
  'type-mismatch',
  'not-a-range',
  'mixed-literal',
]);

function isTelling({ severity, code }: Problem): boolean {
  return severity === 'error' && !onlyDeclared.has(code);
}
