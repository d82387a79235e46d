import type { Library } from '../../library.ts';
import { dyn, opaque, string } from '../../type.ts';
import { CelError } from '../../value/cel-error.ts';
import type { CallContext } from '../../compile/call-context.ts';
import type { Value } from '../../value/value.ts';
import { member } from '../standard/overload.ts';
import { ask } from './ask.ts';
import { Context } from './context.ts';
import { withDoubles } from './with-doubles.ts';

const yamlType = opaque('yaml.Yaml');

// Reading YAML is a room of its own, which the engine does not know: whoever evaluates answers.
function parse(_yaml: Context, text: string, context: CallContext): Value {
  const answer = ask(context, {
    library: 'yaml.parse',
    args: [text],
    otherwise: 'there is no reader of YAML',
  });
  return answer instanceof CelError ? answer : withDoubles(answer.value);
}

/** Kyverno's library of YAML: `yaml.parse('a: 1')`. */
export const yaml: Library = {
  name: 'kyverno.yaml',
  functions: [
    {
      name: 'parse',
      overloads: [
        {
          ...member('parse_string_dyn', { params: [yamlType, string], result: dyn, run: parse }),
          contextual: true,
        },
      ],
    },
  ],
  constants: { yaml: { type: yamlType, value: new Context('yaml.Yaml') } },
};
