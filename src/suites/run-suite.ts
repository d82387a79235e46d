import { createSetJudge } from '../check/set-judge.ts';
import type { SetJudgeOptions } from '../check/set-judge-options.ts';
import type { Kinds } from '../check/request-of.ts';
import type { SetJudge } from '../check/set-verdict.ts';
import { readPolicyId } from '../core/policy-id.ts';
import type { Location } from '../core/location.ts';
import type { Facts, Operation, Policy, PolicySet } from '../core/policy.ts';
import { nameOf, type Resource } from '../core/resource.ts';
import { readPolicies, type PoliciesRead, type PolicyVersions } from '../dialects/read-policies.ts';
import type { Schema } from '../schema/schema.ts';
import { withCrd } from '../schema/with-crd.ts';
import type { Case, SuiteProblem } from './case.ts';
import { caseOf } from './case-of.ts';
import { choose, type Chosen } from './choose.ts';
import type { Judged } from './judged.ts';
import type { Loaded, Suite } from './load-suite.ts';
import { identityOf, prepareResource } from './prepare-resource.ts';
import { suiteFacts } from './suite-facts.ts';
import { suiteKinds } from './suite-kinds.ts';
import { operationOf, payloadRequest, suiteRequest } from './suite-request.ts';
import { policyNameOf } from './row-names.ts';
import type { Row } from './test-file.ts';
import { operationAmong, valuesFor, withValues } from './with-values.ts';

/** What a suite is run with. */
export interface SuiteOptions {
  readonly versions: PolicyVersions;
  readonly kinds: Kinds;
  /** The fields of kinds, which policies that change objects follow. */
  readonly schema: Schema;
  /** Nanoseconds since the epoch. */
  readonly now: bigint;
}

/** What came of a suite. */
export interface SuiteResult {
  readonly cases: readonly Case[];
  readonly problems: readonly SuiteProblem[];
}

/** Runs a suite: every policy on every object, once for each operation, and every expectation compared. */
export function runSuite(suite: Suite, options: SuiteOptions): SuiteResult {
  const loaded = [...suite.policies, ...suite.exceptions];
  const read = readPolicies(
    loaded.map(({ object }) => object),
    options.versions,
  );
  const running = new Running(suite, read, options);
  const rows = suite.test.results ?? [];
  return {
    cases: rows.flatMap((row) => running.cases(row)),
    problems: read.problems.map((problem) => placed(problem, loaded)),
  };
}

/** A suite under way: what was judged is kept for the next row. */
class Running {
  readonly #suite: Suite;
  readonly #read: PoliciesRead;
  readonly #kinds: Kinds;
  readonly #facts: Facts;
  readonly #judging: SetJudgeOptions;
  readonly #judge: SetJudge;
  readonly #resources: readonly Resource[];
  readonly #judged = new Map<Operation, readonly Judged[]>();
  #targets: readonly Judged[] | null = null;

  constructor(suite: Suite, read: PoliciesRead, { kinds, schema, now }: SuiteOptions) {
    this.#suite = suite;
    this.#read = read;
    this.#kinds = suiteKinds(kinds, suite.world.crds);
    this.#facts = suiteFacts(suite, now);
    this.#judging = { users: 'ignored', schema: suite.world.crds.reduce(withCrd, schema) };
    this.#judge = createSetJudge(read, this.#judging);
    this.#resources = unique(suite.resources.map((resource) => prepareResource(resource, this.#kinds)));
  }

