import { nearest } from '../../core/nearest.ts';

/** What is wrong with a command line in the words of every other error: a sentence, then what to do. */
export function usageError(raw: string, command: string, known: readonly string[]): string {
  const [first = '', suggestion = ''] = raw
    .replace(/^error: /, '')
    .trim()
    .split('\n');
  for (const [form, tell] of forms) {
    const match = form.exec(first);
    if (match === null) continue;
    const { said, hint } = tell({
      words: match.slice(1),
      meant: /^\(Did you mean (.+)\?\)$/.exec(suggestion)?.[1] ?? null,
      command,
      known,
    });
    return `writ: ${said}\n  ${hint}\n`;
  }
  return `writ: ${first}\n  \`${command} --help\` shows what it takes.\n`;
}

interface Usage {
  /** What the form caught. */
  readonly words: readonly string[];
  /** What commander takes the word for. */
  readonly meant: string | null;
  readonly command: string;
  /** The commands within the command. */
  readonly known: readonly string[];
}

interface Told {
  readonly said: string;
  readonly hint: string;
}

const forms: readonly (readonly [RegExp, (usage: Usage) => Told])[] = [
  [
    /^unknown option '(.+)'$/,
    ({ words: [flag], meant, command }) => ({
      said: `\`${command}\` has no flag \`${flag}\``,
      hint: `${didYouMean(meant)}\`${command} --help\` lists its flags.`,
    }),
  ],
  [
    /^unknown command '(.+)'$/,
    ({ words: [name], meant, command, known }) => ({
      said: `there is no command \`${command} ${name}\``,
      hint: `${didYouMean(meant)}Choose among ${known.join(', ')}.`,
    }),
  ],
  [
    /^missing required argument '(.+)'$/,
    ({ words: [argument = ''], command }) => ({
      said: `\`${command}\` needs ${/^[aeiou]/.test(argument) ? 'an' : 'a'} ${argument}`,
      hint:
        argument === 'path'
          ? `Name files or folders, such as \`${command} .\` for this one; \`${command} --help\` shows examples.`
          : `\`${command} --help\` shows examples.`,
    }),
  ],
  [
    /^option '(--[\w-]+).*' argument missing$/,
    ({ words: [flag], command }) => ({
      said: `\`${flag}\` needs a value`,
      hint: `\`${command} --help\` shows what it takes.`,
    }),
  ],
  [
    /^option '(--[\w-]+).*' argument '([^]*)' is invalid\. (.*)$/,
    ({ words: [flag = '', value = '', why = ''] }) => refusal(`\`${flag}\``, value, why),
  ],
  [
    /^command-argument value '([^]*)' is invalid for argument '(.+)'\. (.*)$/,
    ({ words: [value = '', , why = ''], command }) => refusal(`\`${command}\``, value, why),
  ],
  [
    /^too many arguments/,
    ({ command }) => ({
      said: `\`${command}\` takes no further words`,
      hint: `\`${command} --help\` shows what it takes.`,
    }),
  ],
];

function refusal(who: string, value: string, why: string): Told {
  const choices = /^Allowed choices are (.+)\.$/.exec(why)?.[1]?.split(', ');
  if (choices === undefined) return { said: `${who} does not take \`${value}\``, hint: why };
  const items = value.split(',').map((item) => item.trim());
  const wrong = items.find((item) => !choices.includes(item)) ?? value;
  return {
    said: `${who} does not take \`${wrong}\``,
    hint: `${didYouMean(nearest(wrong, choices))}Choose among ${choices.join(', ')}.`,
  };
}

function didYouMean(name: string | null): string {
  return name === null ? '' : `Did you mean \`${name}\`? `;
}
