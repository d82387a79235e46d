import type { Finding, Unjudged } from '../core/finding.ts';
import type { CheckEvent, CheckResult } from '../operations/judging/check-result.ts';
import { foundWords } from './found-words.ts';
import type { Format } from './format.ts';
import { pageBegin, pageEnd, sentenceHtml } from './html-page.ts';
import { html as markup, nothing, type Html } from './html-text.ts';
import { nameOf } from './name-of.ts';
import { count } from './report-words.ts';

/** One page: a section a resource, its findings in it, and the count last; no network, no script. */
export const html: Format = {
  name: 'html',
  open() {
    let heading = '';
    const under = (next: string, shown: Html): string => {
      if (next === heading) return '';
      const closed = heading === '' ? '' : '</ul></section>\n';
      heading = next;
      return `${closed}${markup`<section><h2>${shown}</h2><ul>`.markup}\n`;
    };
    return {
      begin: () => `${pageBegin('Writ: findings')}${opening.markup}\n`,
      event(event) {
        if (event.type === 'note') return '';
        const [key, shown, item] = lineOf(event);
        return `${under(key, shown)}${item.markup}\n`;
      },
      end: (result) =>
        `${heading === '' ? '' : '</ul></section>\n'}${closing(result).markup}\n</main>\n${pageEnd}`,
    };
  },
};

const opening = markup`<a class="skip" href="#summary">Skip to the summary</a>
<header><h1>Findings</h1><nav aria-label="Sections"><ul><li><a href="#summary">Summary</a></li></ul></nav></header>
<main>`;

function lineOf(event: Exclude<CheckEvent, { type: 'note' }>): readonly [string, Html, Html] {
  if (event.type === 'unjudged') return ['unjudged', markup`Not judged`, unjudgedItem(event.unjudged)];
  const { finding, excerpt } = event;
  const { file } = finding.location;
  const name = nameOf(finding.resource);
  const shown = markup`<bdi>${name}</bdi> <span class="soft"><code>${file}</code></span>`;
  return [`finding ${name} ${file}`, shown, findingItem(finding, excerpt())];
}

const tones = { critical: 'bad', high: 'bad', medium: 'fair', low: 'none', info: 'none' } as const;

function findingItem(finding: Finding, source: string | null): Html {
  const { result, severity, message, policy, code, location, remediation, exception } = finding;
  const label = code === null ? policy : `${code} ${policy}`;
  if (result === 'pass' || result === 'skip') {
    const reason = result === 'skip' ? `: ${message}` : '';
    return markup`<li><span class="badge none">${result}</span> <span class="soft">${label}${reason}</span></li>`;
  }
  const [tone, word] = result === 'fail' ? [tones[severity], severity] : (['fair', result] as const);
  const line = source === null ? nothing : markup`<br /><code>${source.trim().slice(0, 200)}</code>`;
  const advice = remediation === null ? nothing : markup`<br />→ ${sentenceHtml(remediation)}`;
  const lifted =
    exception === null ? nothing : markup`<br /><span class="soft">excepted: ${exception}</span>`;
  return markup`<li><span class="badge ${tone}">${word}</span> ${sentenceHtml(message)} <span class="soft">${label}${location.line === 0 ? '' : `, line ${location.line}`}</span>${line}${advice}${lifted}</li>`;
}

function unjudgedItem({ file, line, column, message }: Unjudged): Html {
  const place = line === 0 ? file : `${file}:${line}:${column}`;
  return markup`<li><code>${place}</code> ${message}</li>`;
}

function closing({ summary, judged }: CheckResult): Html {
  const { resources, files, rules, folded } = summary;
  const found = foundWords(summary).replace(/^n/, 'N');
  const more = [folded > 0 ? `${folded} folded under their cause` : ''].filter(Boolean);
  const where = `${count(resources, 'resource')}${files === 0 ? '' : ` in ${count(files, 'file')}`} judged by ${count(rules, 'rule')}`;
  const warning = judged
    ? nothing
    : markup`<p class="notice"><strong class="bad">Some input was not judged.</strong></p>`;
  return markup`<section><h2 id="summary">Summary</h2><p><strong>${found}</strong>: ${[where, ...more].join('; ')}.</p>${warning}</section>`;
}
