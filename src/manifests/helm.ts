import { child, isJsonObject, own, type JsonPointer, type JsonValue } from '../core/json.ts';

// Where a line or an unquoted value begins with an action: that is no YAML until it is rendered.
const action = /^[ \t]*(?:- +)?(?:[^\s"'#{}][^"'#{}\n]*: +)?\{\{-?\s*(?:[.$(a-zA-Z]|\/\*)/m;

/** Whether a text that is not YAML is a template that becomes it; quoted actions of others, such as alerts, are none. */
export function isTemplate(text: string): boolean {
  return action.test(text);
}

const builtIn =
  /\{\{[^{}]*(?:\.(?:Values|Release|Chart|Capabilities|Files)\b|\b(?:include|template) "|\btpl )/;

/**
 * Where an object's name, namespace or labels say what only Helm can fill in, or null. Elsewhere an action may be
 * meant as it stands; here no API server takes it, so that nothing which would run is set aside.
 */
export function helmPlace(object: JsonValue | undefined): JsonPointer | null {
  const metadata = isJsonObject(object) ? own(object, 'metadata') : undefined;
  if (!isJsonObject(metadata)) return null;
  const key = ['name', 'generateName', 'namespace'].find((field) => isAction(own(metadata, field)));
  if (key !== undefined) return `/metadata/${key}`;
  const labels = own(metadata, 'labels');
  const label = isJsonObject(labels)
    ? Object.keys(labels).find((name) => isAction(own(labels, name)))
    : undefined;
  return label === undefined ? null : child('/metadata/labels', label);
}

function isAction(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && builtIn.test(value);
}
