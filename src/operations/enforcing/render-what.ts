import { WritError } from '../../core/errors.ts';
import type { Scope } from '../../core/policy.ts';
import { nameOf } from '../../core/resource.ts';
import { membersAnnotation, renderMembers } from '../../dialects/bundle-members.ts';
import { policyHash } from '../../dialects/policy-hash.ts';
import { bundle, type Bundled } from '../../enforce/bundle/bundle.ts';
import type { Enforceable } from '../../enforce/enforceable.ts';
import { renderPolicy } from '../../enforce/render-policy.ts';
import { annotated, stamp } from '../../enforce/stamp.ts';
import { targetFor, type Target } from '../../enforce/targets.ts';
import { kubernetesSchema } from '../../schema/kubernetes.ts';
import type { Schema } from '../../schema/schema.ts';
import { configurationFor, decidedFor } from '../deciding/decided-by.ts';
import { undecided, type DecidedRule } from '../deciding/decided.ts';
import type { OpenedConfiguration } from '../deciding/open-configuration.ts';
import { parseVersion } from '../deciding/parse-version.ts';
import { rulesNamedHere } from './rules-named-here.ts';
import { withCrds } from '../deciding/with-crds.ts';
import type { Context } from '../operation.ts';
import { parseKyvernoVersion } from '../deciding/parse-kyverno-version.ts';
import { readWhat } from './read-what.ts';
import type { RenderInput } from './render-parameters.ts';
import type { RefusedPolicy, Rendered, RenderedPolicy } from './rendered.ts';
import { wantedPolicies, wantedRules, type Placement, type Wanted } from './wanted.ts';

/**
 * The objects that enforce what is asked for; nothing is written. Notes are told as they arise.
 * @throws {WritError} `USAGE`, `RULE_UNKNOWN`, `CONFIG_INVALID`, `VERSION_UNSUPPORTED`, `TARGET_UNSUPPORTED`
 */
export async function renderWhat(
  input: RenderInput,
  context: Pick<Context, 'inputs' | 'now' | 'version'>,
  note: (text: string) => void,
): Promise<Rendered> {
  const versions = {
    kubernetes: parseVersion(input.kubernetesVersion),
    kyverno: parseKyvernoVersion(input.kyvernoVersion),
  };
  const target = targetFor(input.target ?? 'vap', versions);
  const schema = await withCrds(await kubernetesSchema(), input.crds, context.inputs, {
    fileSize: 16_777_216,
  });
  const atWork = await configurationFor(input.config, context, { schema, now: context.now() });
  for (const text of atWork.notes) note(text);
  const placement: Placement = {
    versions,
    input,
    exclusion: exclusionOf(atWork.opened),
  };
  const asked = await whatIsWanted(input, { context, opened: atWork.opened, placement });
  if (asked.wanted.length + asked.refused.length === 0) throw nothing();
  const made = makeAll(asked.wanted, target);
  const bundled: readonly Bundled[] = input.bundle
    ? bundle(made.enforceables)
    : made.enforceables.map((one) => ({ one, members: [] }));
  const rendered = bundled.map((one) => renderOne(one, { target, schema, version: context.version }));
  const good = rendered.filter((one) => 'objects' in one);
  refuseSameNames(good);
  const refused = [...asked.refused, ...made.refused, ...rendered.filter((one) => 'why' in one)];
  return { target: target.name, runtime: target.runtime, policies: good, refused };
}

interface World {
  readonly context: Pick<Context, 'inputs' | 'now'>;
  readonly opened: OpenedConfiguration | null;
  readonly placement: Placement;
}

interface Asked {
  readonly wanted: readonly Wanted[];
  readonly refused: readonly RefusedPolicy[];
}

async function whatIsWanted(input: RenderInput, { context, opened, placement }: World): Promise<Asked> {
  const { names, paths } = rulesNamedHere(input.paths, opened?.customRules ?? []);
  const there = await readWhat(context.inputs, paths);
  const selection = { rules: names, profile: input.profile, category: [], severity: null };
  const isAny = names.length > 0 || input.profile !== null;
  const found = isAny ? (await decidedFor(selection, { opened, notes: [] })).decided.rules : [];
  const own = undecided(there.rules).rules;
  const decided: readonly DecidedRule[] = [
    ...found.filter(({ rule }) => !own.some((one) => one.rule.id === rule.id)),
    ...own,
  ];
  const members =
    input.profile === null || names.length > 0 ? await namedIds(names, opened) : new Set<string>();
  const named = new Set([...members, ...own.map(({ rule }) => rule.id)]);
  const policies = wantedPolicies(there.objects, placement);
  return {
    wanted: [...wantedRules(decided, named, placement), ...policies.wanted],
    refused: policies.refused,
  };
}

