import { Argument, Command, CommanderError, Option } from 'commander';
import { formatsOf } from '../../formats/output.ts';
import { operations, type Listed } from '../../operations/gen/manifest.ts';
import { completion, shells } from './completion.ts';
import { flagsOf, inputOf } from './flags.ts';
import { commandIn } from './groups.ts';
import { runOperation, type Terminal } from './run-operation.ts';

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
    .showHelpAfterError('Run it with --help to see what it takes.')
    .helpCommand('help [command]', 'show what a command takes');
  for (const listed of operations) {
    const command = commandIn(program, listed.name)
      .summary(listed.summary)
      .description(listed.summary)
      .addHelpText('after', examplesOf(listed.examples));
    if (listed.paths !== null) {
      const { name, description, required } = listed.paths;
      command.argument(required ? `<${name}...>` : `[${name}...]`, description);
    }
    for (const option of [...flagsOf(listed.parameters), ...outputFlags(listed.name)])
      command.addOption(option);
    command.action(async (...parsed: unknown[]) => {
      const options = command.opts<Record<string, unknown>>();
      const paths = listed.paths === null ? [] : (parsed[0] as readonly string[]);
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
  return parse(program, argv, () => code);
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
