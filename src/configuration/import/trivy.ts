import { isJsonObject, own, type JsonObject, type JsonValue } from '../../core/json.ts';
import { joined, notTaken, otherKeys, settingsOf, textsOf, type Imported } from './imported.ts';

/** A configuration of Trivy: which severities it tells. */
export function importTrivy(value: JsonObject, known: ReadonlySet<string>): Imported {
  const ignored = own(value, 'misconfigurations');
  if (Array.isArray(ignored)) return importIgnored(ignored as readonly JsonValue[], known);
  const severities = new Set(textsOf(own(value, 'severity')).map((one) => one.toLowerCase()));
  const least = ['low', 'medium', 'high', 'critical'].find((one) => severities.has(one));
  return joined(
    notTaken(...(least === undefined ? [] : [`severity: say \`writ check --severity ${least}\``])),
    otherKeys(value, ['severity'], ''),
  );
}

/** What `.trivyignore.yaml` leaves out; for some paths only, it is an exception and no setting. */
function importIgnored(entries: readonly JsonValue[], known: ReadonlySet<string>): Imported {
  const ids = entries.flatMap((entry) => {
    const id = isJsonObject(entry) ? own(entry, 'id') : undefined;
    return isJsonObject(entry) && typeof id === 'string'
      ? [{ id, isPart: own(entry, 'paths') !== undefined || own(entry, 'expired_at') !== undefined }]
      : [];
  });
  const whole = ids
    .filter(({ isPart }) => !isPart)
    .map(({ id }) => ({ check: id, setting: { enabled: false } }));
  const parts = ids.filter(({ isPart }) => isPart);
  return joined(
    settingsOf('trivy', whole, known),
    notTaken(
      ...parts.map(
        ({ id }) =>
          `${id}: it is left out for some files or for a time; take it over with \`writ exception import\``,
      ),
    ),
  );
}

/** What `.trivyignore` leaves out: one check a line. */
export function importTrivyIgnore(text: string, known: ReadonlySet<string>): Imported {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '');
  const checks = lines.filter((line) => !/^(?:CVE|GHSA)-/i.test(line));
  const whole = checks.filter((line) => !/\s/.test(line));
  return joined(
    settingsOf(
      'trivy',
      whole.map((check) => ({ check, setting: { enabled: false } })),
      known,
    ),
    notTaken(
      ...checks
        .filter((line) => /\s/.test(line))
        .map((line) => `${line}: it ends; take it over with \`writ exception import\``),
    ),
  );
}
