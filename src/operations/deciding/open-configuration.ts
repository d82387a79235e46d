import { hash } from 'node:crypto';
import type { Unjudged } from '../../core/finding.ts';
import { explain, WritError } from '../../core/errors.ts';
import type { Configuration } from '../../configuration/configuration-shape.ts';
import { effectiveRule, listedRules } from '../../configuration/effective-rules.ts';
import { exclusion } from '../../configuration/exclusion.ts';
import { noSuchRule, rulesNamed } from '../../configuration/find-rule.ts';
import {
  readConfiguration,
  type Known,
  type ReadConfiguration,
} from '../../configuration/read-configuration.ts';
import type { Scope } from '../../core/policy.ts';
import type { Rule } from '../../core/rule.ts';
import { atLeast } from '../../core/severity.ts';
import { profiles, type ProfileName } from '../../rules/profiles.ts';
import { channelsOf } from './channels-of.ts';
import { catalogue, everyRule, impliedScanRules, type Selection } from './catalogue.ts';
import { evidence } from './compliance-evidence.ts';
import type { Decided } from './decided.ts';
import type { Inputs, Source } from '../inputs.ts';

/** An organization's configuration that may be used, and where it was read from. */
export interface OpenedConfiguration extends ReadConfiguration {
  readonly file: string;
  /** SHA-256 of its text, in hex. */
  readonly digest: string;
}

/** The most bytes that a configuration may have. */
export const configurationSize = 4_194_304;

/**
 * Reads a configuration.
 * @throws {WritError} `CONFIG_INVALID`, with every reason and its place
 */
export async function openConfiguration(
  path: string,
  inputs: Inputs,
  known: Pick<Known, 'schema' | 'now'>,
): Promise<OpenedConfiguration> {
  const source = await only(path, inputs);
  const file = source.name;
  const found = await readConfiguration(file, source.text, { ...known, rules: everyRule(), evidence });
  if ('problems' in found) throw invalid(found.problems);
  return { ...found, file, digest: hash('sha256', source.text) };
}

async function only(path: string, inputs: Inputs): Promise<Source & { readonly text: string }> {
  const sources = await Array.fromAsync(inputs.open([path], { fileSize: configurationSize }));
  const [source, second] = sources;
  if (source === undefined || second !== undefined || !source.named)
    throw unusable(path, 'it is a folder or several files: name the one that holds the configuration');
  if (!('problem' in source)) return source;
  const message =
    source.problem.code === 'INPUT_TOO_LARGE'
      ? 'it is over 4 MiB, the most that a configuration may have'
      : source.problem.message;
  throw unusable(source.name, message);
}

function unusable(file: string, message: string): WritError {
  return new WritError('CONFIG_INVALID', `the configuration cannot be read: ${message}`, {
    where: { file, line: 1, column: 1 },
  });
}

const mostTold = 20;

/** All problems at once: the first as the error, the others as its hint. */
function invalid([first, ...others]: readonly Unjudged[]): WritError {
  const told = others
    .slice(0, mostTold)
    .map(({ file, line, column, message }) =>
      explain(new WritError('CONFIG_INVALID', message, { where: { file, line, column } })),
    );
  const more = others.length > mostTold ? [`and ${others.length - mostTold} more`] : [];
  const hint = [...told, ...more].join('\n  ');
  return new WritError('CONFIG_INVALID', first?.message ?? 'the configuration is invalid', {
    ...(first === undefined ? {} : { where: { file: first.file, line: first.line, column: first.column } }),
    ...(hint === '' ? {} : { hint }),
  });
}

/**
 * What a configuration decides for a selection: without a profile that of its environment.
 * @throws {WritError} `RULE_UNKNOWN`
 */
export function decide(opened: OpenedConfiguration, selection: Selection): Decided {
  const { configuration, customRules } = opened;
  const all = [...everyRule(), ...customRules];
  const named = selection.rules.flatMap((name) => meant(name, all));
  const isByName = selection.rules.length > 0 && selection.profile === null;
  const listed = isByName ? [] : measuredRules(opened, selection.profile);
  const told = effectiveRule(opened, selection.rules);
  const scans = scansOf(opened, impliedScanRules(named, selection.vulnerabilities ?? []));
  const rules = [...new Set([...named, ...listed, ...scans])]
    .map(told)
    .filter(
      ({ rule, isOn }) => (isOn || named.some(({ id }) => id === rule.id)) && isSelected(rule, selection),
    )
    .map((one) => ({ ...one, scope: both(one.scope, one.kept), off: null }));
  return {
    rules,
    exclusion: excludes(configuration),
    exceptions: opened.exemptions,
    configuration: opened.digest,
    news: newsOf(opened),
  };
}

/** The rules of a profile, without one that of the environment, and what the configuration adds to them. */
export function measuredRules(opened: OpenedConfiguration, profile: ProfileName | null): readonly Rule[] {
  const members = new Set(profiles[profileOf(opened, profile)].rules);
  return listedRules(opened, {
    profile: catalogue().filter(({ id }) => members.has(id)),
    catalogue: catalogue(),
    evidence: evidenceOf(opened),
  });
}

/** The profile that is asked for, else that of the environment. */
export function profileOf({ configuration }: OpenedConfiguration, profile: ProfileName | null): ProfileName {
  return profile ?? configuration.organization?.environment ?? 'default';
}

/** Who is told of findings. */
export function newsOf({ configuration }: OpenedConfiguration): Decided['news'] {
  return {
    organization: configuration.organization?.name ?? null,
    channels: channelsOf(configuration),
  };
}

/** What leaves objects out altogether. */
export function excludes(configuration: Configuration): NonNullable<Decided['exclusion']> {
  return (request, facts) => exclusion(configuration, request, facts);
}

function both(a: Scope | null, b: Scope | null): Scope | null {
  if (a === null || b === null) return a ?? b;
  return { all: [a, b] };
}

/** The rules on images that results of scans imply, and those that the configuration adds to them. */
export function scansOf(opened: OpenedConfiguration, implied: readonly Rule[]): readonly Rule[] {
  if (implied.length === 0) return [];
  const scans = everyRule().filter(({ judgedBy }) => judgedBy === 'scan');
  const customs = new Set(opened.customRules);
  const wanted = { profile: implied, catalogue: scans, evidence: new Set<string>() };
  return listedRules(opened, wanted).filter((rule) => !customs.has(rule));
}

function isSelected({ category: own, severity: of }: Rule, { category, severity }: Selection): boolean {
  return (category.length === 0 || category.includes(own)) && (severity === null || atLeast(of, severity));
}

function meant(name: string, all: readonly Rule[]): readonly Rule[] {
  const found = rulesNamed(name, all);
  if (found.length > 0) return found;
  throw new WritError('RULE_UNKNOWN', noSuchRule(name, all), { hint: 'List them with `writ rules`.' });
}

/** The rules that are evidence for what the organization must comply with. */
function evidenceOf({
  configuration: { organization, frameworks },
}: OpenedConfiguration): ReadonlySet<string> {
  const own = (name: string): readonly string[] =>
    frameworks
      .filter(({ id }) => id === name)
      .flatMap(({ controls }) => controls.flatMap(({ rules }) => rules))
      .flatMap((rule) => rulesNamed(rule, catalogue()).map(({ id }) => id));
  const names = organization?.compliance ?? [];
  return new Set(names.flatMap((name) => [...own(name), ...(evidence.of(name) ?? [])]));
}
