import { blocksOf, fileOf, type Block } from './blocks.ts';
import type { Ran, Session } from './session.ts';

/** One command of a block, and the lines that the page shows below it. */
interface Step {
  readonly command: string;
  readonly shown: readonly string[];
}

/**
 * The page as it is true now: its files are written, its commands run in order, and what they print stands below them.
 * Within a line `…` stands for what differs from run to run, and a line `…` for what is left out; both are kept.
 */
export async function retold(page: string, session: Session): Promise<string> {
  const lines = page.split('\n');
  const told = [...lines];
  let shift = 0;
  for (const block of blocksOf(page)) {
    const file = fileOf(block);
    if (file !== null) session.write(file, `${block.lines.join('\n')}\n`);
    if (!isRun(block)) continue;
    const now = await retoldBlock(block, session);
    told.splice(block.start + shift, block.lines.length, ...now);
    shift += now.length - block.lines.length;
  }
  return told.join('\n');
}

/** Whether a block is a session at a terminal. */
export function isRun({ lines }: Block): boolean {
  return lines[0]?.startsWith('$ ') ?? false;
}

/** How a command ends stands below it where that is not 0. */
async function retoldBlock(block: Block, session: Session): Promise<readonly string[]> {
  const steps = stepsOf(block).filter(({ command }) => command !== 'echo $?');
  const runs = await session.run(steps.map(({ command }) => command));
  return steps.flatMap(({ command, shown }, index) => {
    const { output, code } = runs[index] as Ran;
    const printed = output === '' ? [] : output.replace(/\n$/, '').split('\n');
    const ending = code === 0 ? [] : ['$ echo $?', String(code)];
    return [...`$ ${command}`.split('\n'), ...steady(printed, shown), ...ending];
  });
}

/** The commands of a block; one that ends in a backslash goes on in the next line. */
function stepsOf({ lines }: Block): readonly Step[] {
  const steps: { command: string; shown: string[] }[] = [];
  for (const line of lines) {
    const last = steps.at(-1);
    if (last?.shown.length === 0 && last.command.endsWith('\\')) last.command += `\n${line}`;
    else if (line.startsWith('$ ')) steps.push({ command: line.slice(2), shown: [] });
    else last?.shown.push(line);
  }
  return steps;
}

/** What was printed, with the dots of what is shown in it wherever they still fit. */
function steady(printed: readonly string[], shown: readonly string[]): readonly string[] {
  const gap = shown.indexOf('…');
  if (gap < 0) return dotted(printed, shown);
  const tail = shown.length - gap - 1;
  if (printed.length < gap + tail) return printed;
  const end = printed.length - tail;
  return [
    ...dotted(printed.slice(0, gap), shown.slice(0, gap)),
    '…',
    ...dotted(printed.slice(end), shown.slice(gap + 1)),
  ];
}

function dotted(printed: readonly string[], shown: readonly string[]): readonly string[] {
  const forms = shown.filter((line) => line.includes('…')).map((line) => ({ line, form: formOf(line) }));
  return printed.map((line) => forms.find(({ form }) => form.test(line))?.line ?? line);
}

function formOf(line: string): RegExp {
  return new RegExp(
    `^${line
      .split('…')
      .map((part) => RegExp.escape(part))
      .join('.+')}$`,
  );
}
