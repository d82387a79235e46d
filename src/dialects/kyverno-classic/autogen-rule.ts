import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts';

/** Where autogen moves a rule about Pods to: the template of a controller, or that of a CronJob. */
export type AutogenTarget = 'template' | 'cronjob';

/** Kyverno's own replacements, textual over the JSON of the whole rule, in this order. */
const moves = ['spec', 'metadata'].flatMap((field) =>
  ['object', 'oldObject'].map((object) => ({ object, field })),
);

const places: Readonly<Record<AutogenTarget, { readonly prefix: string; readonly path: string }>> = {
  template: { prefix: 'autogen-', path: 'spec.template' },
  cronjob: { prefix: 'autogen-cronjob-', path: 'spec.jobTemplate.spec.template' },
};

/** The name that autogen gives to a rule, cut at 63 characters. */
export function autogenName(rule: string, target: AutogenTarget): string {
  return `${places[target].prefix}${rule}`.slice(0, 63);
}

/**
 * The classic rule that autogen makes for controllers of Pods (`pkg/autogen/v1`); null for a rule that it
 * leaves alone. Its match and exclude are those of the original.
 */
export function autogenRule(rule: JsonObject, target: AutogenTarget): JsonObject | null {
  const validate = rule['validate'];
  if (typeof rule['name'] !== 'string' || !isJsonObject(validate)) return null;
  if (rule['name'].startsWith('autogen-')) return null;
  const moved = moveValidate(validate, target);
  if (moved === null) return null;
  const root = 'cel' in moved ? '' : 'request.';
  const named = { ...rule, name: autogenName(rule['name'], target), validate: moved };
  return rewrite(named, target, root) as JsonObject;
}

/** Patterns move below the template; everything else is moved by its text. */
function moveValidate(validate: JsonObject, target: AutogenTarget): JsonObject | null {
  const { pattern, anyPattern } = validate;
  if (pattern !== undefined && pattern !== null) return { ...validate, pattern: wrap(pattern, target) };
  if ('deny' in validate || 'podSecurity' in validate) return validate;
  if (Array.isArray(anyPattern))
    return { ...validate, anyPattern: anyPattern.map((each) => wrap(each, target)) };
  return 'foreach' in validate || 'cel' in validate ? validate : null;
}

function wrap(pattern: JsonObject[string], target: AutogenTarget): JsonObject {
  const inTemplate = { spec: { template: pattern } };
  return target === 'template' ? inTemplate : { spec: { jobTemplate: inTemplate } };
}

/** As Kyverno does it: every text of the rule, the keys of maps too. */
function rewrite(value: JsonValue, target: AutogenTarget, root: string): JsonValue {
  if (typeof value === 'string') return rewriteText(value, target, root);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((each) => rewrite(each, target, root));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [
    rewriteText(key, target, root),
    rewrite(each, target, root),
  ]);
  return Object.fromEntries(entries) as JsonObject;
}

function rewriteText(text: string, target: AutogenTarget, root: string): string {
  return moves.reduce(
    (rest, { object, field }) =>
      rest.replaceAll(`${root}${object}.${field}`, `${root}${object}.${places[target].path}.${field}`),
    text,
  );
}
