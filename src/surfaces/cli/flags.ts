import { InvalidArgumentError, Option } from 'commander';
import type { Parameter, Parameters } from '../../operations/operation.ts';

/** The commander options of an operation's parameters, in order. */
export function flagsOf(parameters: Parameters): readonly Option[] {
  return Object.entries(parameters).map(([name, parameter]) => flag(name, parameter));
}

/** The operation's input from parsed options: every parameter under its name, absent ones as null, false or empty. */
export function inputOf(
  parameters: Parameters,
  options: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, read(name, parameter, options)]),
  );
}

/** `failOn` as `--fail-on`. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function flag(name: string, parameter: Parameter): Option {
  if (parameter.type === 'flag') return new Option(`--${kebab(name)}`, parameter.description);
  const option = new Option(`--${kebab(name)} <${parameter.value}>`, parameter.description);
  if (parameter.type === 'list') return option.argParser(collect(parameter.choices));
  if (parameter.type === 'choice') option.choices([...parameter.choices]);
  if (parameter.type === 'number') option.argParser(toNumber(parameter));
  return 'default' in parameter ? option.default(parameter.default) : option;
}

function read(name: string, parameter: Parameter, options: Readonly<Record<string, unknown>>): unknown {
  // Commander reads `--no-fold` as `fold: false`.
  const negated = /^no([A-Z])(.*)$/.exec(name);
  if (parameter.type === 'flag' && negated !== null) {
    return options[`${(negated[1] ?? '').toLowerCase()}${negated[2] ?? ''}`] === false;
  }
  const value = options[name];
  if (parameter.type === 'flag') return value === true;
  if (parameter.type === 'list') return value ?? [];
  return value ?? null;
}

/** Options repeat, or hold comma-separated names; none is variadic, so paths are never eaten. */
function collect(choices: readonly string[] | undefined) {
  return (value: string, previous: readonly string[] | undefined): readonly string[] => {
    const items = value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    // An empty variable of a script would otherwise mean all of them.
    if (items.length === 0) throw new InvalidArgumentError('It is empty.');
    const wrong = items.find((item) => choices?.includes(item) === false);
    if (wrong !== undefined) throw new InvalidArgumentError(`Allowed choices are ${choices?.join(', ')}.`);
    return [...(previous ?? []), ...items];
  };
}

function toNumber({ whole, most = Infinity }: Parameter & { readonly type: 'number' }) {
  return (value: string): number => {
    const number = Number(value);
    const isTaken = value.trim() !== '' && number > 0 && number <= most && Number.isFinite(number);
    if (isTaken && (!whole || Number.isInteger(number))) return number;
    const upTo = most === Infinity ? '' : `, at most ${most}`;
    throw new InvalidArgumentError(`It takes a ${whole ? 'whole ' : ''}number above 0${upTo}.`);
  };
}
