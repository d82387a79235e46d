import { bind } from '../../ask/bind.ts';
import { isJsonObject, own, type JsonValue } from '../../core/json.ts';
import type { Policy, Scope } from '../../core/policy.ts';
import type { Answers, Edit, Rule } from '../../core/rule.ts';
import { needed } from '../../dialects/bundle-members.ts';
import { unsupported } from '../unsupported.ts';
import {
  celValue,
  forEach,
  innermost,
  patchAt,
  placesOf,
  rootVariable,
  wayTo,
  type EditPlace,
} from './edit-expression.ts';
import { isThere, selectAll } from './field-path.ts';
import { breaks, withoutElements } from './finding-condition.ts';
import { namedExpressions, type NamedExpressions } from './named-expressions.ts';
import { rootOf } from './root-of.ts';

/**
 * A policy that repairs what a rule finds, as the rule's fix would: only where the rule is broken.
 * @throws {WritError} `TARGET_UNSUPPORTED` for a rule without a mechanical fix, `ANSWER_INVALID`
 */
export function mutatingPolicy(rule: Rule, answers: Answers, { minor }: { readonly minor: number }): Policy {
  const { edits, advice } = rule.remedy;
  if (edits.length === 0)
    throw unsupported(rule.id, 'has no mechanical fix: it takes facts that only a person knows', advice);
  if (rule.unless !== undefined)
    throw unsupported(
      rule.id,
      'may be lifted by other objects, which a policy that changes objects cannot ask',
    );
  const policy = bind(rule, answers, { minor });
  const places = edits.map((edit) => ({ edit: resolved(edit, rule, answers), places: placesAt(edit, rule) }));
  const hasElements = places.some(({ places: all }) => all.some(({ lists }) => lists.length > 0));
  const named = namedExpressions();
  const broken = policy.validations.map(({ expression }) => ({
    expression,
    fails: named.name('fixNeeded', `!(${expression})`),
  }));
  const parts = places.flatMap(({ edit, places: all }) =>
    all.map((place) => ({ edit, place, condition: conditionAt(place, broken, hasElements) })),
  );
  const patches = [...parents(parts, named), ...parts.flatMap((part) => patchesOf(part, named))];
  const expression = patches.join(' + ');
  return {
    ...policy,
    dialect: { name: 'map', version: `1.${minor}` },
    scope: onMaking(policy.scope),
    variables: needed([...policy.variables, ...rootOf(rule.subject), ...named.all()], [expression]),
    validations: [],
    mutations: [{ form: 'JSONPatch', expression }],
    // What cannot be repaired is for validating policies to refuse.
    onError: 'Ignore',
    about: { ...policy.about, title: `Repairs: ${rule.title}` },
  };
}

function placesAt(edit: Edit, { id }: Rule): readonly EditPlace[] {
  const places = 'rename' in edit ? null : placesOf(edit);
  if (places === null) throw unsupported(id, 'has a fix that no expression can say');
  return places;
}

/** An edit whose value is an answer, with the answer. */
function resolved(edit: Edit, { id, ask }: Rule, answers: Answers): Edit {
  const answerTo = (value: unknown): JsonValue => {
    const stated = value as JsonValue;
    const key = isJsonObject(stated) ? own(stated, 'answer') : undefined;
    if (typeof key !== 'string') return stated;
    const answer = Object.hasOwn(answers, key) ? answers[key] : ask[key]?.default;
    if (answer === undefined) throw unsupported(id, `needs an answer to \`${key}\``);
    return answer;
  };
  if ('set' in edit) return { ...edit, to: answerTo(edit.to) };
  return 'append' in edit ? { ...edit, value: answerTo(edit.value) } : edit;
}

interface Part {
  readonly edit: Edit;
  readonly place: EditPlace;
  readonly condition: string;
}

interface BrokenCheck {
  readonly expression: string;
  /** CEL that is true where it does not hold. */
  readonly fails: string;
}

