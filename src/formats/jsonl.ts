import type { Format } from './format.ts';
import { findingJson } from './finding-json.ts';

/** One JSON object a line, as it is judged: findings, unjudged input, notes, and the summary last. */
export const jsonl: Format = {
  name: 'jsonl',
  open() {
    return {
      begin: () => '',
      event(event) {
        if (event.type === 'finding') return line({ type: 'finding', ...findingJson(event.finding) });
        if (event.type === 'unjudged') return line({ type: 'unjudged', ...event.unjudged });
        return line(event);
      },
      end: ({ summary }) => line({ type: 'summary', ...summary }),
      watch(event) {
        if (event.type === 'watching') return line({ type: 'watching', open: event.open });
        const at = new Date(Number(event.at / 1_000_000n)).toISOString();
        return line({ type: event.change, at, ...findingJson(event.finding) });
      },
    };
  },
};

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
