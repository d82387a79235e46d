import { existsSync, readFileSync } from 'node:fs';
import { equivalentsOf, type Tool } from '../../src/rules/equivalents-of.ts';
import { rules } from '../../src/rules/index.ts';
import { profiles } from '../../src/rules/profiles.ts';
import type { Generated } from './generated.ts';

const tools: readonly Tool[] = ['kube-linter', 'polaris', 'kubescape', 'trivy', 'checkov'];
const table = /(?<=<!-- checks: written by npm run generate -->\n)[^]*(?=<!-- end -->)/;

/** The guides for users of other tools, each with the table of what its checks are called here. */
export function comingFrom(): readonly Generated[] {
  return tools
    .map((tool) => ({ tool, path: `docs/coming-from/${tool}.md` }))
    .filter(({ path }) => existsSync(path))
    .map(({ tool, path }) => ({ path, content: withTable(readFileSync(path, 'utf8'), tool) }));
}

function withTable(page: string, tool: Tool): string {
  if (!table.test(page)) throw new Error(`docs/coming-from/${tool}.md has no place for its table`);
  return page.replace(table, () => `\n${rows(tool)}\n\n`);
}

function rows(tool: Tool): string {
  const equivalents = equivalentsOf(rules.map(({ id }) => id));
  const checks = [...new Set(equivalents.allOf(tool))].toSorted((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const lines = checks.map((check) => {
    const ours = equivalents
      .rulesOf(tool, check)
      .map((rule) => `[${rule}](../rules/${rule}.md)${mark(rule)}`);
    return `| \`${check}\` | ${ours.join(', ')} |`;
  });
  return [`| ${tool} | here |`, '|---|---|', ...lines].join('\n');
}

/** A dot for what the default profile judges. */
function mark(rule: string): string {
  return profiles.default.rules.includes(rule) ? ' •' : '';
}
