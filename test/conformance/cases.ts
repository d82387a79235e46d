import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';
import type { TypeJson } from './types.ts';
import type { ValueJson } from './values.ts';

/** A test of the CEL specification, as its protobuf message reads in JSON; what is absent is the default. */
export interface Test {
  readonly name: string;
  readonly expr: string;
  readonly container?: string;
  readonly typeEnv?: readonly Declaration[];
  readonly bindings?: Readonly<Record<string, { readonly value: ValueJson }>>;
  readonly disableCheck?: boolean;
  readonly checkOnly?: boolean;
  /** Without any expectation an expression must be true. */
  readonly value?: ValueJson;
  readonly evalError?: unknown;
  readonly typedResult?: { readonly result?: ValueJson; readonly deducedType?: TypeJson };
}

/** A name that a test declares: a variable's type, or a function's overloads. */
export interface Declaration {
  readonly name: string;
  readonly ident?: { readonly type: TypeJson };
  readonly function?: {
    readonly overloads: readonly {
      readonly overloadId: string;
      readonly params: readonly TypeJson[];
      readonly resultType: TypeJson;
    }[];
  };
}

/** A test with where it stands: `strings/char_at/empty`. */
export interface Case {
  readonly file: string;
  readonly path: string;
  readonly test: Test;
  /** Builds, is given or gives a protobuf message, which the engine does not have. */
  readonly needsMessages: boolean;
}

interface Suite {
  readonly name: string;
  readonly suites?: readonly Suite[];
  readonly tests?: readonly { readonly original: unknown }[];
}

/** Every test of the CEL specification, in its order. */
export function readCases(): readonly Case[] {
  const files = (tests as Suite).suites ?? [];
  return files.flatMap((file) => casesOf(file, file.name, file.name));
}

function casesOf(suite: Suite, file: string, path: string): readonly Case[] {
  const own = (suite.tests ?? []).map((entry) => {
    const test = entry.original as Test;
    return { file, path: `${path}/${test.name}`, test, needsMessages: needsMessages(test) };
  });
  const inner = (suite.suites ?? []).flatMap((each) => casesOf(each, file, `${path}/${each.name}`));
  return [...own, ...inner];
}

const known = String.raw`google\.protobuf\.(?:Timestamp|Duration)`;
const inContainer = /^(?:cel\.expr|google\.protobuf)/;
const inExpression = new RegExp(String.raw`TestAllTypes|cel\.expr|google\.protobuf\.(?!Timestamp|Duration)`);
const inValue = new RegExp(String.raw`"@type":"type\.googleapis\.com/(?!${known}")`);
const inDeclaration = new RegExp(`"messageType":"(?!${known}")`);

/** Where nothing is evaluated, a message may be declared: the types of its fields are enough. */
function needsMessages(test: Test): boolean {
  const { container = '', expr, typeEnv, bindings, value } = test;
  if (inContainer.test(container) || inExpression.test(expr)) return true;
  if (inValue.test(JSON.stringify([bindings, value]))) return true;
  return test.checkOnly !== true && inDeclaration.test(JSON.stringify(typeEnv ?? null));
}
