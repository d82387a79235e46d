import type { Where } from '../../core/errors.ts';
import { child, isJsonObject, type JsonValue } from '../../core/json.ts';
import { noSelector, type Selector } from '../exception.ts';
import { together, type Draft, type Drafts } from '../imported.ts';
import { listIn, textIn, textsIn, whereIn, type Source } from './source.ts';

const everywhere: Selector = { ...noSelector, namespaces: ['*'] };

/** What a `.trivyignore` lets be, everywhere: a line each, `exp:` with its last day; the comment above tells why. */
export function fromTrivyIgnore(text: string, file: string): Drafts {
  let comment: string | null = null;
  const parts = text.split('\n').map((raw, index): Drafts => {
    const line = raw.trim();
    if (line === '') comment = null;
    if (line.startsWith('#')) comment = line.slice(1).trim();
    if (line === '' || line.startsWith('#')) return together([]);
    const [check = '', ...options] = line.replace(/\s#.*$/, '').split(/\s+/);
    const until = options.find((option) => option.startsWith('exp:'))?.slice('exp:'.length) ?? null;
    const where = { file, line: index + 1, column: 1 };
    if (isVulnerability(check)) return vulnerability(check, { reason: comment, until, where });
    const draft = { checks: [check], selector: everywhere, reason: comment, until, where };
    return { drafts: [{ tool: 'trivy', ...draft }], refused: [] };
  });
  return together(parts);
}

/** What a `.trivyignore.yaml` lets be: its misconfigurations, everywhere or in the files that it names. */
export function fromTrivyIgnoreYaml(source: Source): Drafts {
  const { value } = source;
  if (!isJsonObject(value)) return together([]);
  const vulnerabilities = listIn(value, 'vulnerabilities').map((entry, index) =>
    vulnerabilityIn(entry, whereIn(source, child('/vulnerabilities', index))),
  );
  return together([
    ...listIn(value, 'misconfigurations').map((entry, index): Drafts => {
      const where = whereIn(source, child('/misconfigurations', index));
      const check = isJsonObject(entry) ? textIn(entry, 'id') : null;
      if (!isJsonObject(entry) || check === null)
        return { drafts: [], refused: [{ what: 'an entry', why: 'it has no id', where }] };
      const paths = textsIn(entry, 'paths');
      const narrow = paths.find((path) => /(?:^|[^*])\*(?!\*)|[?[{]/.test(path.replaceAll('**', '\u0000')));
      if (narrow !== undefined)
        return {
          drafts: [],
          refused: [
            { what: `\`${check}\``, why: `\`${narrow}\` has no exact equal here: name the files`, where },
          ],
        };
      const selector = paths.length === 0 ? everywhere : { ...noSelector, files: paths.flatMap(filesOf) };
      const [reason, until] = [textIn(entry, 'statement'), textIn(entry, 'expired_at')];
      return { drafts: [{ tool: 'trivy', checks: [check], selector, reason, until, where }], refused: [] };
    }),
    ...vulnerabilities,
  ]);
}

function vulnerabilityIn(entry: JsonValue, where: Where): Drafts {
  const check = isJsonObject(entry) ? textIn(entry, 'id') : null;
  if (!isJsonObject(entry) || check === null)
    return { drafts: [], refused: [{ what: 'an entry', why: 'it has no id', where }] };
  const isNarrow = textsIn(entry, 'paths').length + textsIn(entry, 'purls').length > 0;
  if (isNarrow)
    return { drafts: [], refused: [{ what: `\`${check}\``, why: 'packages are let be by VEX here', where }] };
  return vulnerability(check, {
    reason: textIn(entry, 'statement'),
    until: textIn(entry, 'expired_at'),
    where,
  });
}

/** A vulnerability, in whatever image; an advisory of a distribution may be on several. */
function vulnerability(id: string, told: Pick<Draft, 'reason' | 'until' | 'where'>): Drafts {
  if (/^D[LS]A-/i.test(id)) {
    const why = 'it is an advisory on several vulnerabilities: name these';
    return { drafts: [], refused: [{ what: `\`${id}\``, why, where: told.where }] };
  }
  const selector = { ...noSelector, vulnerabilities: [id] };
  return {
    drafts: [{ tool: 'trivy', checks: [id], rules: ['vulnerable-image'], selector, ...told }],
    refused: [],
  };
}

/** `**` is any run of characters here, too; a path is below whatever was named on the command line. */
function filesOf(path: string): readonly string[] {
  const plain = path.replaceAll(/\*\*\/?/g, '*').replaceAll(/\*+/g, '*');
  return plain.startsWith('*') ? [plain] : [plain, `*/${plain}`];
}

function isVulnerability(check: string): boolean {
  return /^(?:CVE|GHSA|DLA|DSA|RUSTSEC|GO|OSV)-/i.test(check);
}
