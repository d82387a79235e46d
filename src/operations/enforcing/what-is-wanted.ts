import type { Scope } from '../../core/policy.ts';
import type { Exception } from '../../exceptions/exception.ts';
import { decidedFor } from '../deciding/decided-by.ts';
import { undecided, type DecidedRule } from '../deciding/decided.ts';
import { knownRules } from '../deciding/known-rules.ts';
import type { OpenedConfiguration } from '../deciding/open-configuration.ts';
import { readExceptions } from '../deciding/read-exceptions.ts';
import type { Context } from '../operation.ts';
import { readWhat } from './read-what.ts';
import type { RenderInput } from './render-parameters.ts';
import type { RefusedPolicy } from './rendered.ts';
import { rulesNamedHere } from './rules-named-here.ts';
import { within } from './places.ts';
import { untoldExceptions, wantedRules, type Placement, type Wanted } from './wanted.ts';
import { wantedPolicies } from './wanted-policies.ts';

/** Where what is asked for is read from. */
export interface World extends Pick<Placement, 'versions' | 'target' | 'bench' | 'now'> {
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
  const all = [...found, ...own];
  const placement: Placement = {
    ...world,
    input,
    exclusion: exclusionOf(opened),
    exceptions: {
      usual: (opened?.exemptions ?? []).map(({ exception }) => exception),
      named: await namedExceptions(input, inputs, all),
    },
  };
  const policies = wantedPolicies(there.objects, placement);
  return {
    wanted: [...wantedRules(all, named, placement), ...policies.wanted],
    refused: [...policies.refused, ...untoldExceptions(all, placement)],
  };
}

/** @throws {WritError} `EXCEPTION_INVALID` */
async function namedExceptions(
  { exceptions }: RenderInput,
  inputs: Context['inputs'],
  decided: readonly DecidedRule[],
): Promise<readonly Exception[]> {
  if (exceptions.length === 0) return [];
  const known = knownRules(decided.map(({ rule }) => rule.id));
  return (await readExceptions(inputs, exceptions, known)).map(({ exception }) => exception);
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
