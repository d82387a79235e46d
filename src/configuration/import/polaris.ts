import { own, type JsonObject } from '../../core/json.ts';
import {
  joined,
  notTaken,
  objectIn,
  otherKeys,
  settingsOf,
  type Imported,
  type Setting,
} from './imported.ts';

const severities: Readonly<Record<string, Setting>> = {
  danger: { enabled: true, enforcement: 'strict' },
  warning: { enabled: true, enforcement: 'advisory' },
  ignore: { enabled: false },
};

/** A configuration of Polaris: danger blocks, warning is told, ignore is off. */
export function importPolaris(value: JsonObject, known: ReadonlySet<string>): Imported {
  const checks = Object.entries(objectIn(value, 'checks'));
  const said = checks.flatMap(([check, severity]) => {
    const setting =
      typeof severity === 'string' && Object.hasOwn(severities, severity) ? severities[severity] : undefined;
    return setting === undefined ? [] : [{ check, setting }];
  });
  const strange = checks.filter(([check]) => !said.some((one) => one.check === check));
  const custom = Object.keys(objectIn(value, 'customChecks'));
  return joined(
    settingsOf(
      'polaris',
      said.filter(({ check }) => !custom.includes(check)),
      known,
    ),
    notTaken(
      ...strange.map(([check]) => `checks.${check}: its severity is none of danger, warning, ignore`),
      ...custom.map(
        (check) => `customChecks.${check}: a JSON Schema is no rule here; write it as a custom rule`,
      ),
      ...(own(value, 'exemptions') === undefined
        ? []
        : ['exemptions: they have no reason, approver or end; take them over with `writ exception import`']),
    ),
    otherKeys(value, ['checks', 'customChecks', 'exemptions'], ''),
  );
}
