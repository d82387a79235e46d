import type { Command } from 'commander';

/** Commands that only hold others, by name, and what they are about. */
const groups: Readonly<Record<string, string>> = {
  config: "Look at the organization's configuration, or make one.",
  exception: 'Lift rules for some objects until a day.',
  store: 'Copy the store, bring it up to date, list the messages in it.',
  audit: 'List what was done, and verify that the list is whole.',
};

/** Gives a command its place: `exception create` goes into `exception`, which is made once. */
export function commandIn(program: Command, name: string): Command {
  const [first = name, second] = name.split(' ');
  if (second === undefined) return program.command(first);
  const group = program.commands.find((command) => command.name() === first) ?? groupNamed(program, first);
  return group.command(second);
}

function groupNamed(program: Command, name: string): Command {
  const summary = groupSummary(name);
  return program
    .command(name)
    .summary(summary)
    .description(summary)
    .helpCommand('help [command]', 'show what a command takes');
}

/** What a group of commands is about. */
export function groupSummary(name: string): string {
  return Object.hasOwn(groups, name) ? (groups[name] ?? '') : '';
}
