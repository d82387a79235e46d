import { own, type JsonObject } from '../../core/json.ts';
import { joined, notTaken, otherKeys, settingsOf, textsOf, type Imported, type Said } from './imported.ts';

/** A configuration of Checkov: checks that are run, skipped, and only told. */
export function importCheckov(value: JsonObject, known: ReadonlySet<string>): Imported {
  const of = (key: string): readonly string[] => textsOf(own(value, key));
  const said: readonly Said[] = [
    ...of('check').map((check) => ({ check, setting: { enabled: true } })),
    ...of('skip-check').map((check) => ({ check, setting: { enabled: false } })),
    ...of('soft-fail-on').map((check) => ({ check, setting: { enforcement: 'advisory' as const } })),
    ...of('hard-fail-on').map((check) => ({ check, setting: { enforcement: 'strict' as const } })),
  ];
  const severities = new Set(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']);
  const levels = said.filter(({ check }) => severities.has(check));
  return joined(
    settingsOf(
      'checkov',
      said.filter(({ check }) => !severities.has(check) && isOurs(check)),
      known,
    ),
    notTaken(
      ...levels.map(
        ({ check }) => `${check}: name a least severity with \`writ check --severity\` or --fail-on`,
      ),
      ...(of('check').length > 0
        ? ['check: the rules of the profile stay on, too; to judge by these only, say --rules']
        : []),
      ...(own(value, 'soft-fail') === true ? ['soft-fail: end with 0 with `writ check --fail-on none`'] : []),
    ),
    otherKeys(value, ['check', 'skip-check', 'soft-fail-on', 'hard-fail-on', 'soft-fail', 'framework'], ''),
  );
}

/** Checks of other sorts of files mean nothing here, and nobody misses them. */
function isOurs(check: string): boolean {
  return !/^CKV2?_/i.test(check) || /^CKV2?_K8S_/i.test(check);
}