/** Ids of the rules that were named. */
async function namedIds(
  names: readonly string[],
  opened: OpenedConfiguration | null,
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const selection = { rules: names, profile: null, category: [], severity: null };
  const { decided } = await decidedFor(selection, { opened, notes: [] });
  return new Set(decided.rules.map(({ rule }) => rule.id));
}

/** What the configuration leaves out everywhere. */
function exclusionOf(opened: OpenedConfiguration | null): Scope | null {
  if (opened === null) return null;
  const { excludedNamespaces, excludedSelectors } = opened.configuration.global;
  const parts: Scope[] = [
    ...(excludedNamespaces.length === 0 ? [] : [{ not: itsNamespaces(excludedNamespaces) }]),
    ...excludedSelectors.map((labels): Scope => ({ not: { labels } })),
  ];
  return parts.length === 0 ? null : { all: parts };
}

function itsNamespaces(namespaces: readonly string[]): Scope {
  return { any: [{ namespaces }, { all: [{ kinds: ['v1/Namespace'] }, { names: namespaces }] }] };
}

function makeAll(
  wanted: readonly Wanted[],
  target: Target,
): { readonly enforceables: readonly Enforceable[]; readonly refused: readonly RefusedPolicy[] } {
  const enforceables: Enforceable[] = [];
  const refused: RefusedPolicy[] = [];
  for (const { id, named, unenforceable, make } of wanted) {
    if (unenforceable !== null) {
      refused.push({ policy: id, why: unenforceable, hint: null, byNature: !named });
      continue;
    }
    const made = refusing(id, () => make(target));
    if ('why' in made && 'byNature' in made) refused.push(made);
    else enforceables.push(made);
  }
  return { enforceables, refused };
}

/** What a function gives, or what it refuses of a policy. */
function refusing<T>(policy: string, make: () => T): T | RefusedPolicy {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof WritError) || error.code !== 'TARGET_UNSUPPORTED') throw error;
    return { policy, why: error.message, hint: error.hint, byNature: false };
  }
}

interface Rendering {
  readonly target: Target;
  readonly schema: Schema;
  readonly version: string;
}

function renderOne(
  { one, members }: Bundled,
  { target, schema, version }: Rendering,
): RenderedPolicy | RefusedPolicy {
  return refusing(one.policy.id, () => {
    const objects = renderPolicy(one, target, schema);
    const [first] = objects;
    if (first === undefined) throw new Error(`nothing was rendered of ${one.policy.id}`);
    const name = nameOf(first);
    const hash = policyHash(one.policy);
    const marked = objects.map((object) => {
      const stamped = stamp(object, { policy: name, hash, version, why: one.why });
      return object === first && members.length > 0
        ? annotated(stamped, membersAnnotation, renderMembers(members))
        : stamped;
    });
    return {
      name,
      members:
        members.length === 0
          ? [{ id: one.policy.id, hash }]
          : members.map((member) => ({ id: member.id, hash: member.hash })),
      actions: one.actions,
      objects: marked,
      file: `${name}.yaml`,
    };
  });
}

/** Eight digits of a hash may be the same by chance; then neither must take the other's place. */
function refuseSameNames(policies: readonly RenderedPolicy[]): void {
  const seen = new Map<string, string>();
  for (const { name, members } of policies) {
    const id = members[0]?.id ?? name;
    const other = seen.get(name);
    if (other !== undefined)
      throw new WritError('TARGET_UNSUPPORTED', `\`${other}\` and \`${id}\` would both be named ${name}`, {
        hint: 'Rename one of them.',
      });
    seen.set(name, id);
  }
}

function nothing(): WritError {
  return new WritError('USAGE', 'nothing is named that could be enforced', {
    hint: 'Name rules, or files with rules or policies, or choose a --profile.',
  });
}
