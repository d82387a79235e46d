import { WritError } from '../../core/errors.ts';
import type { Listed } from '../../operations/gen/manifest.ts';
import { kebab } from './flags.ts';

/** The shells that completion is written for. */
export const shells: readonly string[] = ['bash', 'zsh', 'fish'];

/**
 * A completion script: commands first, then the flags of the command, then files.
 * @throws {WritError} `USAGE` for another shell.
 */
export function completion(shell: string, operations: readonly Listed[]): string {
  const commands = [
    ...operations.map(({ name, summary, parameters }) => ({
      name,
      summary,
      flags: flags(Object.keys(parameters)),
    })),
    { name: 'completion', summary: 'Print the completion script of a shell.', flags: [...shells] },
  ];
  switch (shell) {
    case 'bash':
      return bash(commands);
    case 'zsh':
      return `autoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;
    case 'fish':
      return fish(commands);
    default:
      throw new WritError('USAGE', `there is no completion for \`${shell}\``, {
        hint: `Choose among ${shells.join(', ')}.`,
      });
  }
}

interface Completed {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly string[];
}

function flags(parameters: readonly string[]): readonly string[] {
  return [...parameters.map((name) => `--${kebab(name)}`), '--format', '--output', '--quiet', '--help'];
}

function bash(commands: readonly Completed[]): string {
  const cases = commands.map(({ name, flags }) => `    ${name}) words="${flags.join(' ')}" ;;`);
  return `_writ() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words="" ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words="${commands.map(({ name }) => name).join(' ')} help --help --version"
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _writ writ
`;
}

function fish(commands: readonly Completed[]): string {
  const lines = commands.flatMap(({ name, summary, flags }) => [
    `complete -c writ -n __fish_use_subcommand -a ${name} -d '${summary.replaceAll("'", "\\'")}'`,
    ...flags.map((word) =>
      word.startsWith('--')
        ? `complete -c writ -n '__fish_seen_subcommand_from ${name}' -l ${word.slice(2)}`
        : `complete -c writ -n '__fish_seen_subcommand_from ${name}' -a ${word}`,
    ),
  ]);
  return `${lines.join('\n')}\n`;
}
