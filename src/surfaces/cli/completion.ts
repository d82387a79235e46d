import { formatNames } from '../../formats/index.ts';
import type { Listed } from '../../operations/gen/manifest.ts';
import type { Parameter } from '../../operations/operation.ts';
import { kebab } from './flags.ts';
import { groupSummary } from './groups.ts';

/** The shells that completion is written for. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/** A completion script: commands first, then the flags of the command and what they take, then files. */
export function completion(shell: (typeof shells)[number], operations: readonly Listed[]): string {
  const commands = [
    ...groupsOf(operations),
    ...operations.map(({ name, summary, parameters }) => ({ name, summary, flags: flagsOf(parameters) })),
    { name: 'completion', summary: 'Print the completion script of a shell.', flags: [], words: shells },
  ];
  if (shell === 'fish') return fish(commands);
  return shell === 'bash' ? bash(commands) : `autoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;
}

/** Commands that only hold others, which they take as words. */
function groupsOf(operations: readonly Listed[]): readonly Completed[] {
  const groups = Map.groupBy(
    operations.filter(({ name }) => name.includes(' ')),
    ({ name }) => name.split(' ')[0] ?? name,
  );
  return Array.from(groups, ([name, members]) => ({
    name,
    summary: groupSummary(name),
    flags: [],
    words: members.map((member) => member.name.slice(name.length + 1)),
  }));
}

interface Completed {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
  /** What the command takes instead of files. */
  readonly words?: readonly string[];
}

interface Flag {
  /** Without the dashes. */
  readonly name: string;
  readonly description: string;
  readonly takesValue: boolean;
  /** Empty where any value will do. */
  readonly choices: readonly string[];
}

function flagsOf(parameters: Readonly<Record<string, Parameter>>): readonly Flag[] {
  const own = Object.entries(parameters).map(([name, parameter]): Flag => ({
    name: kebab(name),
    description: parameter.description,
    takesValue: parameter.type !== 'flag',
    choices: 'choices' in parameter ? (parameter.choices ?? []) : [],
  }));
  return [
    ...own,
    { name: 'format', description: 'how to show the result', takesValue: true, choices: formatNames },
    { name: 'output', description: 'write the result to a file', takesValue: true, choices: [] },
    { name: 'quiet', description: 'no notes on standard error', takesValue: false, choices: [] },
    { name: 'help', description: 'what the command takes', takesValue: false, choices: [] },
  ];
}

function bash(commands: readonly Completed[]): string {
  const names = commands.flatMap(({ name }) => (name.includes(' ') ? [] : [name])).join(' ');
  const words = commands.map(
    ({ name, flags, words: own = [] }) =>
      `    "${name}"${name.includes(' ') ? '' : '*'}) words="${[...own, ...flags.map((flag) => `--${flag.name}`)].join(' ')}" ;;`,
  );
  const choices = new Map(
    commands.flatMap(({ flags }) => flags.map((flag) => [flag.name, flag.choices.join(' ')])),
  );
  const values = [...choices].flatMap(([name, list]) =>
    list === '' ? [] : [`    --${name}) words="${list}" ;;`],
  );
  return `_writ() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${words.toSorted(longestFirst).join('\n')}
  esac
  case "$previous" in
${values.join('\n')}
  esac
  [ "$COMP_CWORD" -eq 1 ] && words="${names} help --help --version"
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _writ writ
`;
}

/** `exception create` before `exception`, which is the beginning of it. */
function longestFirst(a: string, b: string): number {
  return b.indexOf(')') - a.indexOf(')');
}

function fish(commands: readonly Completed[]): string {
  const lines = commands.flatMap(({ name, summary, flags, words = [] }) => {
    const seen = name.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
    const within = `complete -c writ -n '${seen.join('; and ')}'`;
    return [
      ...(seen.length > 1
        ? []
        : [`complete -c writ -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`]),
      ...words.map((word) => `${within} -f -a ${word}`),
      ...flags.map((flag) => `${within} -l ${flag.name}${valueOf(flag)} -d ${quoted(flag.description)}`),
    ];
  });
  return `${lines.join('\n')}\n`;
}

function valueOf({ takesValue, choices }: Flag): string {
  if (!takesValue) return '';
  return choices.length === 0 ? ' -r' : ` -x -a ${quoted(choices.join(' '))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
