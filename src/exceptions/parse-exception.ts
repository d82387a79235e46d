import type { z } from 'zod';
import { child, type JsonObject, type JsonValue } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import { parseShape, type ShapeProblem } from '../rules/shape-problems.ts';
import type { Exception, Selector } from './exception.ts';
import { exceptionShape, type ExceptionFile, type selectorShape } from './exception-shape.ts';

/** The rules that there are. */
export interface KnownRules {
  /** The ids that a name stands for; empty where it is none. */
  ids(name: string): readonly string[];
  /** What a wrong name may have meant. */
  readonly names: readonly string[];
}

/** Whether a value means to be an exception file. */
export function isExceptionFile(value: JsonObject): boolean {
  const { kind, apiVersion } = value;
  return kind === 'Exception' && typeof apiVersion === 'string' && apiVersion.startsWith('writ/');
}

/** The exception in a document, or everything that keeps it from being one. */
export function parseException(
  value: JsonValue,
  known: KnownRules,
): { readonly exception: Exception } | { readonly problems: readonly ShapeProblem[] } {
  const parsed = parseShape(exceptionShape, value, 'the exception');
  if ('problems' in parsed) return parsed;
  const { rules, selector } = parsed.data;
  const strange = selector.vulnerabilities === undefined ? [] : strangers(rules, known);
  const unknown = rules.flatMap((name, index): readonly ShapeProblem[] =>
    known.ids(name).length === 0
      ? [{ pointer: child('/rules', index), message: unknownRule(name, known) }]
      : [],
  );
  const problems = [...unknown, ...strange];
  return problems.length > 0 ? { problems } : { exception: toException(parsed.data, known) };
}

/** Rules that find no vulnerabilities, of which none could be selected. */
function strangers(rules: readonly string[], known: KnownRules): readonly ShapeProblem[] {
  return rules.flatMap((name, index) => {
    const ids = known.ids(name);
    if (ids.every((id) => id === 'vulnerable-image')) return [];
    const message = `\`${name}\` finds no vulnerabilities: \`selector.vulnerabilities\` is for \`vulnerable-image\``;
    return [{ pointer: child('/rules', index), message }];
  });
}

function unknownRule(name: string, { names }: KnownRules): string {
  const near = nearest(name, names);
  return `there is no rule \`${name}\`${near === null ? '' : `; did you mean \`${near}\`?`}`;
}

function toException(
  { rules, selector, reason, approver, until }: ExceptionFile,
  known: KnownRules,
): Exception {
  return {
    rules: [...new Set(rules.flatMap((name) => known.ids(name)))],
    selector: selectorOf(selector),
    reason,
    approver,
    until,
  };
}

/** A selector as it was written, with the parts that were not. */
export function selectorOf(written: z.output<typeof selectorShape>): Selector {
  const { kinds = [], namespaces = [], names = [], containers = [], files = [], labels = null } = written;
  const { vulnerabilities } = written;
  const usual = { kinds, namespaces, names, containers, files, labels };
  return vulnerabilities === undefined ? usual : { ...usual, vulnerabilities };
}
