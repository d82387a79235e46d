import { html, nothing, type Html } from './html-text.ts';

/** How a part of a bar is coloured. */
export type Tone = 'good' | 'fair' | 'bad' | 'none';

/** One bar, its parts in order. */
export interface Bar {
  readonly label: string;
  readonly parts: readonly { readonly value: number; readonly tone: Tone; readonly name: string }[];
  /** What stands behind it. */
  readonly told: string;
}

const width = 760;
const labels = 290;
const tail = 70;
const row = 30;

/**
 * Bars beside each other, all of the same length: parts of a whole. The numbers are also in a table near it and in the
 * label of the picture, so that nobody depends on colours.
 */
export function barChart(title: string, bars: readonly Bar[]): Html {
  const legend = new Map(bars.flatMap(({ parts }) => parts.map(({ name, tone }) => [name, tone] as const)));
  const keys = [...legend].map(
    ([name, tone]) =>
      html`<li>
        <svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" class="fill-${tone}" /></svg
        >${name}
      </li>`,
  );
  const told = bars.map(
    ({ label, parts }) => `${label}: ${parts.map(({ name, value }) => `${value} ${name}`).join(', ')}`,
  );
  return html`<figure>
    <svg
      viewBox="0 0 ${width} ${bars.length * row}"
      role="img"
      aria-label="${`${title}. ${told.join('; ')}`}"
    >
      ${bars.map(drawBar)}
    </svg>
    <figcaption>
      <ul class="legend">
        ${keys}
      </ul>
    </figcaption>
  </figure> `;
}

function drawBar({ label, parts, told }: Bar, index: number): Html {
  const top = index * row;
  const length = width - labels - tail;
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  let from = labels;
  const drawn = parts.map(({ value, tone }) => {
    const wide = total === 0 ? 0 : (length * value) / total;
    const rect = html`<rect
      x="${round(from)}"
      y="${top + 6}"
      width="${round(wide)}"
      height="18"
      class="fill-${tone}"
    />`;
    from += wide;
    return wide === 0 ? nothing : rect;
  });
  return html`<text x="${labels - 10}" y="${top + 20}" class="end">${shortened(label)}</text
    ><rect x="${labels}" y="${top + 6}" width="${length}" height="18" class="track" />${drawn}<text
      x="${width}"
      y="${top + 20}"
      class="end"
      >${told}</text
    > `;
}

const longest = 34;

function shortened(label: string): string {
  return label.length > longest ? `${label.slice(0, longest - 1)}…` : label;
}

/** A line of scores from 0 to 100 over reports, oldest first. */
export function lineChart(
  title: string,
  points: readonly { readonly when: string; readonly score: number | null }[],
): Html {
  const known = points.filter((point): point is { when: string; score: number } => point.score !== null);
  const [left, right, top, bottom] = [44, width - 16, 14, 170];
  const step = (right - left) / Math.max(1, known.length - 1);
  const x = (index: number): number => round(known.length === 1 ? (left + right) / 2 : left + index * step);
  const y = (score: number): number => round(bottom - ((bottom - top) * score) / 100);
  const path = known.map(({ score }, index) => `${x(index)},${y(score)}`).join(' ');
  const grid = [0, 25, 50, 75, 100].map(
    (score) =>
      html`<line x1="${left}" x2="${right}" y1="${y(score)}" y2="${y(score)}" class="grid" /><text
          x="${left - 8}"
          y="${y(score) + 4}"
          class="end label"
          >${score}</text
        >`,
  );
  const dots = known.map(
    ({ score }, index) => html`<circle cx="${x(index)}" cy="${y(score)}" r="4" class="dot" />`,
  );
  const [first, last] = [known[0], known.at(-1)];
  const told = known.map(({ when, score }) => `${when}: ${score}`).join('; ');
  return html`<figure>
    <svg viewBox="0 0 ${width} 200" role="img" aria-label="${`${title}. ${told}`}">
      ${grid}
      <polyline points="${path}" class="stroke" />
      ${dots}
      <text x="${left}" y="192" class="label">${first?.when.slice(0, 10) ?? ''}</text>
      <text x="${right}" y="192" class="end label">${last?.when.slice(0, 10) ?? ''}</text>
    </svg>
  </figure> `;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
