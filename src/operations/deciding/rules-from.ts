import { WritError } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';
import { equivalentsOf, type Equivalents } from '../../rules/equivalents-of.ts';
import { peerNames, peers, withoutChecks, type PeerName } from '../../rules/peers.ts';
import { catalogue } from './catalogue.ts';

/** A check of another tool, and what stands for it here. */
export interface Stand {
  readonly tool: PeerName;
  readonly check: string;
  /** Ids of rules; empty where nothing here asks for the same. */
  readonly rules: readonly string[];
  /** Why no rule stands for it. */
  readonly why: string | null;
}

/**
 * What stands for checks of other tools, each named `tool:check`, or by the check alone where that tells.
 * @throws {WritError} `USAGE` for a tool, `RULE_UNKNOWN` for a check that is not known, with the nearest name.
 */
export function rulesFrom(names: readonly string[]): readonly Stand[] {
  const equivalents = equivalentsOf(catalogue().map(({ id }) => id));
  return names.flatMap((name) => {
    const [, tool = '', check = ''] = /^([^:]*):(.*)$/.exec(name) ?? [];
    return tool === '' ? anywhere(name, equivalents) : [stand(toolOf(tool), check, equivalents)];
  });
}

/** What stands for a check whose tool is not said. */
function anywhere(check: string, equivalents: Equivalents): readonly Stand[] {
  const found = peerNames.filter((tool) => isKnown(tool, check, equivalents));
  if (found.length > 0) return found.map((tool) => stand(tool, check, equivalents));
  throw new WritError('USAGE', `\`${check}\` does not say of which tool it is`, {
    hint: `Write \`tool:check\`, such as \`kube-linter:run-as-non-root\`; the tools are ${peerNames.join(', ')}.`,
  });
}

function stand(tool: PeerName, check: string, equivalents: Equivalents): Stand {
  const rules = equivalents.rulesOf(tool, check);
  if (rules.length > 0) return { tool, check, rules, why: null };
  const { without } = peers[tool];
  const why = Object.hasOwn(without, check) ? (without[check] ?? null) : null;
  if (why !== null) return { tool, check, rules, why };
  throw unknownCheck(tool, check, equivalents);
}

function isKnown(tool: PeerName, check: string, equivalents: Equivalents): boolean {
  return equivalents.rulesOf(tool, check).length > 0 || Object.hasOwn(peers[tool].without, check);
}

function toolOf(name: string): PeerName {
  const lower = name.trim().toLowerCase();
  const tool = peerNames.find((one) => one === lower || one.replace('-', '') === lower);
  if (tool !== undefined) return tool;
  const reason = Object.hasOwn(withoutChecks, lower) ? withoutChecks[lower] : undefined;
  if (reason !== undefined)
    throw new WritError('USAGE', `no rule stands for a check of ${lower}: ${reason}`, {
      hint: 'List the rules with `writ rules`.',
    });
  const near = nearest(lower, peerNames);
  throw new WritError('USAGE', `the checks of \`${name}\` are not compared with the rules`, {
    hint: `${near === null ? '' : `Did you mean \`${near}\`? `}The tools are ${peerNames.join(', ')}.`,
  });
}

function unknownCheck(tool: PeerName, check: string, equivalents: Equivalents): WritError {
  const { title, version, without } = peers[tool];
  const names = [...new Set([...equivalents.allOf(tool), ...Object.keys(without)])];
  const near = nearest(check, names);
  const which = `${title} ${version}`;
  return new WritError('RULE_UNKNOWN', `no rule stands for \`${tool}:${check}\``, {
    hint:
      near === null
        ? `It is not among the ${names.length} checks of ${which} that are compared with the rules.`
        : `Did you mean \`${tool}:${near}\`? ${names.length} checks of ${which} are compared with the rules.`,
  });
}
