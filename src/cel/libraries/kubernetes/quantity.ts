import type { FunctionDeclaration, Library, Overload } from '../../library.ts';
import { bool, double as doubleType, int, opaque, string } from '../../type.ts';
import { Opaque } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { double } from '../../value/double.ts';
import { whole } from '../../value/integer.ts';
import type { Whole } from '../../value/integer.ts';
import type { Value } from '../../value/value.ts';
import { traverseFirst } from '../standard/cost.ts';
import { global, member } from '../standard/overload.ts';
import { addAmounts, compareAmounts, floatOf, integerOf, signOf, subtractAmounts } from './amount.ts';
import type { Amount } from './amount.ts';
import { parseAmount, wholeAmount } from './parse-amount.ts';

/** The type of `quantity('1Gi')`. */
export const quantityType = opaque('kubernetes.Quantity');

/** A resource's quantity: `500m`, `1.5Gi`. */
export class Quantity extends Opaque {
  readonly type = { kind: 'opaque', name: 'kubernetes.Quantity' } as const;
  readonly amount: Amount;

  constructor(amount: Amount) {
    super();
    this.amount = amount;
  }

  /** Whether another value is a quantity of the same number, however written. */
  equals(other: Opaque): boolean {
    return other instanceof Quantity && compareAmounts(this.amount, other.amount) === 0;
  }
}

function parse(text: string): Value {
  return boxed(parseAmount(text));
}

function boxed(amount: Amount | CelError): Value {
  return amount instanceof CelError ? amount : new Quantity(amount);
}

const noInteger = new CelError('cannot convert value to integer');

function asInteger({ amount }: Quantity): Value {
  const value = integerOf(amount);
  return value === undefined ? noInteger : whole(value);
}

const compared = { params: [quantityType, quantityType] };

const comparisons: readonly FunctionDeclaration[] = [
  {
    name: 'isGreaterThan',
    overloads: [
      member('quantity_is_greater_than', {
        ...compared,
        result: bool,
        run: (a: Quantity, b: Quantity) => compareAmounts(a.amount, b.amount) > 0,
      }),
    ],
  },
  {
    name: 'isLessThan',
    overloads: [
      member('quantity_is_less_than', {
        ...compared,
        result: bool,
        run: (a: Quantity, b: Quantity) => compareAmounts(a.amount, b.amount) < 0,
      }),
    ],
  },
  {
    name: 'compareTo',
    overloads: [
      member('quantity_compare_to', {
        ...compared,
        result: int,
        run: (a: Quantity, b: Quantity) => compareAmounts(a.amount, b.amount),
      }),
    ],
  },
];

const conversions: readonly FunctionDeclaration[] = [
  {
    name: 'quantity',
    overloads: [
      global('string_to_quantity', {
        params: [string],
        result: quantityType,
        run: parse,
        cost: traverseFirst,
      }),
    ],
  },
  {
    name: 'isQuantity',
    overloads: [
      global('is_quantity_string', {
        params: [string],
        result: bool,
        run: (text: string) => !(parseAmount(text) instanceof CelError),
        cost: traverseFirst,
      }),
    ],
  },
  {
    name: 'sign',
    overloads: [
      global('quantity_sign', {
        params: [quantityType],
        result: int,
        run: ({ amount }: Quantity) => Number(signOf(amount)),
      }),
    ],
  },
  {
    name: 'isInteger',
    overloads: [
      member('quantity_is_integer', {
        params: [quantityType],
        result: bool,
        run: ({ amount }: Quantity) => integerOf(amount) !== undefined,
      }),
    ],
  },
  {
    name: 'asInteger',
    overloads: [member('quantity_get_int', { params: [quantityType], result: int, run: asInteger })],
  },
  {
    name: 'asApproximateFloat',
    overloads: [
      member('quantity_get_float', {
        params: [quantityType],
        result: doubleType,
        run: ({ amount }: Quantity) => double(floatOf(amount)),
      }),
    ],
  },
];

/** `q.add(r)` and `q.add(1)`: one function over quantities and ints. */
function arithmetic(name: string, run: (a: Amount, b: Amount) => Amount | CelError): readonly Overload[] {
  return [
    member(`quantity_${name}`, {
      ...compared,
      result: quantityType,
      run: (a: Quantity, b: Quantity) => boxed(run(a.amount, b.amount)),
    }),
    member(`quantity_${name}_int`, {
      params: [quantityType, int],
      result: quantityType,
      run: (a: Quantity, b: Whole) => boxed(run(a.amount, wholeAmount(b))),
    }),
  ];
}

/** Kubernetes' library of quantities: exact, as apimachinery computes with them. Since 1.28. */
export const quantity: Library = {
  name: 'kubernetes.quantity',
  functions: [
    ...conversions,
    ...comparisons,
    { name: 'add', overloads: arithmetic('add', addAmounts) },
    { name: 'sub', overloads: arithmetic('sub', subtractAmounts) },
  ],
};
