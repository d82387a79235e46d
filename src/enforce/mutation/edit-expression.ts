import { tokens } from '../../core/json.ts';
import type { JsonValue } from '../../core/json.ts';
import type { Edit } from '../../core/rule.ts';
import { escaped, isThere, selectAll } from './field-path.ts';
import type { NamedExpressions } from './named-expressions.ts';

/** Where an edit stands: below the root, in elements of lists, and the fields below these. */
export interface EditPlace {
  /** Names of the lists, from the outside; each stands for its elements. */
  readonly lists: readonly (readonly string[])[];
  readonly fields: readonly string[];
}

/** The variables that hold the value and the path of what edits are rooted at. */
export const rootVariable = 'fixAt';
export const rootPathVariable = 'fixPath';

/** Container lists that are there when an object is made; debugging containers come later, and are not changed. */
const containerLists = ['containers', 'initContainers'];

/** The places that an edit's pointer stands for, or null for one that is no field of anything. */
export function placesOf(edit: Edit): readonly EditPlace[] | null {
  const found = tokens(pointerOf(edit));
  const all = found[0] === '{containers}' ? containerLists.map((name) => [name, ...found.slice(1)]) : [found];
  const places = all.map(placeOf);
  return places.every((place) => place !== null) ? places : null;
}

function placeOf(found: readonly string[]): EditPlace | null {
  const lists: (readonly string[])[] = [];
  let fields: string[] = [];
  for (const token of found) {
    if (token === '*') {
      lists.push(fields);
      fields = [];
    } else fields.push(token);
  }
  return fields.length === 0 || lists.length > 2 ? null : { lists, fields };
}

function pointerOf(edit: Edit): `/${string}` | '' {
  if ('set' in edit) return edit.set;
  if ('append' in edit) return edit.append;
  return 'rename' in edit ? edit.rename : edit.remove;
}

/** One element of each list on the way, in CEL: values from the outside, and the path to the innermost. */
export interface Way {
  readonly elements: readonly string[];
  readonly path: string;
}

const indexes = ['fixI', 'fixJ'];

/** The innermost element, or the root itself. */
export function innermost({ elements }: Way): string {
  return elements.at(-1) ?? `variables.${rootVariable}`;
}

/** The way to the elements of some lists, and how to go through all of them. */
export function wayTo(lists: EditPlace['lists']): Way {
  let value = `variables.${rootVariable}`;
  let path = `variables.${rootPathVariable}`;
  const elements: string[] = [];
  for (const [index, names] of lists.entries()) {
    const variable = indexes[index] ?? '';
    path = `${path} + ${JSON.stringify(`/${names.map(escaped).join('/')}/`)} + string(${variable})`;
    value = `${selectAll(value, names)}[${variable}]`;
    elements.push(value);
  }
  return { elements, path };
}

/** Where a patch is made: for which elements, and which of these. */
export interface Among {
  readonly lists: EditPlace['lists'];
  /** That the element has to do with what is broken. */
  readonly condition: string;
  /** What else must be so, or null. */
  readonly further: string | null;
}

/** A list of patches, one for each element for which the conditions hold. */
export function forEach(
  { lists, condition, further }: Among,
  patch: string,
  named: NamedExpressions,
): string {
  const [outer, inner] = lists;
  const both = further === null ? condition : `(${condition}) && ${further}`;
  if (outer === undefined) {
    const broken = named.name('fixBroken', condition);
    return `(${further === null ? broken : `${broken} && ${further}`} ? [${patch}] : [])`;
  }
  const root = `variables.${rootVariable}`;
  const range = (value: string, names: readonly string[]): string =>
    `(${isThere(value, names)} ? lists.range(size(${selectAll(value, names)})) : [])`;
  if (inner === undefined) {
    const found = named.name(
      `fix${upper(outer.at(-1) ?? '')}`,
      `${range(root, outer)}.filter(fixI, ${condition})`,
    );
    return `${found}${further === null ? '' : `.filter(fixI, ${further})`}.map(fixI, ${patch})`;
  }
  const element = `${selectAll(root, outer)}[fixI]`;
  const within = `${range(element, inner)}.filter(fixJ, ${both}).map(fixJ, ${patch})`;
  return `${range(root, outer)}.map(fixI, ${within}).flatten()`;
}

function upper(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1).replaceAll(/[^a-zA-Z0-9]/g, '')}`;
}

/** A patch of one operation at fields below the innermost element. */
export function patchAt(
  op: 'add' | 'remove',
  way: Way,
  { fields, value }: { readonly fields: readonly string[]; readonly value?: JsonValue },
): string {
  const path = `${way.path} + ${JSON.stringify(`/${fields.map(escaped).join('/')}`)}`;
  const given = value === undefined ? '' : `, value: ${celValue(value)}`;
  return `JSONPatch{op: ${JSON.stringify(op)}, path: ${path}${given}}`;
}

/** A JSON value as CEL of the same value; lists and maps may hold anything. */
export function celValue(value: JsonValue): string {
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(celElement).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, inner]) => `${JSON.stringify(key)}: ${celElement(inner)}`,
    );
    return `{${entries.join(', ')}}`;
  }
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

function celElement(value: JsonValue): string {
  return typeof value === 'string' ? JSON.stringify(value) : `dyn(${celValue(value)})`;
}
