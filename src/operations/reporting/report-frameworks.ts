import { WritError } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';
import type { Framework } from '../../frameworks/framework.ts';
import { needsScan } from '../../frameworks/control.ts';
import { ownFramework, parseFramework, type FindRules } from '../../frameworks/framework-file.ts';
import { frameworkNamed, frameworks, rulesOf } from '../../frameworks/index.ts';
import { defaultLimits, type Document } from '../../yaml/document.ts';
import { read } from '../../yaml/read.ts';
import { rulesNamed } from '../../configuration/find-rule.ts';
import { scanRules } from '../../rules/scan-rules.ts';
import { everyRule } from '../deciding/catalogue.ts';
import type { Inputs, Source } from '../inputs.ts';
import type { OpenedConfiguration } from '../deciding/open-configuration.ts';

const size = 4_194_304;

/**
 * The frameworks that are meant: ids or other names of those that are known, and files of one's own; none means those
 * of the configuration's compliance list, else all that are known.
 * @throws {WritError} `USAGE` for a name that is none, `CONFIG_INVALID` for a file that holds no framework
 */
export async function chooseFrameworks(
  asked: readonly string[],
  inputs: Inputs,
  opened: OpenedConfiguration | null,
): Promise<readonly Framework[]> {
  const own = opened === null ? [] : ownFrameworks(opened);
  const names = asked.length > 0 ? asked : (opened?.configuration.organization?.compliance ?? []);
  if (names.length === 0) return [...frameworks, ...own];
  const chosen: Framework[] = [];
  for (const name of names) {
    const found = isFile(name) ? await fromFile(name, inputs, idsAmong(opened)) : [known(name, own)];
    chosen.push(...found.filter(({ id }) => chosen.every((other) => other.id !== id)));
  }
  return chosen;
}

/**
 * Ids of the rules of the catalogue that are evidence for some frameworks.
 * @throws {WritError} `USAGE` where there is none, for judging by no rule would be judging by all
 */
export async function evidenceFor(
  names: readonly string[],
  inputs: Inputs,
  opened: OpenedConfiguration | null,
): Promise<readonly string[]> {
  const chosen = await chooseFrameworks(names, inputs, opened);
  const evidence = new Set(chosen.flatMap((framework) => [...rulesOf(framework)]));
  const ids = [...everyRule(), ...(opened?.customRules ?? [])].flatMap(({ id }) =>
    evidence.has(id) ? [id] : [],
  );
  if (ids.length > 0) return ids;
  throw new WritError('USAGE', `no rule is evidence for ${names.join(', ')}`, {
    hint: 'Nothing of it is assessable from manifests; `writ report` says why.',
  });
}

/** The frameworks that a configuration describes. */
function ownFrameworks(opened: OpenedConfiguration): readonly Framework[] {
  const find = idsAmong(opened);
  return opened.configuration.frameworks.map((one) => ownFramework(one, find));
}

/** Finds rules by name, those of the configuration first. */
function idsAmong(opened: OpenedConfiguration | null): FindRules {
  const custom = opened?.customRules ?? [];
  return (name) => {
    const own = custom.filter(({ id }) => id === name);
    return (own.length > 0 ? own : rulesNamed(name, everyRule())).map(({ id }) => id);
  };
}

function isFile(name: string): boolean {
  return /[/\\]|\.(?:ya?ml|json)$/i.test(name);
}

function known(name: string, own: readonly Framework[]): Framework {
  const framework = own.find(({ id }) => id === name) ?? frameworkNamed(name);
  if (framework !== undefined) return framework;
  const ids = [...own, ...frameworks].map(({ id }) => id);
  const near = nearest(name, ids);
  throw new WritError('USAGE', `there is no framework \`${name}\``, {
    hint: `${near === null ? '' : `Did you mean \`${near}\`? `}Choose among ${ids.join(', ')}, or name a file of your own.`,
  });
}

async function fromFile(path: string, inputs: Inputs, find: FindRules): Promise<readonly Framework[]> {
  const found: Framework[] = [];
  for await (const source of inputs.open([path], { fileSize: size }))
    found.push(...(await inSource(source, find)));
  if (found.length > 0) return found;
  throw new WritError('CONFIG_INVALID', `${path} holds no framework`, {
    hint: 'A framework has an `id`, a `title` and `controls`.',
  });
}

async function inSource(source: Source, find: FindRules): Promise<readonly Framework[]> {
  const file = source.name;
  if ('problem' in source) throw new WritError('INPUT_UNREADABLE', `${file}: ${source.problem.message}`);
  const found: Framework[] = [];
  for await (const one of read(source.text, defaultLimits)) {
    if ('problem' in one) {
      const { line, column, message } = one.problem;
      throw new WritError('YAML_SYNTAX', message, { where: { file, line, column } });
    }
    const parsed = parseFramework(one.document.value, find);
    if ('problems' in parsed) throw invalid(file, one.document, parsed.problems);
    found.push(withScans(parsed.framework));
  }
  return found;
}

const byScan = new Set(scanRules.map(({ id }) => id));

/** Rules on images are evidence only where results of scans are given, in a framework of one's own, too. */
function withScans(framework: Framework): Framework {
  return {
    ...framework,
    controls: framework.controls.map((control) => {
      const [scanned, evidence] = [true, false].map((wanted) =>
        control.evidence.filter(({ rule }) => byScan.has(rule) === wanted),
      );
      if (scanned === undefined || evidence === undefined || scanned.length === 0) return control;
      return { ...control, evidence, scanned, unassessable: evidence.length === 0 ? needsScan : null };
    }),
  };
}

type Problems = Extract<ReturnType<typeof parseFramework>, { problems: unknown }>['problems'];

/** All problems at once: the first as the error, the others as its hint. */
function invalid(file: string, document: Document, problems: Problems): WritError {
  const told = problems.map(({ pointer, message }) => ({ ...document.locate(pointer), message }));
  const [first, ...others] = told;
  const hint = others
    .map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`)
    .join('\n  ');
  const where = { file, line: first?.line ?? 1, column: first?.column ?? 1 };
  return new WritError('CONFIG_INVALID', first?.message ?? 'it is no framework', {
    where,
    ...(hint !== '' && { hint }),
  });
}
