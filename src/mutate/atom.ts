import { itemsOf, type FieldSchema } from '../schema/field-schema.ts';
import type { Schema } from '../schema/schema.ts';

/** Where a value stands in a schema. */
export interface At {
  readonly schema: Schema;
  readonly field: FieldSchema;
  /** An object around it keeps fields that are not listed. */
  readonly open: boolean;
}

/** What a value may be, each shape that the schema allows: structured-merge-diff's atom. */
export interface Atom {
  readonly scalar: 'numeric' | 'string' | 'boolean' | 'untyped' | null;
  readonly list: ListAtom | null;
  readonly map: MapAtom | null;
}

export interface ListAtom {
  /** Replaced as a whole; otherwise merged by what identifies an element. */
  readonly atomic: boolean;
  /** The fields that identify an element, in order; none in a set, where it identifies itself. */
  readonly keys: readonly string[];
  readonly element: At;
}

export interface MapAtom {
  readonly atomic: boolean;
  /** A field that the schema lists. */
  field(name: string): At | undefined;
  /** What all other keys hold; null where there may be none. */
  readonly other: At | null;
}

const any: FieldSchema = { type: 'any' };

interface Known {
  open?: Atom;
  closed?: Atom;
}

// Schemas intern their fields, so that each is looked at once.
const known = new WeakMap<Schema, Map<FieldSchema, Known>>();

/** The shapes that a schema allows at a place. A list is atomic unless it says otherwise, a map is not. */
export function atomOf(at: At): Atom {
  const bySchema = known.get(at.schema) ?? new Map<FieldSchema, Known>();
  known.set(at.schema, bySchema);
  const atoms = bySchema.get(at.field) ?? {};
  bySchema.set(at.field, atoms);
  const how = at.open ? 'open' : 'closed';
  return (atoms[how] ??= makeAtom(at));
}

function makeAtom(at: At): Atom {
  const { field } = at;
  switch (field.type) {
    case 'object':
    case 'map':
      return { scalar: null, list: null, map: field.type === 'map' ? mapAtom(at) : objectAtom(at) };
    case 'list':
      return { scalar: null, list: listAtom(at), map: null };
    case 'integer':
    case 'number':
      return scalarAtom('numeric');
    case 'string':
    case 'boolean':
      return scalarAtom(field.type);
    case 'quantity':
      return scalarAtom('untyped');
    default:
      return anyAtom(at);
  }
}

/** The shape among an atom's that a value has; all of them where it has none of these. */
export function narrow(atom: Atom, shape: 'scalar' | 'list' | 'map' | null): Atom {
  const isOne =
    (atom.scalar === null ? 0 : 1) + (atom.list === null ? 0 : 1) + (atom.map === null ? 0 : 1) === 1;
  if (isOne || shape === null || atom[shape] === null) return atom;
  return { scalar: null, list: null, map: null, [shape]: atom[shape] };
}

function scalarAtom(scalar: NonNullable<Atom['scalar']>): Atom {
  return { scalar, list: null, map: null };
}

// Values without a schema are deduced: maps merge, lists do not.
function anyAtom(at: At): Atom {
  const inner: At = { schema: at.schema, field: any, open: true };
  return {
    scalar: 'untyped',
    list: { atomic: true, keys: [], element: inner },
    map: { atomic: false, field: () => undefined, other: inner },
  };
}

function listAtom({ schema, field, open }: At): ListAtom {
  const atomic = field.listType === undefined || field.listType === 'atomic';
  return { atomic, keys: field.keys?.toSorted() ?? [], element: { schema, field: itemsOf(field), open } };
}

function mapAtom({ schema, field, open }: At): MapAtom {
  const other = { schema, field: itemsOf(field), open };
  return { atomic: field.mapType === 'atomic', field: () => undefined, other };
}

function objectAtom({ schema, field, open }: At): MapAtom {
  const type = field.object === undefined ? undefined : schema.type(field.object);
  const isOpen = open || type === undefined || type.open;
  const isFree = isOpen || type.fields.size === 0;
  const places = new Map<string, At>();
  return {
    atomic: type?.atomic === true || field.mapType === 'atomic',
    field(name) {
      const found = type?.fields.get(name);
      if (found === undefined) return undefined;
      const place = places.get(name) ?? { schema, field: found, open: isOpen };
      places.set(name, place);
      return place;
    },
    other: isFree ? { schema, field: any, open: true } : null,
  };
}
