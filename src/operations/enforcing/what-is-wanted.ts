import type { Scope } from '../../core/policy.ts';
import { decidedFor } from '../deciding/decided-by.ts';
import { undecided, type DecidedRule } from '../deciding/decided.ts';
import type { OpenedConfiguration } from '../deciding/open-configuration.ts';
import type { Context } from '../operation.ts';
import { readWhat } from './read-what.ts';
import type { RenderInput } from './render-parameters.ts';
import type { RefusedPolicy } from './rendered.ts';
import { rulesNamedHere } from './rules-named-here.ts';
import { wantedPolicies, wantedRules, within, type Placement, type Wanted } from './wanted.ts';

/** Where what is asked for is read from. */
export interface World extends Pick<Placement, 'versions' | 'target' | 'bench'> {
  readonly inputs: Context['inputs'];
  readonly opened: OpenedConfiguration | null;
}

/** What is asked for, and what of it could not be read. */
export interface Asked {
  readonly wanted: readonly Wanted[];
  readonly refused: readonly RefusedPolicy[];
}

/**
 * Rules by name, by profile and in files, as the configuration decides about them, and policies in files.
 * @throws {WritError} `RULE_UNKNOWN`, `INPUT_UNREADABLE`, `YAML_SYNTAX`, `RULE_INVALID`, `POLICY_INVALID`
 */
export async function whatIsWanted(input: RenderInput, { inputs, opened, ...world }: World): Promise<Asked> {
  const placement: Placement = { ...world, input, exclusion: exclusionOf(opened) };
  const { names, paths } = rulesNamedHere(input.paths, opened?.customRules ?? []);
  const there = await readWhat(inputs, paths);
  const decided = async (profile: RenderInput['profile']): Promise<readonly DecidedRule[]> =>
    names.length === 0 && profile === null
      ? []
      : (await decidedFor({ rules: names, profile, category: [], severity: null }, { opened, notes: [] }))
          .decided.rules;
  const own = undecided(there.rules).rules;
  const owned = new Set(own.map(({ rule }) => rule.id));
  const named = new Set([...(await decided(null)).map(({ rule }) => rule.id), ...owned]);
  const found = (await decided(input.profile)).filter(({ rule }) => !owned.has(rule.id));
  const policies = wantedPolicies(there.objects, placement);
  return {
    wanted: [...wantedRules([...found, ...own], named, placement), ...policies.wanted],
    refused: policies.refused,
  };
}

/** What the configuration leaves out everywhere. */
function exclusionOf(opened: OpenedConfiguration | null): Scope | null {
  if (opened === null) return null;
  const { excludedNamespaces, excludedSelectors } = opened.configuration.global;
  const parts: Scope[] = [
    ...(excludedNamespaces.length === 0 ? [] : [{ not: within(excludedNamespaces) }]),
    ...excludedSelectors.map((labels): Scope => ({ not: { labels } })),
  ];
  return parts.length === 0 ? null : { all: parts };
}
