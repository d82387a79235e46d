import type { Format } from './format.ts';
import { findingJson } from './finding-json.ts';

/** One JSON document of kind `CheckResult`; findings are written as they come, the summary last. */
export const json: Format = {
  name: 'json',
  open() {
    let findings = 0;
    const unjudged: unknown[] = [];
    const notes: string[] = [];
    return {
      begin: () => '{"apiVersion":"writ/v1","kind":"CheckResult","findings":[',
      event(event) {
        if (event.type === 'unjudged') unjudged.push(event.unjudged);
        else if (event.type === 'note') notes.push(event.note);
        else return `${findings++ === 0 ? '\n' : ',\n'}${JSON.stringify(findingJson(event.finding))}`;
        return '';
      },
      end({ summary }) {
        const tail = { unjudged, notes, summary };
        return `${findings === 0 ? '' : '\n'}],${JSON.stringify(tail).slice(1)}\n`;
      },
    };
  },
};