  cases(row: Row): readonly Case[] {
    const operation = row.operation ?? operationOf(this.#suite);
    const chosen = choose(row, [...this.#judgedTargets(), ...this.#judgedBy(operation)]);
    const cases = chosen.map((one) =>
      caseOf({ row, chosen: this.#asValued(row, one, operation), suite: this.#suite, read: this.#read }),
    );
    return namesAny(row) ? oncePerName(cases) : heard(cases);
  }

  /** The same, where the values file says something else of the object for the row's policy, which is for classic ones. */
  #asValued(row: Row, chosen: Chosen, operation: Operation): Chosen {
    if (!('judged' in chosen) || chosen.judged.resource === null || !this.#isClassic(row)) return chosen;
    const { resource, name } = chosen.judged;
    const values = valuesFor(row, name, this.#suite);
    if (values === null) return chosen;
    const asked = row.operation ?? operationAmong(values) ?? operation;
    const request = withValues(suiteRequest(resource, asked, this.#suite, this.#kinds), values);
    return { judged: { resource, name, judgement: this.#judge.judge(request, this.#facts) } };
  }

  #isClassic(row: Row): boolean {
    return this.#read.policies.some(({ id }) => {
      const { kind, name } = readPolicyId(id);
      return name === policyNameOf(row) && (kind === 'ClusterPolicy' || kind === 'Policy');
    });
  }

  #judgedBy(operation: Operation): readonly Judged[] {
    const known = this.#judged.get(operation);
    if (known !== undefined) return known;
    const judged = [
      ...this.#resources.map((resource) => {
        const request = suiteRequest(resource, operation, this.#suite, this.#kinds);
        return { resource, name: nameOf(resource), judgement: this.#judge.judge(request, this.#facts) };
      }),
      ...this.#judgedPayloads(),
    ];
    this.#judged.set(operation, judged);
    return judged;
  }

  #judgedPayloads(): readonly Judged[] {
    if (this.#suite.payloads.length === 0) return [];
    const judge = createSetJudge(
      only(this.#read, ({ judges }) => judges === 'json'),
      this.#judging,
    );
    return this.#suite.payloads.map(({ name, value }) => ({
      resource: null,
      name,
      judgement: judge.judge(payloadRequest(value), this.#facts),
    }));
  }

  /** What policies that change existing objects make of those. */
  #judgedTargets(): readonly Judged[] {
    this.#targets ??= this.#judgeTargets();
    return this.#targets;
  }

  #judgeTargets(): readonly Judged[] {
    if (this.#suite.targets.length === 0) return [];
    const onlyTargets = { ...this.#read, policies: this.#read.policies.flatMap(onTargets) };
    const judge = createSetJudge(onlyTargets, this.#judging);
    const targets = this.#suite.targets.map((target) => prepareResource(target, this.#kinds));
    return targets.flatMap((resource) => {
      const request = suiteRequest(resource, 'CREATE', this.#suite, this.#kinds);
      const judgement = judge.judge(request, this.#facts);
      // Only what is changed becomes a row of its own.
      const changed = judgement.verdicts.filter(({ outcome }) => outcome.result === 'pass');
      return changed.length === 0
        ? []
        : [{ resource, name: nameOf(resource), judgement: { ...judgement, verdicts: changed } }];
    });
  }
}

function namesAny({ resources, resourceSpecs }: Row): boolean {
  return (resources ?? []).length + (resourceSpecs ?? []).length > 0;
}

/** Of several objects of one name, those that the policy does not concern are not meant. */
function oncePerName(cases: readonly Case[]): readonly Case[] {
  const heardOf = new Set(cases.filter(({ reason }) => reason !== 'excluded').map(nameIn));
  return cases.filter((one) => one.reason !== 'excluded' || !heardOf.has(nameIn(one)));
}

function nameIn({ resource }: Case): string {
  return resource.split('/').at(-1) ?? '';
}

/** A row that names no objects is about those that its policy concerns; where it concerns none, that is a case, too. */
function heard(cases: readonly Case[]): readonly Case[] {
  const concerned = cases.filter(({ reason }) => reason !== 'excluded');
  return concerned.length > 0 ? concerned : cases.slice(0, 1);
}

/** The same policy, for the existing objects that it changes. */
function onTargets(policy: Policy): readonly Policy[] {
  const { targets, ...rest } = policy;
  return targets === undefined || targets.expression !== null
    ? []
    : [{ ...rest, scope: targets.scope, conditions: targets.conditions }];
}

function only(read: PoliciesRead, isMeant: (policy: Policy) => boolean): PolicySet {
  return { ...read, policies: read.policies.filter(isMeant) };
}

function unique(resources: readonly Resource[]): readonly Resource[] {
  const byIdentity = new Map<string, Resource>();
  for (const resource of resources) {
    const identity = identityOf(resource);
    if (!byIdentity.has(identity)) byIdentity.set(identity, resource);
  }
  return [...byIdentity.values()];
}

function placed(
  { index, path, message }: PoliciesRead['problems'][number],
  loaded: readonly Loaded[],
): SuiteProblem {
  const from = loaded[index];
  const location: Location = from?.document.locate(path) ?? { line: 0, column: 0 };
  return { file: from?.file ?? '', ...location, code: 'POLICY_INVALID', message };
}
