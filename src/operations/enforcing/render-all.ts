import { WritError } from '../../core/errors.ts';
import { nameOf } from '../../core/resource.ts';
import { membersAnnotation, renderMembers } from '../../dialects/bundle-members.ts';
import { policyHash } from '../../dialects/policy-hash.ts';
import { bundle, type Bundled } from '../../enforce/bundle/bundle.ts';
import type { Enforceable } from '../../enforce/enforceable.ts';
import { renderPolicy } from '../../enforce/render-policy.ts';
import { annotated, stamp } from '../../enforce/stamp.ts';
import type { Target } from '../../enforce/targets.ts';
import type { Schema } from '../../schema/schema.ts';
import type { RefusedPolicy, RenderedPolicy } from './rendered.ts';
import type { Wanted } from './wanted.ts';

/** What is rendered for. */
export interface Rendering {
  readonly target: Target;
  readonly schema: Schema;
  /** Of Writ. */
  readonly version: string;
  readonly bundles: boolean;
}

/** What became of what was wanted. */
export interface AllRendered {
  readonly policies: readonly RenderedPolicy[];
  readonly refused: readonly RefusedPolicy[];
}

/**
 * Renders each, or each bundle, and refuses what the target cannot say.
 * @throws {WritError} `TARGET_UNSUPPORTED` where two would have one name
 */
export function renderAll(wanted: readonly Wanted[], rendering: Rendering): AllRendered {
  const refused: RefusedPolicy[] = [];
  const sound: { readonly one: Enforceable; readonly rendered: RenderedPolicy }[] = [];
  for (const one of wanted) {
    const made = renderWanted(one, rendering);
    if ('why' in made) refused.push(made);
    else sound.push(made);
  }
  // What is refused by itself must not take the others of its bundle with it.
  const policies = rendering.bundles
    ? bundle(
        sound.map(({ one }) => one),
        rendering.target.name === 'vap',
      ).map((one) => renderBundled(one, rendering))
    : sound.map(({ rendered }) => rendered);
  refuseSameNames(policies);
  return { policies, refused };
}

function renderWanted(
  { id, named, unenforceable, make }: Wanted,
  rendering: Rendering,
): RefusedPolicy | { readonly one: Enforceable; readonly rendered: RenderedPolicy } {
  if (unenforceable !== null) return { policy: id, of: 'policy', ...unenforceable, expected: !named };
  try {
    const one = make();
    return { one, rendered: renderBundled({ one, members: [] }, rendering) };
  } catch (error) {
    if (!(error instanceof WritError) || error.code !== 'TARGET_UNSUPPORTED') throw error;
    return { policy: id, of: 'policy', why: error.message, hint: error.hint, expected: false };
  }
}

function renderBundled({ one, members }: Bundled, { target, schema, version }: Rendering): RenderedPolicy {
  const { policy, actions, why } = one;
  const objects = renderPolicy(one, target, schema);
  const [first] = objects;
  if (first === undefined) throw new Error(`nothing was rendered of ${policy.id}`);
  const name = nameOf(first);
  const hash = policyHash(policy);
  const marked = objects.map((object) => {
    const stamped = stamp(object, { policy: name, hash, version, why });
    return object === first && members.length > 0
      ? annotated(stamped, membersAnnotation, renderMembers(members))
      : stamped;
  });
  const ids = members.length === 0 ? [{ id: policy.id, hash }] : members;
  return {
    name,
    members: ids.map((member) => ({ id: member.id, hash: member.hash })),
    actions,
    objects: marked,
    file: `${name}.yaml`,
  };
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
