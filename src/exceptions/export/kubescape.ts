import type { Equivalents } from '../equivalents.ts';
import type { Exception, Selector } from '../exception.ts';
import type { Writable } from '../to-yaml.ts';
import type { Said } from './exported.ts';
import { patternAsExpression } from './pattern-as-expression.ts';

/** Entries of Kubescape's exceptions file. */
export function toKubescape(exception: Exception, equivalents: Equivalents): Said {
  const { rules, selector, reason, until } = exception;
  if (selector.containers.length > 0) return { why: 'Kubescape lets whole objects be, not containers' };
  if (selector.labels !== null && selector.labels.matchExpressions.length > 0)
    return { why: 'only `matchLabels` can be said' };
  const controls = [...new Set(rules.flatMap((rule) => equivalents.checksOf('kubescape', rule)))];
  if (controls.length === 0) return { why: 'Kubescape has no control that stands for it' };
  return {
    documents: [
      {
        name: `writ-${rules.join('-')}`,
        policyType: 'postureExceptionPolicy',
        actions: ['alertOnly'],
        resources: designators(selector).map((attributes) => ({ designatorType: 'Attributes', attributes })),
        posturePolicies: controls.map((controlID) => ({ controlID })),
        reason,
        expirationDate: `${until}T23:59:59Z`,
      },
    ],
  };
}

/** One designator for each combination; Kubescape reads values as anchored regular expressions. */
function designators({ kinds, namespaces, names, files, labels }: Selector): readonly Writable[] {
  const each = (key: string, values: readonly string[]): readonly Readonly<Record<string, string>>[] =>
    values.length === 0 ? [{}] : values.map((value) => ({ [key]: patternAsExpression(value) }));
  return each('kind', kinds).flatMap((kind) =>
    each('namespace', namespaces).flatMap((namespace) =>
      each('name', names).flatMap((name) =>
        each('path', files).map((path) => ({
          ...kind,
          ...namespace,
          ...name,
          ...path,
          ...labels?.matchLabels,
        })),
      ),
    ),
  );
}
