/** What a text holds: JSON, with whole numbers beyond ±(2^53−1) as `bigint`. */
export type YamlValue = string | number | bigint | boolean | null | readonly YamlValue[] | YamlMap;

/** A mapping; own properties only, `__proto__` a key like any other. */
export interface YamlMap {
  readonly [key: string]: YamlValue;
}
