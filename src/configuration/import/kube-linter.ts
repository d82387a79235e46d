import { isJsonObject, own, type JsonObject, type JsonValue } from '../../core/json.ts';
import { joined, notTaken, objectIn, otherKeys, settingsOf, textsOf, type Imported } from './imported.ts';

/** A configuration of kube-linter: checks that are included and excluded, and checks made from its templates. */
export function importKubeLinter(value: JsonObject, known: ReadonlySet<string>): Imported {
  const checks = objectIn(value, 'checks');
  const said = [
    ...textsOf(own(checks, 'include')).map((check) => ({ check, setting: { enabled: true } })),
    ...textsOf(own(checks, 'exclude')).map((check) => ({ check, setting: { enabled: false } })),
  ];
  const custom = own(value, 'customChecks');
  return joined(
    settingsOf('kube-linter', said, known),
    ...wholes(checks),
    otherKeys(
      checks,
      ['include', 'exclude', 'addAllBuiltIn', 'doNotAutoAddDefaults', 'ignorePaths'],
      'checks.',
    ),
    otherKeys(value, ['checks', 'customChecks'], ''),
    ...(Array.isArray(custom) ? (custom as readonly JsonValue[]) : []).map(importCheck),
  );
}

function wholes(checks: JsonObject): readonly Imported[] {
  return [
    own(checks, 'addAllBuiltIn') === true
      ? [notTaken('checks.addAllBuiltIn: judge by every rule with `writ check --profile all`')]
      : [],
    own(checks, 'doNotAutoAddDefaults') === true
      ? [notTaken('checks.doNotAutoAddDefaults: judge by chosen rules only with `writ check --rules`')]
      : [],
    textsOf(own(checks, 'ignorePaths')).length > 0
      ? [notTaken('checks.ignorePaths: name the paths to judge, or list these in .gitignore')]
      : [],
  ].flat();
}

function importCheck(value: JsonValue): Imported {
  if (!isJsonObject(value)) return notTaken('customChecks: an entry is no object');
  const [name, template] = [textIn(value, 'name'), textIn(value, 'template')];
  const field = fields[template];
  const key = textIn(objectIn(value, 'params'), 'key');
  if (field === undefined || name === '' || key === '')
    return notTaken(
      `customChecks ${name === '' ? '?' : name}: the template \`${template}\` has no counterpart`,
    );
  const expected = textIn(objectIn(value, 'params'), 'value');
  const path = `metadata.${field.list}[${JSON.stringify(key)}]`;
  const advice = textIn(value, 'remediation');
  return {
    overrides: {},
    notTaken: [],
    customRules: [
      {
        id: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
        name,
        description: textIn(value, 'description') || advice || name,
        severity: 'medium',
        category: 'operations',
        conditions: [condition(path, expected, field.refused)],
        actions: [{ type: 'deny', message: advice || `${path} is not as demanded.` }],
      },
    ],
  };
}

const fields: Readonly<Record<string, { readonly list: string; readonly refused: boolean }>> = {
  'required-label': { list: 'labels', refused: false },
  'required-annotation': { list: 'annotations', refused: false },
  'disallowed-annotation': { list: 'annotations', refused: true },
};

/** kube-linter's values are expressions for the whole text. */
function condition(field: string, expected: string, refused: boolean): JsonObject {
  if (refused) return { field, operator: 'not_exists' };
  return expected === '' || expected === '.*'
    ? { field, operator: 'exists' }
    : { field, operator: 'regex_match', value: `^(?:${expected})$` };
}

function textIn(value: JsonObject, key: string): string {
  const text = own(value, key);
  return typeof text === 'string' ? text : '';
}
