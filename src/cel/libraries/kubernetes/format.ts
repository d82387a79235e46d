import type { FunctionDeclaration, Library } from '../../library.ts';
import { list, opaque, optional, string } from '../../type.ts';
import { Opaque, Optional } from '../../value/boxes.ts';
import { costSize } from '../../value/size.ts';
import type { Value } from '../../value/value.ts';
import { none } from '../optional.ts';
import { global, member } from '../standard/overload.ts';
import { byte, date, datetime, uri, uuid } from './data-format.ts';
import {
  asPrefix,
  dns1035Label,
  dns1123Label,
  dns1123Subdomain,
  labelValue,
  qualifiedName,
} from './name-format.ts';
import type { Validate } from './name-format.ts';

/** The type of `format.dns1123Label()`. */
export const formatType = opaque('kubernetes.NamedFormat');

/** A format that texts may have. */
export class NamedFormat extends Opaque {
  readonly type = { kind: 'opaque', name: 'kubernetes.NamedFormat' } as const;
  readonly name: string;
  readonly validate: Validate;
  /** How long a regular expression the API server takes it for when it counts costs. */
  readonly size: number;

  constructor(name: string, validate: Validate, size: number) {
    super();
    this.name = name;
    this.validate = validate;
    this.size = size;
  }

  /** Whether another value is the format of the same name. */
  equals(other: Opaque): boolean {
    return other instanceof NamedFormat && other.name === this.name;
  }
}

const formats: ReadonlyMap<string, NamedFormat> = new Map(
  (
    [
      ['dns1123Label', dns1123Label, 30],
      ['dns1123Subdomain', dns1123Subdomain, 60],
      ['dns1035Label', dns1035Label, 30],
      ['qualifiedName', qualifiedName, 60],
      ['dns1123LabelPrefix', asPrefix(dns1123Label), 30],
      ['dns1123SubdomainPrefix', asPrefix(dns1123Subdomain), 60],
      ['dns1035LabelPrefix', asPrefix(dns1035Label), 30],
      ['labelValue', labelValue, 40],
      ['uri', uri, 1103],
      ['uuid', uuid, 70],
      ['byte', byte, 84],
      ['date', date, 71],
      ['datetime', datetime, 71],
    ] as const
  ).map(([name, validate, size]) => [name, new NamedFormat(name, validate, size)]),
);

function named(name: string): Value {
  const format = formats.get(name);
  return format === undefined ? none : new Optional(format);
}

function validate(format: NamedFormat, text: string): Value {
  const problems = format.validate(text);
  return problems.length === 0 ? none : new Optional(problems);
}

function validateCost([format, text = '']: readonly Value[]): number {
  const size = format instanceof NamedFormat ? format.size : 0;
  return Math.ceil((1 + costSize(text)) * 0.1) * Math.ceil(size * 0.25);
}

const constants: readonly FunctionDeclaration[] = Array.from(formats, ([name, format]) => ({
  name: `format.${name}`,
  overloads: [global(`format.${name}`, { params: [], result: formatType, run: () => format })],
}));

/** Kubernetes' library of formats. Since 1.31. */
export const format: Library = {
  name: 'kubernetes.format',
  functions: [
    ...constants,
    {
      name: 'format.named',
      overloads: [global('format-named', { params: [string], result: optional(formatType), run: named })],
    },
    {
      name: 'validate',
      overloads: [
        member('format-validate', {
          params: [formatType, string],
          result: optional(list(string)),
          run: validate,
          cost: validateCost,
        }),
      ],
    },
  ],
};
