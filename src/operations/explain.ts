import { bind } from '../ask/bind.ts';
import { policyFaults } from '../check/policy-faults.ts';
import type { Unjudged } from '../core/finding.ts';
import { WritError } from '../core/errors.ts';
import { policyId, readPolicyId } from '../core/policy-id.ts';
import type { Policy, Refused } from '../core/policy.ts';
import { nameOf, namespaceOf } from '../core/resource.ts';
import { isPolicy, readPolicies, type PoliciesRead } from '../dialects/read-policies.ts';
import { explain as explainSet } from '../explain/explain.ts';
import type { Effect, Explanation, Sentence } from '../explain/explanation.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import { parseKyvernoVersion } from './deciding/parse-kyverno-version.ts';
import { parseVersion } from './deciding/parse-version.ts';
import { kindNamesOf } from './explaining/kind-names.ts';
import { defineOperation } from './operation.ts';
import { readPolicyFiles, type PolicyFiles, type PolicyObject } from './policies/read-policy-files.ts';

export type { Effect, Sentence };

/** A policy in plain sentences, and where it was read. */
export interface Explained extends Explanation {
  readonly file: string;
  readonly line: number;
}

/** What the policies of some files do. */
export interface ExplainResult {
  readonly policies: readonly Explained[];
  /** Policies, or parts of them, that are known and cannot be read here. */
  readonly unexplained: readonly (Refused & { readonly file: string })[];
  /** What could not be read, and policies that no cluster would take. */
  readonly problems: readonly Unjudged[];
}

export const explain = defineOperation({
  name: 'explain',
  summary: 'Say in plain sentences what policies block, where, and what they let through.',
  effect: 'read',
  paths: {
    name: 'path',
    description:
      'files or folders with policies of any dialect, their bindings and exceptions, or - for standard input',
    required: true,
  },
  parameters: {
    kubernetesVersion: {
      type: 'text',
      value: '1.MINOR',
      default: '1.36',
      description: 'the Kubernetes whose policies are explained',
    },
    kyvernoVersion: {
      type: 'text',
      value: '1.MINOR',
      default: '1.19',
      description: 'the Kyverno whose policies are explained',
    },
  },
  examples: [
    ['writ explain examples/policies', 'says what every policy of a folder does'],
    [
      'writ explain examples/policies/disallow-latest-tag.yaml --format json',
      'gives the sentences as JSON, each with the part of the policy that it comes from',
    ],
  ],
  verdict: ({ policies, unexplained, problems }: ExplainResult) =>
    policies.length === 0 || unexplained.length + problems.length > 0 ? 'undecided' : 'clean',

  async run(input, context): Promise<ExplainResult> {
    const minor = parseVersion(input.kubernetesVersion);
    const kyverno = parseKyvernoVersion(input.kyvernoVersion);
    const schema = await kubernetesSchema();
    const files = await readPolicyFiles(context.inputs, input.paths);
    const read = readPolicies(
      files.objects.map(({ resource }) => resource),
      { kubernetes: `1.${minor}`, kyverno: `1.${kyverno}` },
    );
    const rules = boundRules(files, minor);
    const places = placesOf(files, rules);
    const placeOf = (id: string): Place => places.get(wholeOf(id)) ?? nowhere;
    const policies = [...read.policies, ...rules.map(({ policy }) => policy)];
    return {
      policies: explainSet({ ...read, policies }, kindNamesOf(schema)).map((one) => ({
        ...one,
        ...placeOf(one.policy),
      })),
      unexplained: [...withoutMade(read.refused), ...orphans(read)].map((one) => ({
        ...one,
        file: placeOf(one.policy).file,
      })),
      problems: [
        ...files.problems,
        ...files.rules.problems,
        ...shapeProblems(read, files.objects),
        ...faultsOf(read.policies, placeOf),
      ],
    };
  },
});

/** Bindings and exceptions of policies that are not among the files: they say nothing by themselves. */
function orphans({ policies, bindings, exceptions, refused }: PoliciesRead): readonly Refused[] {
  const known = new Set([...policies.map(({ id }) => wholeOf(id)), ...refused.map(({ policy }) => policy)]);
  const alone = (policy: string, construct: string): Refused => ({
    policy,
    rule: null,
    construct,
    why: 'the policy is not among these files; name them together',
  });
  return [
    ...bindings
      .filter(({ policy }) => !known.has(wholeOf(policy)))
      .map(({ name, policy }) => alone(policy, `the binding ${name}`)),
    ...exceptions.flatMap(({ policies: lifted, reason }) =>
      [...new Set(lifted.map(wholeOf))]
        .filter((id) => !known.has(id))
        .map((id) => alone(id, `the exception ${reason ?? ''}`)),
    ),
  ];
}

/** What autogen makes of a rule that is refused is refused for the same reason. */
function withoutMade(refused: readonly Refused[]): readonly Refused[] {
  const isSame = (one: Refused, other: Refused): boolean =>
    one.policy === other.policy && one.construct === other.construct && one.why === other.why;
  return refused.filter(
    (one) =>
      one.rule?.startsWith('autogen-') !== true ||
      !refused.some((other) => other.rule?.startsWith('autogen-') !== true && isSame(one, other)),
  );
}

interface Place {
  readonly file: string;
  readonly line: number;
}

const nowhere: Place = { file: '', line: 0 };

/** The id of the object that a policy was read from: without its rule and without what autogen made. */
function wholeOf(id: string): string {
  return policyId({ ...readPolicyId(id), rule: null, variant: null });
}

type BoundRule = Place & { readonly policy: Policy };

/** Rules of one's own, each with the answers that it takes for granted; one that needs an answer still says what it checks. */
function boundRules({ rules }: PolicyFiles, minor: number): readonly BoundRule[] {
  return rules.rules.flatMap(({ rule, file, document }) => {
    try {
      return [{ policy: bind(rule, {}, { minor }), file, line: document.start.line }];
    } catch (error) {
      if (!(error instanceof WritError)) throw error;
      return [];
    }
  });
}

function placesOf({ objects }: PolicyFiles, rules: readonly BoundRule[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>(rules.map(({ policy, file, line }) => [policy.id, { file, line }]));
  for (const { resource, file, locate } of objects.filter((one) => isPolicy(one.resource))) {
    const id = { kind: resource.kind, name: nameOf(resource), rule: null, variant: null };
    const place = { file, line: locate('').line };
    for (const namespace of [null, namespaceOf(resource) ?? 'default'])
      places.set(policyId({ ...id, namespace }), place);
  }
  return places;
}

function shapeProblems({ problems }: PoliciesRead, objects: readonly PolicyObject[]): readonly Unjudged[] {
  return problems.flatMap(({ index, path, message }) => {
    const object = objects[index];
    return object === undefined
      ? []
      : [{ file: object.file, ...object.locate(path), code: 'POLICY_INVALID', message }];
  });
}

/** Policies that no API server, and no Kyverno, would take: explained all the same, and told. */
function faultsOf(policies: readonly Policy[], placeOf: (id: string) => Place): readonly Unjudged[] {
  return policies.flatMap((policy) => {
    const [fault] = policy.about.variantOf === null ? policyFaults(policy) : [];
    if (fault === undefined) return [];
    const message = `no cluster would take ${policy.id}: ${fault.field}: ${fault.message}`;
    return [{ ...placeOf(policy.id), column: 1, code: 'POLICY_INVALID', message }];
  });
}