/** CEL that is true where an element, or the root, has to do with a broken check. */
function conditionAt({ lists }: EditPlace, broken: readonly BrokenCheck[], hasElements: boolean): string {
  const { elements } = wayTo(lists);
  const parts = broken.map(({ expression, fails }) => {
    const part = elements.length > 0 ? breaks(expression, elements) : ofRoot(expression, hasElements);
    return part === 'true' ? fails : `${fails} && (${part})`;
  });
  return parts.length === 1 ? parts.join('') : parts.map((part) => `(${part})`).join(' || ');
}

/** Where elements have edits of their own, the root is edited for what is wrong with it. */
function ofRoot(expression: string, hasElements: boolean): string {
  const itself = withoutElements(expression);
  if (!hasElements || itself === expression) return 'true';
  const part = breaks(expression, [`variables.${rootVariable}`]);
  return itself === 'true' ? part : `${part} || !(${itself})`;
}

/** Patches that make the missing parents of fields, each once. */
function parents(parts: readonly Part[], named: NamedExpressions): readonly string[] {
  const made = parts.flatMap(({ edit, place: { lists, fields }, condition }) => {
    if ('remove' in edit) return [];
    const way = wayTo(lists);
    return fields.slice(1).map((_, index) => {
      const parent = fields.slice(0, index + 1);
      const further = `!(${isThere(innermost(way), parent)})`;
      return forEach(
        { lists, condition, further },
        patchAt('add', way, { fields: parent, value: {} }),
        named,
      );
    });
  });
  return [...new Set(made)];
}

function patchesOf(part: Part, named: NamedExpressions): readonly string[] {
  const { edit, place, condition } = part;
  const { lists, fields } = place;
  const way = wayTo(lists);
  const there = isThere(innermost(way), fields);
  if ('remove' in edit)
    return [forEach({ lists, condition, further: there }, patchAt('remove', way, { fields }), named)];
  if ('append' in edit) return appended(part, edit.value as JsonValue, named);
  if (!('set' in edit)) return [];
  const further = edit.when === 'absent' ? `!(${there})` : null;
  const patch = patchAt('add', way, { fields, value: edit.to as JsonValue });
  return [forEach({ lists, condition, further }, patch, named)];
}

function appended(
  { place: { lists, fields }, condition }: Part,
  value: JsonValue,
  named: NamedExpressions,
): readonly string[] {
  const way = wayTo(lists);
  const there = isThere(innermost(way), fields);
  const list = selectAll(innermost(way), fields);
  const lacks = `${there} && !${list}.exists(fixItem, fixItem == dyn(${celValue(value)}))`;
  const missing = `!(${there})`;
  return [
    forEach(
      { lists, condition, further: lacks },
      patchAt('add', way, { fields: [...fields, '-'], value }),
      named,
    ),
    forEach({ lists, condition, further: missing }, patchAt('add', way, { fields, value: [value] }), named),
  ];
}

/**
 * A pod's own fields, and a Job's template, never change once it is there: these are repaired as they are made. Debugging
 * containers are left alone.
 */
function onMaking(scope: Scope): Scope {
  return 'any' in scope ? { any: scope.any.flatMap(rulesOnMaking) } : scope;
}

function rulesOnMaking(part: Scope): readonly Scope[] {
  if (!('resources' in part)) return [part];
  const { resources: rule, equivalent } = part;
  const isFixed = (name: string): boolean => name === 'pods' || name === 'jobs';
  const main = rule.resources.filter((name) => !name.includes('/'));
  const fixed = main.filter(isFixed);
  const others = main.filter((name) => !isFixed(name));
  const operations = ['CREATE'] as const;
  return [
    ...(fixed.length === 0 ? [] : [{ resources: { ...rule, resources: fixed, operations }, equivalent }]),
    ...(others.length === 0 ? [] : [{ resources: { ...rule, resources: others }, equivalent }]),
  ];
}
