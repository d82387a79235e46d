import type { FunctionDeclaration, Library } from '../../library.ts';
import { bool, opaque, string } from '../../type.ts';
import { Opaque } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import type { Value } from '../../value/value.ts';
import { global, member } from '../standard/overload.ts';
import { parseImage } from './parse-image.ts';
import type { ImageReference } from './parse-image.ts';

/** The type of `parseImageReference('nginx')`. */
export const imageType = opaque('kyverno.image');

/** A reference to an image. */
export class Image extends Opaque {
  readonly type = { kind: 'opaque', name: 'kyverno.image' } as const;
  readonly reference: ImageReference;

  constructor(reference: ImageReference) {
    super();
    this.reference = reference;
  }

  /** Whether another value is the same reference, written in the same way. */
  equals(other: Opaque): boolean {
    return other instanceof Image && other.reference.text === this.reference.text;
  }
}

function toImage(text: string): Value {
  const reference = parseImage(text);
  return reference instanceof CelError ? reference : new Image(reference);
}

function identifier({ tag, digest }: ImageReference): string {
  if (digest === '') return tag;
  return tag === '' ? digest : `${tag}@${digest}`;
}

function part(name: string, id: string, of: (reference: ImageReference) => string): FunctionDeclaration {
  const run = ({ reference }: Image): string => of(reference);
  return { name, overloads: [member(id, { params: [imageType], result: string, run })] };
}

/** Kyverno's library of references to images. */
export const image: Library = {
  name: 'kyverno.image',
  functions: [
    {
      name: 'image',
      overloads: [
        global('string_to_image_deprecated', { params: [string], result: imageType, run: toImage }),
      ],
    },
    {
      name: 'parseImageReference',
      overloads: [global('string_to_image', { params: [string], result: imageType, run: toImage })],
    },
    {
      name: 'isImage',
      overloads: [
        global('is_image_string', {
          params: [string],
          result: bool,
          run: (text: string) => !(parseImage(text) instanceof CelError),
        }),
      ],
    },
    {
      name: 'containsDigest',
      overloads: [
        member('image_contains_digest', {
          params: [imageType],
          result: bool,
          run: ({ reference }: Image) => reference.digest !== '',
        }),
      ],
    },
    part('registry', 'image_registry', ({ registry }) => registry),
    part('repository', 'image_repository', ({ repository }) => repository),
    part('identifier', 'image_identifier', identifier),
    part('identifierWithSeparator', 'image_identifier_with_separator', ({ tag, digest }) =>
      digest === '' ? `:${tag}` : `@${digest}`,
    ),
    part('tag', 'image_tag', ({ tag }) => tag),
    part('digest', 'image_digest', ({ digest }) => digest),
  ],
};
