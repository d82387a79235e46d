import { child, type JsonPointer } from '../core/json.ts';
import type { Configuration } from './configuration-shape.ts';
import type { Remark } from './remark.ts';

const fixes = 'it approves fixes beforehand, and this version applies none: it proposes them';
const sends = 'findings say that they are to go there, and this version sends nothing';
const elsewhere = {
  store: 'it is not read from here: say --store, or set WRIT_STORE',
  model: 'this version asks no model',
  embedding: 'this version asks no model',
  output: 'it is not read from here: say --format and --output',
  authentication: 'this version serves nobody',
} as const;

/** What a configuration says that this version does not act on: nothing of it is passed over in silence. */
export function notYet(configuration: Configuration): readonly Remark[] {
  const settings = Object.keys(elsewhere).flatMap((key) => {
    const name = key as keyof typeof elsewhere;
    return configuration[name] === undefined ? [] : [remark('', name, elsewhere[name])];
  });
  const { notifications } = configuration;
  const channels = Object.entries(notifications ?? {}).flatMap(([name, channel]) =>
    channel === undefined ? [] : [remark('/notifications', name, sends)],
  );
  return [...approvals(configuration), ...channels, ...settings];
}

interface Approval {
  readonly autoFix?: boolean | undefined;
  readonly autoFixRisk?: string | undefined;
}

/** Where a fix is approved beforehand; false needs no word, for nothing is applied. */
function approvals({ global, categories, ruleOverrides, customRules }: Configuration): readonly Remark[] {
  const stated: readonly (readonly [JsonPointer, Approval])[] = [
    ['/global', global],
    ...Object.entries(categories).map(([name, one]) => [child('/categories', name), one ?? {}] as const),
    ...Object.entries(ruleOverrides).map(([name, one]) => [child('/ruleOverrides', name), one] as const),
    ...customRules.flatMap(({ actions }, rule) =>
      actions.map((action, index) => [`/customRules/${rule}/actions/${index}`, action] as const),
    ),
  ];
  return stated.flatMap(([pointer, { autoFix, autoFixRisk }]) => [
    ...(autoFix === true ? [remark(pointer, 'autoFix', fixes)] : []),
    ...(autoFixRisk === undefined ? [] : [remark(pointer, 'autoFixRisk', fixes)]),
  ]);
}

function remark(at: JsonPointer, key: string, why: string): Remark {
  return { pointer: child(at, key), message: `\`${key}\` has no effect yet: ${why}` };
}
