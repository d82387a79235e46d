import { at, child, type JsonPointer, type JsonValue } from '../core/json.ts';
import { parseShape, type ShapeProblem } from '../rules/shape-problems.ts';
import type { Framework } from './framework.ts';
import { frameworkFileShape, type FrameworkAsWritten } from './framework-shape.ts';

/** The rules of an id, a code or an alias; empty where there is none. */
export type FindRules = (name: string) => readonly string[];

/**
 * A framework of one's own, or everything that keeps it from being one. A control has either `rules`, with one
 * `strength`, or the `reason` why manifests cannot show it.
 */
export function parseFramework(
  value: JsonValue,
  findRules: FindRules,
): { readonly framework: Framework } | { readonly problems: readonly ShapeProblem[] } {
  const parsed = parseShape(frameworkFileShape, value, 'the framework');
  const strange = (name: string): string | null =>
    findRules(name).length > 0 ? null : `there is no rule \`${name.slice(0, 60)}\``;
  if ('problems' in parsed) return { problems: [...parsed.problems, ...strangeIn(value, strange)] };
  const problems = controlProblems(parsed.data, strange, '');
  return problems.length > 0 ? { problems } : { framework: ownFramework(parsed.data, findRules) };
}

/** Unknown rules of controls that have not the shape: who mends one thing is told of the others, too. */
function strangeIn(value: JsonValue, strange: (name: string) => string | null): readonly ShapeProblem[] {
  return elements(at(value, '/controls')).flatMap((control, index) =>
    elements(at(control, '/rules')).flatMap((name, rule): readonly ShapeProblem[] => {
      const message = typeof name === 'string' ? strange(name) : null;
      return message === null ? [] : [{ pointer: `/controls/${index}/rules/${rule}`, message }];
    }),
  );
}

function elements(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** What is wrong with controls that have the shape: one that stands twice, and rules that `strange` does not know. */
export function controlProblems(
  { controls }: FrameworkAsWritten,
  strange: (name: string) => string | null,
  base: JsonPointer,
): readonly ShapeProblem[] {
  const ids = controls.map(({ id }) => id);
  return controls.flatMap(({ id, rules }, index): readonly ShapeProblem[] => {
    const here: JsonPointer = `${base}/controls/${index}`;
    const twice = { pointer: child(here, 'id'), message: `there are two controls \`${id}\`` };
    const unknown = rules.flatMap((name, rule) => {
      const message = strange(name);
      return message === null ? [] : [{ pointer: `${here}/rules/${rule}` as const, message }];
    });
    return [...(ids.indexOf(id) < index ? [twice] : []), ...unknown];
  });
}

/** A framework of an organization's own; every link to a rule is its own, too. */
export function ownFramework(
  { id, title, version, url, caution, controls }: FrameworkAsWritten,
  findRules: FindRules,
): Framework {
  return {
    id,
    title,
    version: version ?? null,
    url: url ?? null,
    aliases: [],
    caution: caution ?? 'The mapping is the organization’s own.',
    controls: controls.map((control) => ({
      id: control.id,
      title: control.title,
      evidence: [...new Set(control.rules.flatMap(findRules))].map((rule) => ({
        rule,
        strength: control.strength,
        confidence: 'own' as const,
      })),
      unassessable: control.reason ?? null,
    })),
  };
}
