import { serviceAccountType } from '../libraries/kyverno/pure.ts';
import { dyn, list, string } from '../type.ts';
import type { Type } from '../type.ts';
import { admissionRequest, admissionTypes, mutationTypes } from './admission-types.ts';
import type { FieldType, TypeProvider } from './environment.ts';

/** The type of `exceptions`: what exceptions allow. */
export const exceptionsType: Type = { kind: 'object', name: 'libs.Exception' };

function always(type: Type): FieldType {
  return { type, optional: false };
}

/** The types that Kyverno declares beside those of the API server. */
const ownTypes: ReadonlyMap<string, Readonly<Record<string, FieldType>>> = new Map<
  string,
  Readonly<Record<string, FieldType>>
>([
  ['libs.Exception', { allowedImages: always(list(string)), allowedValues: always(list(string)) }],
  [nameOf(serviceAccountType), { Name: always(string), Namespace: always(string) }],
  [
    nameOf(admissionRequest),
    { object: { type: dyn, optional: true }, oldObject: { type: dyn, optional: true } },
  ],
]);

function nameOf(type: Type): string {
  return type.kind === 'object' ? type.name : '';
}

function withOwn(others: TypeProvider): TypeProvider {
  return {
    field(type, field) {
      const own = ownTypes.get(type);
      return own !== undefined && Object.hasOwn(own, field) ? own[field] : others.field(type, field);
    },
    fields: (type) => [...Object.keys(ownTypes.get(type) ?? {}), ...others.fields(type)],
    has: (type) => ownTypes.has(type) || others.has(type),
    makes: (type) => others.makes?.(type) === true,
  };
}

/** The types of Kyverno's validating policies. */
export const kyvernoTypes: TypeProvider = withOwn(admissionTypes);

/** The types of Kyverno's mutating policies, `Object` and `JSONPatch` among them. */
export const kyvernoMutationTypes: TypeProvider = withOwn(mutationTypes);
