/** The engine by itself: CEL with the environments of Kubernetes' admission policies; it knows nothing of Writ. */
export { admit, type AdmittedPolicy, type AdmittedValidation } from './admission/admit.ts';
export type { FieldProblem } from './admission/admit-expression.ts';
export { formatProblem } from './admission/format-problem.ts';
export {
  expressionSizeLimit,
  matchConditionsLimit,
  messageSizeLimit,
  perBindingLimit,
  perCallLimit,
} from './admission/limits.ts';
export { check, type Checked } from './check/check.ts';
export { compile, type CompileOptions, type Program } from './compile/compile.ts';
export type { Answer, CallContext, External } from './compile/call-context.ts';
export { Frame, type FrameOptions } from './compile/frame.ts';
export { buildEnvironment, noTypes, type Ingredients } from './environment/build.ts';
export { withComposition, withTypes, withVariables, withoutVariables } from './environment/derive.ts';
export type { Constant, Demands, Environment, FieldType, TypeProvider } from './environment/environment.ts';
export { kubernetes, kubernetesMutation } from './environment/kubernetes.ts';
export { kyverno, kyvernoClassic, kyvernoMutating } from './environment/kyverno.ts';
export {
  authorizerOfRequest,
  requestResource,
  type AuthorizationDecision,
  type AuthorizationRequest,
  type AuthorizerPort,
} from './libraries/kubernetes/authorizer.ts';
export type { FunctionDeclaration, Library, Overload } from './library.ts';
export { mutants, type Mutant } from './mutate.ts';
export { macroProblems } from './parse/macro.ts';
export { parse, type Parsed } from './parse/parse.ts';
export { locator, within, type Locate, type Place } from './places/place.ts';
export { places } from './places/places.ts';
export { print } from './print.ts';
export type { Problem, Range } from './problem.ts';
export type * from './tree.ts';
export * from './type.ts';
export {
  Bytes,
  CelMap,
  Double,
  Duration,
  Opaque,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
} from './value/boxes.ts';
export { isConcatenated } from './value/concatenated.ts';
export { CelError, NotEvaluable } from './value/cel-error.ts';
export { equals } from './value/equality.ts';
export { formatValue } from './value/format.ts';
export { Message } from './value/message.ts';
export { isJsonMap } from './value/kind.ts';
export { LazyRecord } from './value/lazy-record.ts';
export { mostWritten, toJson, type Json } from './value/to-json.ts';
export { treeSize } from './value/tree-size.ts';
export { typeOf } from './value/type-value.ts';
export type { Value } from './value/value.ts';
