import { isJsonObject, own, type JsonObject, type JsonValue } from '../../core/json.ts';
import { nearest } from '../../core/nearest.ts';
import { equivalentsOf, type Equivalents, type Tool } from '../../rules/equivalents-of.ts';
import { peers } from '../../rules/peers.ts';

/** What was taken over of another tool's configuration, and what not. */
export interface Imported {
  /** By rule. */
  readonly overrides: Readonly<Record<string, Setting>>;
  readonly customRules: readonly JsonObject[];
  /** One sentence each. */
  readonly notTaken: readonly string[];
}

/** What is said of one rule. */
export interface Setting {
  readonly enabled?: boolean;
  readonly enforcement?: 'strict' | 'advisory';
}

/** What another tool says of one of its checks. */
export interface Said {
  readonly check: string;
  readonly setting: Setting;
}

/** Settings of another tool's checks, told of the rules that stand for them. */
export function settingsOf(tool: Tool, said: readonly Said[], known: ReadonlySet<string>): Imported {
  const overrides: Record<string, Setting> = {};
  const notTaken: string[] = [];
  const equivalents = equivalentsOf([...known]);
  for (const { check, setting } of said) {
    const rules = equivalents.rulesOf(tool, check);
    if (rules.length === 0) notTaken.push(`${shown(check)}: ${whyNot(tool, check, equivalents)}`);
    for (const rule of rules) overrides[rule] = { ...overrides[rule], ...setting };
  }
  return { overrides, customRules: [], notTaken };
}

function whyNot(tool: Tool, check: string, equivalents: Equivalents): string {
  const { without } = peers[tool];
  if (Object.hasOwn(without, check)) return `no rule here stands for it: ${without[check]}`;
  const names = equivalents.allOf(tool);
  const near = nearest(
    check,
    names.filter((name) => name !== check),
  );
  return `no rule here stands for it${near === null ? '' : `; did you mean \`${near}\`?`}`;
}

/** Both, the later one where they differ. */
export function joined(first: Imported, ...others: readonly Imported[]): Imported {
  return others.reduce<Imported>(
    (all, one) => ({
      overrides: { ...all.overrides, ...one.overrides },
      customRules: [...all.customRules, ...one.customRules],
      notTaken: [...all.notTaken, ...one.notTaken],
    }),
    first,
  );
}

/** Only what could not be taken. */
export function notTaken(...sentences: readonly string[]): Imported {
  return { overrides: {}, customRules: [], notTaken: sentences };
}

/** The texts of a list, or of one text with commas. */
export function textsOf(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string')
    return value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => typeof one === 'string') : [];
}

/** An object within another; an empty one where there is none. */
export function objectIn(value: JsonValue | undefined, key: string): JsonObject {
  const found = isJsonObject(value) ? own(value, key) : undefined;
  return isJsonObject(found) ? found : {};
}

/** That keys of a file mean nothing here, but for those that are known. */
export function otherKeys(value: JsonObject, knownKeys: readonly string[], of: string): Imported {
  const others = Object.keys(value).filter((key) => !knownKeys.includes(key));
  return notTaken(...others.map((key) => `${of}${shown(key)}: there is nothing like it in a configuration`));
}

function shown(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
