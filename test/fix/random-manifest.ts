import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';

/** Gives a whole number from 0 to below its argument. */
export type Choose = (below: number) => number;

/** A source of choices that a seed decides. */
export function choosing(seed: number): Choose {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A file of some objects, each written as no two people would write it. */
export function randomFile(choose: Choose): string {
  const count = 1 + choose(3);
  const documents = Array.from({ length: count }, (_, index) => randomDocument(index, choose));
  const separator = pick(['---\n', '--- # next\n', '\n---\n\n', '# end\n---\n'], choose);
  const start = pick(['', '---\n', '# first\n', '%YAML 1.2\n---\n'], choose);
  const text = `${start}${documents.join(separator)}${pick(['', '\n\n', '# last\n', '...\n'], choose)}`;
  const isCut = choose(6) === 0;
  const ended = isCut ? text.trimEnd() : text;
  return (choose(8) === 0 ? '\uFEFF' : '') + (choose(3) === 0 ? ended.replaceAll('\n', '\r\n') : ended);
}

function randomDocument(index: number, choose: Choose): string {
  const name = `app-${index}`;
  const object =
    choose(4) === 0
      ? { apiVersion: 'v1', kind: 'List', items: [podOf(`${name}-a`, choose), podOf(`${name}-b`, choose)] }
      : podOf(name, choose);
  if (choose(10) === 0) return `${JSON.stringify(object, null, choose(3) * 2)}\n`;
  const style: Style = {
    choose,
    step: pick([2, 2, 3, 4], choose),
    dash: choose(2) === 0,
    flow: pick([0, 5, 30], choose),
    comments: pick([0, 4, 3], choose),
  };
  return block(object, 0, style);
}

/** A Deployment or Pod of which some things can be repaired. */
function podOf(name: string, choose: Choose): JsonObject {
  const spec = {
    ...maybe({ hostPID: true }, choose),
    ...maybe({ hostNetwork: true }, choose),
    ...maybe({ securityContext: { runAsNonRoot: choose(2) === 0 } }, choose),
    ...maybe({ serviceAccount: 'shop' }, choose),
    containers: Array.from({ length: 1 + choose(2) }, (_, index) => containerOf(index, choose)),
  };
  if (choose(2) === 0) return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec };
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, annotations: { note: 'a: b # c', 'writ.dev/why': "it's\tso" } },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}

function containerOf(index: number, choose: Choose): JsonObject {
  return {
    name: `c${index}`,
    image: 'registry.example/app:1',
    ...maybe({ command: ['sh', '-c', 'echo "a"\nexec b # no comment\n'] }, choose),
    ...maybe({ env: [{ name: 'NOTE', value: `tabs\tand 'quotes' é 🙂` }] }, choose),
    ...maybe({ ports: [{ containerPort: 80, hostPort: 80 }] }, choose),
    ...maybe(
      { securityContext: choose(2) === 0 ? { privileged: true } : { capabilities: { add: ['NET_ADMIN'] } } },
      choose,
    ),
    ...maybe({ livenessProbe: { httpGet: { host: 'example.com', path: '/', port: 80 } } }, choose),
  };
}

function maybe(fields: JsonObject, choose: Choose): JsonObject {
  return choose(2) === 0 ? fields : {};
}

interface Style {
  readonly choose: Choose;
  /** Spaces a level. */
  readonly step: number;
  /** Whether lists stand further in than their key. */
  readonly dash: boolean;
  /** In a hundred, how many maps and lists are on one line. */
  readonly flow: number;
  /** One of so many lines has a comment; 0: none. */
  readonly comments: number;
}

function block(value: JsonObject, indent: number, style: Style): string {
  const pad = ' '.repeat(indent);
  return Object.entries(value)
    .map(([key, one]) => `${before(pad, style)}${pad}${keyText(key, style)}:${below(one, indent, style)}`)
    .join('');
}

/** What follows a key's colon, to the end of its last line. */
function below(value: JsonValue, indent: number, style: Style): string {
  const isFlow = style.choose(100) < style.flow;
  if (Array.isArray(value) && value.length > 0 && !isFlow)
    return `${after(style)}\n${list(value as readonly JsonValue[], indent + (style.dash ? style.step : 0), style)}`;
  if (isJsonObject(value) && Object.keys(value).length > 0 && !isFlow)
    return `${after(style)}\n${block(value, indent + style.step, style)}`;
  return ` ${inline(value, indent, style)}`;
}

function list(values: readonly JsonValue[], indent: number, style: Style): string {
  const pad = ' '.repeat(indent);
  return values
    .map((value) => {
      const gap = ' '.repeat(1 + style.choose(2));
      if (!isJsonObject(value)) return `${before(pad, style)}${pad}-${gap}${inline(value, indent, style)}`;
      const inner = indent + 1 + gap.length;
      const text = block(value, inner, { ...style });
      // The first key stands beside the dash, unless a comment is above it.
      const isBeside = text.startsWith(' '.repeat(inner)) && !text.trimStart().startsWith('#');
      const body = isBeside ? `${gap}${text.slice(inner)}` : `\n${text}`;
      return `${before(pad, style)}${pad}-${body}`;
    })
    .join('');
}

function inline(value: JsonValue, indent: number, style: Style): string {
  if (typeof value === 'string' && value.includes('\n') && style.choose(2) === 0) {
    const pad = ' '.repeat(indent + style.step);
    return `|\n${value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${pad}${line}\n`)
      .join('')}`;
  }
  return `${flow(value, style)}${after(style)}\n`;
}

function flow(value: JsonValue, style: Style): string {
  const space = pick(['', ' '], style.choose);
  if (Array.isArray(value)) {
    const parts = (value as readonly JsonValue[]).map((one) => flow(one, style));
    return `[${space}${parts.join(', ')}${space}]`;
  }
  if (isJsonObject(value)) {
    const parts = Object.entries(value).map(([key, one]) => `${keyText(key, style)}: ${flow(one, style)}`);
    return `{${space}${parts.join(', ')}${space}}`;
  }
  return typeof value === 'string' ? scalar(value, style) : JSON.stringify(value);
}

function keyText(key: string, { choose }: Style): string {
  return choose(12) === 0 ? JSON.stringify(key) : key;
}

function scalar(text: string, { choose }: Style): string {
  const isPlain = /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text);
  const kind = choose(isPlain ? 4 : 2);
  if (kind === 0 || (kind === 1 && /[\n\t]/.test(text))) return JSON.stringify(text);
  return kind === 1 ? `'${text.replaceAll("'", "''")}'` : text;
}

function before(pad: string, { choose, comments }: Style): string {
  if (comments === 0 || choose(comments * 3) > 0) return '';
  return pick(['\n', `${pad}# why: "a" {b}\n`, `\n${pad}#\n`], choose);
}

function after({ choose, comments }: Style): string {
  return comments === 0 || choose(comments) > 0 ? '' : pick(['  # note', ' # {', '   '], choose);
}

function pick<T>(of: readonly [T, ...T[]], choose: Choose): T {
  return of[choose(of.length)] ?? of[0];
}

/** Cut off, or with signs too many or too few somewhere: at a share of its length. */
export function damaged(text: string, share: number, choose: Choose): string {
  const at = Math.floor(share * text.length);
  const signs = ['\t', '[', '}', '"', "'", ': ', '\n', '- ', '&a ', '*a ', '#', '|', '\0'] as const;
  if (choose(3) === 0) return text.slice(0, at);
  if (choose(2) === 0) return text.slice(0, at) + text.slice(at + 1 + choose(4));
  return text.slice(0, at) + pick(signs, choose) + text.slice(at);
}
