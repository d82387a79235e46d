import type { Equivalents, Tool } from '../../rules/equivalents-of.ts';
import type { Exception } from '../exception.ts';

/** What a tool calls the rules of an exception, and why some cannot be told; null where all can. */
export interface Checks {
  readonly checks: readonly string[];
  readonly untold: string | null;
}

/** The checks that stand for rules of an exception, and for no other: what is not lifted here must not be there. */
export function checksFor({ rules }: Exception, tool: Tool, equivalents: Equivalents): Checks {
  const faults: string[] = [];
  const checks = rules.flatMap((rule) => {
    const all = equivalents.checksOf(tool, rule);
    if (all.length === 0) faults.push(`nothing of ${tool} stands for \`${rule}\``);
    return all.filter((check) => {
      const other = equivalents.rulesOf(tool, check).find((each) => !rules.includes(each));
      if (other !== undefined) faults.push(`\`${check}\` of ${tool} would also lift \`${other}\``);
      return other === undefined;
    });
  });
  return { checks: [...new Set(checks)], untold: faults.length === 0 ? null : faults.join('; ') };
}
