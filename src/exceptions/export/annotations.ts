import type { Equivalents, Tool } from '../../rules/equivalents-of.ts';
import type { Exception, Selector } from '../exception.ts';
import type { Writable } from '../to-yaml.ts';
import { checksFor } from './checks-for.ts';
import { unsaid, type Said } from './exported.ts';
import { patternAsExpression } from './pattern-as-expression.ts';

/** A tool that reads what it lets be from annotations. */
export type AnnotatingTool = Extract<Tool, 'kube-linter' | 'polaris' | 'checkov'>;

/**
 * The annotations by which a tool lets objects be, as patches of a Kustomize component: they fit whatever object is
 * meant, and leave its file as it is. None of these tools knows a day on which that ends.
 */
export function toAnnotations(exception: Exception, tool: AnnotatingTool, equivalents: Equivalents): Said {
  const { selector, reason } = exception;
  const why = unsayable(selector);
  if (why !== null) return unsaid(why);
  const { checks, untold } = checksFor(exception, tool, equivalents);
  if (checks.length === 0) return { documents: [], untold };
  const annotations = Object.fromEntries(
    checks.map((check, index) => annotation[tool](check, reason, index + 1)),
  );
  // Kustomize takes the name from the target; the patch only has to be an object.
  const patch = JSON.stringify({
    apiVersion: 'v1',
    kind: 'any',
    metadata: { name: 'any', annotations },
  });
  return { documents: targets(selector).map((target) => ({ target, patch })), untold };
}

const annotation: Readonly<
  Record<AnnotatingTool, (check: string, reason: string, number: number) => readonly [string, string]>
> = {
  'kube-linter': (check, reason) => [`ignore-check.kube-linter.io/${check}`, reason],
  polaris: (check) => [`polaris.fairwinds.com/${check}-exempt`, 'true'],
  checkov: (check, reason, number) => [`checkov.io/skip${number}`, `${check}=${reason}`],
};

function unsayable({ containers, files, labels }: Selector): string | null {
  if (containers.length > 0) return 'annotations are for whole objects, not for containers';
  if (files.length > 0) return 'Kustomize knows no files';
  return labels !== null && labels.matchExpressions.length > 0 ? 'only `matchLabels` can be said' : null;
}

/** One target for each combination; Kustomize reads names as anchored regular expressions. */
function targets({ kinds, namespaces, names, labels }: Selector): readonly Writable[] {
  const each = (key: string, values: readonly string[]): readonly Readonly<Record<string, string>>[] => {
    const stated = values.filter((value) => value !== '*');
    return stated.length < values.length || values.length === 0
      ? [{}]
      : stated.map((value) => ({ [key]: key === 'kind' ? value : patternAsExpression(value) }));
  };
  const selected = Object.entries(labels?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const labelled = selected.length === 0 ? {} : { labelSelector: selected.join(',') };
  return each('kind', kinds).flatMap((kind) =>
    each('namespace', namespaces).flatMap((namespace) =>
      each('name', names).map((name) => ({ ...kind, ...namespace, ...name, ...labelled })),
    ),
  );
}
