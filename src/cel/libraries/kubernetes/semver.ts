import type { FunctionDeclaration, Library } from '../../library.ts';
import { bool, int, opaque, string } from '../../type.ts';
import type { Type } from '../../type.ts';
import { Opaque } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { whole } from '../../value/integer.ts';
import type { Value } from '../../value/value.ts';
import { traverseFirst } from '../standard/cost.ts';
import { global, member } from '../standard/overload.ts';
import { compareVersions, parseVersion, parseVersionLoosely } from './parse-version.ts';
import type { Version } from './parse-version.ts';

/** The type of `semver('1.2.3')`. */
export const semverType = opaque('kubernetes.Semver');

/** A semantic version. */
export class Semver extends Opaque {
  readonly type = { kind: 'opaque', name: 'kubernetes.Semver' } as const;
  readonly version: Version;

  constructor(version: Version) {
    super();
    this.version = version;
  }

  /** Whether another value is a version that differs in build metadata at most. */
  equals(other: Opaque): boolean {
    return other instanceof Semver && compareVersions(this.version, other.version) === 0;
  }
}

function parse(text: string, loosely = false): Version | CelError {
  return loosely ? parseVersionLoosely(text) : parseVersion(text);
}

function toSemver(text: string, loosely?: boolean): Value {
  const version = parse(text, loosely);
  return version instanceof CelError ? version : new Semver(version);
}

function isSemver(text: string, loosely?: boolean): boolean {
  return !(parse(text, loosely) instanceof CelError);
}

/** A function of a text, and of a text and whether to read it loosely. */
function reading(name: string, ids: readonly [string, string], result: Type): FunctionDeclaration {
  const run = result === bool ? isSemver : toSemver;
  const [strict, loose] = ids;
  return {
    name,
    overloads: [
      global(strict, { params: [string], result, run, cost: traverseFirst }),
      global(loose, { params: [string, bool], result, run, cost: traverseFirst }),
    ],
  };
}

function number(name: string, index: 0 | 1 | 2): FunctionDeclaration {
  const run = ({ version }: Semver): Value => whole(BigInt.asIntN(64, version.numbers[index]));
  return { name, overloads: [member(`semver_${name}`, { params: [semverType], result: int, run })] };
}

function comparison(name: string, id: string, holds: (order: number) => boolean): FunctionDeclaration {
  const run = (a: Semver, b: Semver): boolean => holds(compareVersions(a.version, b.version));
  return { name, overloads: [member(id, { params: [semverType, semverType], result: bool, run })] };
}

/** Kubernetes' library of semantic versions. Since 1.33. */
export const semver: Library = {
  name: 'kubernetes.semver',
  functions: [
    reading('semver', ['string_to_semver', 'string_bool_to_semver'], semverType),
    reading('isSemver', ['is_semver_string', 'is_semver_string_bool'], bool),
    number('major', 0),
    number('minor', 1),
    number('patch', 2),
    comparison('isGreaterThan', 'semver_is_greater_than', (order) => order > 0),
    comparison('isLessThan', 'semver_is_less_than', (order) => order < 0),
    {
      name: 'compareTo',
      overloads: [
        member('semver_compare_to', {
          params: [semverType, semverType],
          result: int,
          run: (a: Semver, b: Semver) => compareVersions(a.version, b.version),
        }),
      ],
    },
  ],
};
