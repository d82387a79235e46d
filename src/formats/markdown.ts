import type { Finding, Unjudged } from '../core/finding.ts';
import type { CheckSummary } from '../operations/judging/check-result.ts';
import { foundWords } from './found-words.ts';
import type { Format } from './format.ts';
import { markdownCode as code, markdownSentence as sentence, markdownText as text } from './markdown-text.ts';
import { nameOf } from './name-of.ts';
import { count, severityMarks } from './report-words.ts';

/** For comments and job summaries: a heading a resource, a line a finding, and the count last. */
export const markdown: Format = {
  name: 'markdown',
  open() {
    let heading = '';
    return {
      begin: () => '## Writ\n\n',
      event(event) {
        if (event.type === 'note') return '';
        if (event.type === 'unjudged') {
          const opening = heading === unjudgedHeading ? '' : section(heading, unjudgedHeading);
          heading = unjudgedHeading;
          return `${opening}${unjudgedLine(event.unjudged)}`;
        }
        const next = `${text(nameOf(event.finding.resource))} ${code(event.finding.location.file)}`;
        const opening = next === heading ? '' : section(heading, next);
        heading = next;
        return `${opening}${findingLine(event.finding)}`;
      },
      end: ({ summary, judged }) => `${heading === '' ? '' : '\n'}${closing(summary, judged)}`,
    };
  },
};

const unjudgedHeading = 'Not judged';

function section(before: string, heading: string): string {
  return `${before === '' ? '' : '\n'}### ${heading}\n\n`;
}

function findingLine(finding: Finding): string {
  const { result, severity, message, policy, code: short, location, remediation, exception } = finding;
  const mark = result === 'fail' ? `${severityMarks[severity]} **${severity}**` : `**${result}**`;
  const label = code(short === null ? policy : `${short} ${policy}`);
  const advice = remediation === null ? '' : ` → ${sentence(remediation)}`;
  const lifted = exception === null ? '' : ` *excepted: ${text(exception)}*`;
  return `- ${mark} ${sentence(message)} ${label}${location.line === 0 ? '' : `, line ${location.line}`}.${advice}${lifted}\n`;
}

function unjudgedLine({ file, line, message }: Unjudged): string {
  return `- **not judged** ${code(line === 0 ? file : `${file}:${line}`)} ${text(message)}\n`;
}

function closing(summary: CheckSummary, judged: boolean): string {
  const { resources, files, rules, folded } = summary;
  const more = [
    folded > 0 ? `${folded} folded under their cause` : '',
    judged ? '' : '**some input was not judged**',
  ].filter(Boolean);
  const found = foundWords(summary).replace(/^n/, 'N');
  const where = `${count(resources, 'resource')}${files === 0 ? '' : ` in ${count(files, 'file')}`} judged by ${count(rules, 'rule')}`;
  return `**${found}**: ${[where, ...more].join('; ')}\n`;
}
