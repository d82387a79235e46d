import type { FixResult, LiveObjectOutcome, LiveOutcome } from '../operations/repair/fix-result.ts';
import { nameOf } from './name-of.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** What became of each live object. */
export function liveLines({ objects }: LiveOutcome, style: Style): readonly string[] {
  if (objects.length === 0) return [];
  return [
    `\n${style.bold('Objects of the cluster')}`,
    ...objects.map(({ resource, status, why }) => {
      const text = why === null ? '' : `\n    ${style.green('→')} ${printable(why)}`;
      return `  ${printable(nameOf(resource))}  ${paint(status, style)}${text}`;
    }),
  ];
}

const words: Readonly<Record<LiveObjectOutcome['status'], string>> = {
  proposed: 'can be repaired',
  waits: 'waits for approval',
  done: 'repaired',
  elsewhere: 'to be changed where it comes from',
  failed: 'changed, and something went wrong',
  'not done': 'not changed',
  'taken back': 'taken back',
  'was not made': 'as it was',
};

function paint(status: LiveObjectOutcome['status'], style: Style): string {
  if (status === 'done' || status === 'taken back') return style.green(words[status]);
  return status === 'failed' || status === 'not done' ? style.red(words[status]) : words[status];
}

/** How the run ended, and what to type next. */
export function liveClosing({ live, undo, written }: FixResult, style: Style): string {
  const objects = live?.objects ?? [];
  const parts = sentences.flatMap(({ of, text }) => {
    const count = objects.filter(({ status }) => of.includes(status)).length;
    const id = of.includes('waits') ? live?.plan : undo;
    return count === 0 ? [] : [text(things(count), id ?? '')];
  });
  if (parts.length > 0) return parts.join('; ');
  return style.green(written ? 'nothing to change any more' : 'nothing to change');
}

/** In the order in which they are said; `id` is of what takes the changes back, or of the plan that waits. */
const sentences: readonly {
  readonly of: readonly LiveObjectOutcome['status'][];
  readonly text: (objects: string, id: string) => string;
}[] = [
  {
    of: ['done', 'failed'],
    text: (objects, id) => `changed ${objects}; take it back with \`writ fix --undo ${id}\``,
  },
  { of: ['taken back'], text: (objects) => `took back ${objects}` },
  {
    of: ['proposed'],
    text: (objects) =>
      `can repair ${objects}: \`--write\` makes the changes that are approved, and a plan of the others`,
  },
  {
    of: ['waits'],
    text: (objects, id) =>
      `for ${objects} a plan waits: \`writ fix --approve ${id} --reason …\` carries it out, \`--refuse ${id}\` ends it`,
  },
  { of: ['elsewhere'], text: (objects) => `${objects} to be changed where they come from` },
];

function things(count: number): string {
  return `${count} ${count === 1 ? 'object' : 'objects'}`;
}
