import type { Library } from '../../library.ts';
import { string } from '../../type.ts';
import { traverseFirst } from '../standard/cost.ts';
import { global } from '../standard/overload.ts';

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Kubernetes' library for paths of JSON patches (RFC 6901); only mutating policies have it. */
export const jsonpatch: Library = {
  name: 'kubernetes.jsonpatch',
  functions: [
    {
      name: 'jsonpatch.escapeKey',
      overloads: [
        global('string_jsonpatch_escapeKey_string', {
          params: [string],
          result: string,
          run: escapeKey,
          cost: traverseFirst,
        }),
      ],
    },
  ],
};
