import { templatePaths } from '../pod-controllers.ts';

/**
 * What Kyverno's autogen makes of a match condition or ApplyConfiguration on a pod: fields of spec, labels and
 * annotations are read in the template, and an `Object{…}` is wrapped in it. JSON patches and variables stay as they
 * are there, and so here.
 */
export function shiftMutation(expression: string, variant: keyof typeof templatePaths): string {
  const path = templatePaths[variant];
  const shifted = expression.replaceAll(
    /\b(object|oldObject|Object)\.(spec|metadata\.labels|metadata\.annotations)/g,
    `$1.${path}.$2`,
  );
  const opening = /^\s*Object[ \t\r\n]*\{/.exec(shifted);
  if (opening === null) return shifted;
  const content = shifted.slice(opening[0].length).trimEnd();
  const end = closingBrace(content);
  return end <= 0 ? shifted : wrap(content.slice(0, end), path) + content.slice(end + 1);
}

/** Where the brace that was opened before the text ends; braces in texts are counted, too, as Kyverno counts them. */
function closingBrace(content: string): number {
  let open = 1;
  for (let at = 0; at < content.length; at++) {
    if (content[at] === '{') open++;
    else if (content[at] === '}' && --open === 0) return at;
  }
  return -1;
}

function wrap(content: string, path: string): string {
  const steps = path.split('.');
  const opened = steps.map((step, index) => {
    const type = ['Object', ...steps.slice(0, index + 1)].join('.');
    return `${step}: ${type}{`;
  });
  return `Object{${opened.join('')}${content}${'}'.repeat(steps.length + 1)}`;
}
