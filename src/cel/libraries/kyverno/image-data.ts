import type { Library } from '../../library.ts';
import { dyn, opaque, string } from '../../type.ts';
import { CelError } from '../../value/cel-error.ts';
import { formatValue } from '../../value/format.ts';
import { ask } from './ask.ts';
import { Context, method } from './context.ts';
import type { MethodSignature } from './context.ts';
import { withDoubles } from './with-doubles.ts';

const contextType = opaque('imagedata.Context');

const getMetadata: MethodSignature['run'] = (args, context) => {
  const otherwise = 'only a registry knows its images';
  const answer = ask(context, { library: 'image.GetMetadata', args, otherwise });
  if (answer instanceof CelError) return answer;
  return answer.value === null
    ? new CelError(
        `failed to get image data: image data for ${formatValue(args[0] ?? null)} not found in the context`,
      )
    : withDoubles(answer.value);
};

/** Kyverno's library of what registries know of images. */
export const imageData: Library = {
  name: 'kyverno.imagedata',
  functions: method('GetMetadata', contextType, [
    { id: 'imagedata_get_string', params: [string], result: dyn, run: getMetadata },
  ]),
  constants: { image: { type: contextType, value: new Context('imagedata.Context') } },
};
