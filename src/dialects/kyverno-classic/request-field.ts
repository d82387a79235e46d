import { atom, call, literal, relation } from './cel-text.ts';
import { sure, wholeObject, type Place } from './place.ts';
import { Refusal } from './refusal.ts';
import { fromPlace, single, type Term } from './term.ts';

/** What the API server asks. */
export const requestPlace: Place = sure(atom('request'), 'map', 'request');

/** The object before the change, which is null when it is created. */
const oldObject: Place = {
  ...sure(atom('oldObject'), 'map'),
  maybe: call('optional.ofNonZeroValue', atom('oldObject')),
};

const requestFields: Readonly<Record<string, () => Term>> = {
  object: () => fromPlace(wholeObject),
  oldObject: () => fromPlace(oldObject),
  operation: () => single(atom('request.operation'), 'name'),
  namespace: () => single(atom('request.namespace'), 'name'),
  name: () => single(atom('request.name'), 'name'),
  userInfo: () => fromPlace(sure(atom('request.userInfo'), 'map', 'userInfo')),
  kind: () => fromPlace(sure(atom('request.kind'), 'map', 'kind')),
  requestKind: () => fromPlace(sure(atom('request.requestKind'), 'map', 'requestKind')),
  resource: () => fromPlace(sure(atom('request.resource'), 'map', 'resource')),
  dryRun: () => single(relation(atom('request.dryRun'), '==', literal(true)), 'boolean'),
};

/** A field of what the API server asks; null for a field of anything else. */
export function requestField(place: Place | null, name: string): Term | null {
  const of = place?.there.text;
  if (of === 'request.userInfo') return userField(name);
  if (of === 'request.kind') return single(atom(`request.kind.${name}`), 'name');
  if (of !== 'request') return null;
  const field = Object.hasOwn(requestFields, name) ? requestFields[name] : undefined;
  if (field === undefined)
    throw new Refusal(`{{ request.${name} }}`, 'an API server does not tell it to CEL');
  return field();
}

function userField(name: string): Term {
  if (name === 'username' || name === 'uid') return single(atom(`request.userInfo.${name}`), 'text');
  if (name === 'groups') return single(atom('request.userInfo.groups'), 'texts');
  throw new Refusal(`{{ request.userInfo.${name} }}`, 'its keys differ from those that CEL sees');
}
