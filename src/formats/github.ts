import type { Finding } from '../core/finding.ts';
import { foundWords } from './found-words.ts';
import type { Format } from './format.ts';
import { printable } from './printable.ts';

/** GitHub Actions workflow commands: one annotation a finding, at its line. */
export const github: Format = {
  name: 'github',
  open() {
    return {
      begin: () => '',
      event(event) {
        if (event.type === 'note') return `::notice::${data(event.note)}\n`;
        if (event.type === 'unjudged') {
          const { file, line, column, code, message } = event.unjudged;
          const place = line === 0 ? {} : { line, col: column };
          return command('error', { file, ...place, title: code }, message);
        }
        return annotate(event.finding);
      },
      end: ({ summary, judged }) => {
        const told = `Writ judged ${summary.resources} resources by ${summary.rules} rules: ${foundWords(summary)}`;
        return judged ? `::notice::${told}\n` : `::error::${told}; some input was not judged\n`;
      },
    };
  },
};

function annotate(finding: Finding): string {
  // What an exception lifts is not for the author of a change to see to.
  if (finding.result === 'pass' || finding.result === 'skip' || finding.exception !== null) return '';
  const { file, line, column } = finding.location;
  const title = finding.code === null ? finding.policy : `${finding.code} ${finding.policy}`;
  const text = finding.remediation === null ? finding.message : `${finding.message}\n${finding.remediation}`;
  const place = line === 0 ? {} : { line, col: column };
  return command(level(finding), { file, ...place, title }, text);
}

function level({ result, severity }: Finding): string {
  if (result === 'error') return 'error';
  if (result === 'warn' || severity === 'medium') return 'warning';
  return severity === 'high' || severity === 'critical' ? 'error' : 'notice';
}

function command(name: string, properties: Readonly<Record<string, string | number>>, text: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${list.join(',')}::${data(text)}\n`;
}

/** Escapes what would end a command's message; other control characters would reach the log, and are spelled. */
function data(text: string): string {
  return text.split('\n').map(printable).join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
