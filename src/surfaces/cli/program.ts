import { Argument, Command, CommanderError, Option } from 'commander';
import { formatsOf } from '../../formats/output.ts';
import { printable } from '../../formats/printable.ts';
import { operations, type Listed } from '../../operations/gen/manifest.ts';
import { completion, shells } from './completion.ts';
import { flagsOf, inputOf } from './flags.ts';
import { commandIn } from './groups.ts';
import { runOperation, type Terminal } from './run-operation.ts';
import { usageError } from './usage-errors.ts';

/**
 * The command line, driven by the list of operations: no verb is written by hand but `completion`.
 * Resolves to the exit code.
 */
export async function runProgram(
  argv: readonly string[],
  version: string,
  terminal: Terminal,
): Promise<number> {
  let code = 0;
  const program = new Command('writ')
    .description('Say the rule once; Writ proves it, enforces it, and keeps it true.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .helpCommand('help [command]', 'show what a command takes')
    .addHelpText('after', beginning);
  const isAsked = askedFor(argv[0]);
  for (const listed of operations) {
    const command = commandIn(program, listed.name).summary(listed.summary).description(listed.summary);
    // Of the others nothing but their names is ever shown.
    if (!isAsked(listed)) continue;
    command.addHelpText('after', examplesOf(listed.examples));
    if (listed.paths !== null) {
      const { name, description, required, unless } = listed.paths;
      command.argument(required && unless === undefined ? `<${name}...>` : `[${name}...]`, description);
    }
    for (const option of [...flagsOf(listed.parameters), ...outputFlags(listed.name)])
      command.addOption(option);
    command.action(async (...parsed: unknown[]) => {
      const options = command.opts<Record<string, unknown>>();
      const paths = listed.paths === null ? [] : (parsed[0] as readonly string[]);
      if (lacksPaths(listed, paths, options))
        command.error(`error: missing required argument '${listed.paths?.name}'`);
      const input = { ...inputOf(listed.parameters, options), paths };
      code = await runOperation(listed, input, { options, version, terminal });
    });
  }
  program
    .command('completion')
    .summary('Print the completion script of a shell.')
    .description('Print the completion script of a shell.')
    .addArgument(new Argument('<shell>', 'which one').choices(shells))
    .addHelpText('after', examplesOf(completionExamples))
    .action((shell: (typeof shells)[number]) => terminal.out(completion(shell, operations)));
  speakAsEverywhere(program, 'writ');
  return parse(program, asked(program, argv), () => code);
}

/** Which operations a first word may lead to; all of them where it is none of theirs, such as `help`. */
function askedFor(word = ''): (operation: Listed) => boolean {
  const begins = ({ name }: Listed): boolean => name.split(' ', 1)[0] === word;
  return operations.some(begins) ? begins : () => true;
}

/** Whether a command has nothing to work on: commander knows no argument that only a flag makes needless. */
function lacksPaths(
  { paths }: Listed,
  given: readonly string[],
  options: Readonly<Record<string, unknown>>,
): boolean {
  return paths?.required === true && given.length === 0 && options[paths.unless ?? ''] !== true;
}

/**
 * The command line as commander has to see it: its own `help` knows one word, where a command within another has two,
 * and it shows help for whatever it does not know.
 */
function asked(program: Command, argv: readonly string[]): readonly string[] {
  const words = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
  let within = program;
  for (const [index, word] of words.entries()) {
    if (word.startsWith('-') || within.commands.length === 0) break;
    const next = within.commands.find((command) => command.name() === word);
    if (next === undefined) return word === 'help' ? words : words.slice(0, index + 1);
    within = next;
  }
  return words;
}

/** Errors of every command in our words, with the command as it is typed. */
function speakAsEverywhere(command: Command, typed: string): void {
  const known = command.commands.map((one) => one.name());
  command.configureOutput({
    outputError: (raw, write) => write(usageError(raw, typed, known).split('\n').map(printable).join('\n')),
  });
  for (const one of command.commands) speakAsEverywhere(one, `${typed} ${one.name()}`);
}

async function parse(program: Command, argv: readonly string[], code: () => number): Promise<number> {
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2; // Commander has already said what is wrong.
  }
}

/** What every command takes besides its operation's parameters. */
function outputFlags(command: string): readonly Option[] {
  const formats = formatsOf(command);
  const repeat = (value: string, previous: readonly string[] | undefined) => [...(previous ?? []), value];
  return [
    new Option('--format <NAME[=FILE]>', `${formats.join(', ')}; repeat it for several`).argParser(repeat),
    new Option('--output <FILE>', 'write the result to a file instead of standard output'),
    new Option('--quiet', 'no notes on standard error'),
  ];
}

const beginning = `
Examples:
  $ writ check .
      judges the manifests in this folder, and says where, why and what to do
  $ writ rules run-as-non-root
      explains a rule
  $ writ help check
      shows what a command takes

Exit codes:
  0  everything was judged, and nothing is wrong
  1  there are findings
  2  the command line or a configuration is wrong
  3  some input could not be judged`;

const completionExamples: Listed['examples'] = [
  [
    'writ completion bash > ~/.local/share/bash-completion/completions/writ',
    'for bash, from the next shell on',
  ],
  ['writ completion fish > ~/.config/fish/completions/writ.fish', 'for fish'],
];

function examplesOf(list: Listed['examples']): string {
  return `\nExamples:\n${list.map(([command, what]) => `  $ ${command}\n      ${what}\n`).join('')}`;
}
