import { bindings } from '../libraries/extensions/bindings.ts';
import { encoders } from '../libraries/extensions/encoders.ts';
import { math } from '../libraries/extensions/math.ts';
import { regex } from '../libraries/extensions/regex.ts';
import { cached, http, imageData, others, resource } from '../libraries/kyverno/external.ts';
import { image } from '../libraries/kyverno/image.ts';
import { json } from '../libraries/kyverno/json.ts';
import { hash, rounding, serviceAccountType, time, transform, user } from '../libraries/kyverno/pure.ts';
import { optional } from '../libraries/optional.ts';
import { member } from '../libraries/standard/overload.ts';
import type { Library } from '../library.ts';
import { dyn, list, string } from '../type.ts';
import type { Type } from '../type.ts';
import { Optional } from '../value/boxes.ts';
import type { Value } from '../value/value.ts';
import { admissionNamespace, admissionRequest, admissionTypes } from './admission-types.ts';
import { buildEnvironment } from './build.ts';
import type { Environment, FieldType, TypeProvider } from './environment.ts';
import { admissionDemands, librariesOf } from './kubernetes.ts';

const version = '1.19';

const exceptionsType: Type = { kind: 'object', name: 'libs.Exception' };

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

const types: TypeProvider = {
  field(type, field) {
    const own = ownTypes.get(type);
    return own !== undefined && Object.hasOwn(own, field) ? own[field] : admissionTypes.field(type, field);
  },
  fields: (type) => [...Object.keys(ownTypes.get(type) ?? {}), ...admissionTypes.fields(type)],
  has: (type) => ownTypes.has(type) || admissionTypes.has(type),
};

/** Optionals as Kyverno has them: `orValue` takes what is no optional for a value that is there. */
const lenientOptional: Library = {
  ...optional,
  functions: optional.functions.map((declared) =>
    declared.name === 'orValue'
      ? {
          name: 'orValue',
          overloads: [member('__orValueCompat___dyn_dyn', { params: [dyn, dyn], result: dyn, run: orValue })],
        }
      : declared,
  ),
};

function orValue(value: Value, otherwise: Value): Value {
  if (!(value instanceof Optional)) return value;
  return value.value ?? otherwise;
}

/** Kyverno builds upon what an API server of its libraries' version knows, the newest libraries included. */
const newestMinor = 37;

/** An API server's libraries that Kyverno declares nothing for. */
const unused: ReadonlySet<string> = new Set(['optional', 'kubernetes.authz', 'kubernetes.authzSelectors']);

function libraries(): readonly Library[] {
  return [
    ...librariesOf(newestMinor).filter(({ name }) => !unused.has(name)),
    lenientOptional,
    bindings,
    encoders,
    math(),
    regex,
    rounding,
    image,
    json,
    hash,
    user,
    transform,
    time,
    resource,
    http,
    cached,
    imageData,
    others,
  ];
}

let environment: Environment | undefined;

/** What an expression of a ValidatingPolicy of Kyverno 1.19 may use. */
export function kyverno(): Environment {
  environment ??= buildEnvironment({
    name: `kyverno ${version}`,
    libraries,
    variables: new Map<string, Type>([
      ['object', dyn],
      ['oldObject', dyn],
      ['request', admissionRequest],
      ['namespaceObject', admissionNamespace],
      ['variables', dyn],
      ['exceptions', exceptionsType],
    ]),
    types,
    demands: admissionDemands,
  });
  return environment;
}
