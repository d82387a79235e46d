import { child, isJsonObject, own, type JsonObject, type JsonPointer, type JsonValue } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import type { Control, Framework, Strength } from './framework.ts';

/** What is wrong with a framework file, and where in it. */
export interface FrameworkProblem {
  readonly pointer: JsonPointer;
  readonly message: string;
}

/** The rules of an id, a code or an alias; empty where there is none. */
export type FindRules = (name: string) => readonly string[];

/**
 * A framework of one's own, or everything that keeps it from being one. A control has either `rules`, with one
 * `strength`, or the `reason` why manifests cannot show it.
 */
export function parseFramework(
  value: JsonValue,
  findRules: FindRules,
): { readonly framework: Framework } | { readonly problems: readonly FrameworkProblem[] } {
  const problems: FrameworkProblem[] = [];
  const reader = new Reader(problems, findRules);
  const framework = reader.framework(value);
  return framework === null || problems.length > 0 ? { problems } : { framework };
}

const fields = ['apiVersion', 'kind', 'id', 'title', 'version', 'url', 'caution', 'controls'];
const controlFields = ['id', 'title', 'rules', 'strength', 'reason'];
const strengths: Readonly<Record<string, Strength>> = {
  direct: 'direct',
  partial: 'partial',
  weak: 'weak',
  full: 'direct',
  supporting: 'weak',
};

/** What a reader of an organization's own framework must know. */
export const ownCaution = 'The mapping is the organization’s own.';

/** Reads part by part and notes what is wrong, so that all of it is told at once. */
class Reader {
  readonly #problems: FrameworkProblem[];
  readonly #findRules: FindRules;

  constructor(problems: FrameworkProblem[], findRules: FindRules) {
    this.#problems = problems;
    this.#findRules = findRules;
  }

  framework(value: JsonValue): Framework | null {
    if (!isJsonObject(value)) return this.#refuse('', 'a framework must be an object');
    this.#known(value, '', fields);
    return {
      id: this.#id(value),
      title: this.#text(value, '', 'title') ?? '',
      version: this.#optional(value, '', 'version'),
      url: this.#optional(value, '', 'url'),
      aliases: [],
      caution: this.#optional(value, '', 'caution') ?? ownCaution,
      controls: this.#controls(value),
    };
  }

  #id(value: JsonObject): string {
    const id = this.#text(value, '', 'id') ?? '';
    if (id !== '' && !/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(id))
      this.#refuse('/id', '`id` must be small letters, digits and dashes, such as `acme-baseline`');
    return id;
  }

  #controls(value: JsonObject): readonly Control[] {
    const list = this.#list(value, '', 'controls');
    if (list?.length === 0) this.#refuse('/controls', '`controls` must not be empty');
    const controls = (list ?? []).flatMap((one, index) => this.#control(one, `/controls/${index}`) ?? []);
    const seen = new Set<string>();
    for (const { id } of controls) {
      if (seen.has(id) && id !== '') this.#refuse('/controls', `there are two controls \`${id}\``);
      seen.add(id);
    }
    return controls;
  }

  #control(value: JsonValue, at: JsonPointer): Control | null {
    if (!isJsonObject(value)) return this.#refuse(at, 'a control must be an object');
    this.#known(value, at, controlFields);
    const [id, title] = [this.#text(value, at, 'id'), this.#text(value, at, 'title')];
    const unassessable = this.#optional(value, at, 'reason');
    const rules = own(value, 'rules') === undefined ? null : this.#list(value, at, 'rules');
    if ((rules?.length ?? 0) > 0 === (unassessable !== null))
      this.#refuse(at, 'a control needs either `rules`, or the `reason` why it cannot be assessed here');
    const strength = this.#strength(value, at);
    const named = (rules ?? []).flatMap((name, index) => this.#rules(name, child(child(at, 'rules'), index)));
    const evidence = [...new Set(named)].map((rule) => ({ rule, strength, confidence: 'own' as const }));
    return { id: id ?? '', title: title ?? '', evidence, unassessable };
  }

  #strength(value: JsonObject, at: JsonPointer): Strength {
    const word = this.#optional(value, at, 'strength') ?? 'partial';
    if (Object.hasOwn(strengths, word)) return strengths[word] ?? 'partial';
    this.#refuse(child(at, 'strength'), '`strength` must be one of `direct`, `partial`, `weak`');
    return 'partial';
  }

  #rules(name: JsonValue, at: JsonPointer): readonly string[] {
    const found = typeof name === 'string' ? this.#findRules(name) : [];
    if (typeof name !== 'string') this.#refuse(at, 'a rule is named by its id or code, as text');
    else if (found.length === 0) this.#refuse(at, `there is no rule \`${name.slice(0, 80)}\``);
    return found;
  }

  #known(value: JsonObject, at: JsonPointer, names: readonly string[]): void {
    for (const key of Object.keys(value).filter((one) => !names.includes(one))) {
      const near = nearest(key, names);
      const meant = near === null ? '' : `; did you mean \`${near}\`?`;
      this.#refuse(child(at, key), `\`${key.slice(0, 80)}\` is not a field here${meant}`);
    }
  }

  #list(value: JsonObject, at: JsonPointer, key: string): readonly JsonValue[] | null {
    const list = own(value, key);
    if (Array.isArray(list)) return list;
    return this.#refuse(child(at, key), `\`${key}\` ${list === undefined ? 'is missing' : 'must be a list'}`);
  }

  #text(value: JsonObject, at: JsonPointer, key: string): string | null {
    if (own(value, key) !== undefined) return this.#optional(value, at, key);
    return this.#refuse(child(at, key), `\`${key}\` is missing`);
  }

  #optional(value: JsonObject, at: JsonPointer, key: string): string | null {
    const text = own(value, key);
    if (text === undefined) return null;
    if (typeof text === 'string' && text.trim() !== '') return text;
    const quotes = typeof text === 'number' || typeof text === 'boolean' ? ': put it in quotes' : '';
    return this.#refuse(child(at, key), `\`${key}\` must be text that is not empty${quotes}`);
  }

  #refuse(pointer: JsonPointer, message: string): null {
    this.#problems.push({ pointer, message });
    return null;
  }
}
