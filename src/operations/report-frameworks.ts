import { WritError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import type { Framework } from '../frameworks/framework.ts';
import { needsScan } from '../frameworks/control.ts';
import { parseFramework } from '../frameworks/framework-file.ts';
import { frameworkNamed, frameworks, rulesOf } from '../frameworks/index.ts';
import { defaultLimits, type Document } from '../yaml/document.ts';
import { read } from '../yaml/read.ts';
import { scanRules } from '../rules/scan-rules.ts';
import { catalogue, ruleNamed } from './catalogue.ts';
import type { Inputs, Source } from './inputs.ts';

const size = 4_194_304;

/**
 * The frameworks that are meant: ids or other names of those that are known, and files of one's own; none means all
 * that are known.
 * @throws {WritError} `USAGE` for a name that is none, `CONFIG_INVALID` for a file that holds no framework
 */
export async function chooseFrameworks(
  names: readonly string[],
  inputs: Inputs,
): Promise<readonly Framework[]> {
  if (names.length === 0) return frameworks;
  const chosen: Framework[] = [];
  for (const name of names) {
    const found = isFile(name) ? await fromFile(name, inputs) : [known(name)];
    chosen.push(...found.filter(({ id }) => chosen.every((other) => other.id !== id)));
  }
  return chosen;
}

/**
 * Ids of the rules of the catalogue that are evidence for some frameworks.
 * @throws {WritError} `USAGE` where there is none, for judging by no rule would be judging by all
 */
export async function evidenceFor(names: readonly string[], inputs: Inputs): Promise<readonly string[]> {
  const chosen = await chooseFrameworks(names, inputs);
  const evidence = new Set(chosen.flatMap((framework) => [...rulesOf(framework)]));
  const ids = catalogue().flatMap(({ id }) => (evidence.has(id) ? [id] : []));
  if (ids.length > 0) return ids;
  throw new WritError('USAGE', `no rule is evidence for ${names.join(', ')}`, {
    hint: 'Nothing of it is assessable from manifests; `writ report` says why.',
  });
}

function isFile(name: string): boolean {
  return /[/\\]|\.(?:ya?ml|json)$/i.test(name);
}

function known(name: string): Framework {
  const framework = frameworkNamed(name);
  if (framework !== undefined) return framework;
  const ids = frameworks.map(({ id }) => id);
  const near = nearest(name, ids);
  throw new WritError('USAGE', `there is no framework \`${name}\``, {
    hint: `${near === null ? '' : `Did you mean \`${near}\`? `}Choose among ${ids.join(', ')}, or name a file of your own.`,
  });
}

async function fromFile(path: string, inputs: Inputs): Promise<readonly Framework[]> {
  const found: Framework[] = [];
  for await (const source of inputs.open([path], { fileSize: size })) found.push(...(await inSource(source)));
  if (found.length > 0) return found;
  throw new WritError('CONFIG_INVALID', `${path} holds no framework`, {
    hint: 'A framework has an `id`, a `title` and `controls`.',
  });
}

async function inSource(source: Source): Promise<readonly Framework[]> {
  const file = source.name;
  if ('problem' in source) throw new WritError('INPUT_UNREADABLE', `${file}: ${source.problem.message}`);
  const found: Framework[] = [];
  for await (const one of read(source.text, defaultLimits)) {
    if ('problem' in one) {
      const { line, column, message } = one.problem;
      throw new WritError('YAML_SYNTAX', message, { where: { file, line, column } });
    }
    const parsed = parseFramework(one.document.value, (name) => ruleNamed(name)?.id ?? null);
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
