/** The public API: rules are data, doors are functions. */
export { bind, unanswered, type BindOptions } from './ask/bind.ts';
export { createJudge, type Judge, type JudgeOptions } from './check/judge.ts';
export { offlineFacts } from './check/offline-facts.ts';
export { requestOf, type Kinds } from './check/request-of.ts';
export type { Verdict } from './check/verdict.ts';
export { WritError, explain, type ErrorCode, type Where } from './core/errors.ts';
export type { Finding, Result } from './core/finding.ts';
export type { JsonObject, JsonPointer, JsonValue } from './core/json.ts';
export type {
  Binding,
  Facts,
  Lookup,
  Outcome,
  Policy,
  PolicySet,
  Related,
  Release,
  Request,
  Scope,
  Violation,
} from './core/policy.ts';
export type { Resource } from './core/resource.ts';
export type { Answers, Edit, Example, Question, Remedy, Risk, Rule } from './core/rule.ts';
export type { Severity } from './core/severity.ts';
export { vap } from './dialects/vap/vap.ts';
export { applyPatch } from './fix/apply-patch.ts';
export { planFix, type Repair } from './fix/plan-fix.ts';
export type { Bench, Breach } from './prove/law.ts';
export { prove } from './prove/prove.ts';
export { factsAmong } from './related/facts-among.ts';
export { createResourceIndex, type ResourceIndex } from './related/resource-index.ts';
export { rules } from './rules/index.ts';
export { profiles, type Profile, type ProfileName } from './rules/profiles.ts';
