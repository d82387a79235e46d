import type { Equivalents } from '../../rules/equivalents-of.ts';
import type { Exception, Selector } from '../exception.ts';
import type { Writable } from '../to-yaml.ts';
import { checksFor } from './checks-for.ts';
import { unsaid, type Said } from './exported.ts';
import { patternAsExpression } from './pattern-as-expression.ts';

/** Entries of Kubescape's exceptions file. */
export function toKubescape(exception: Exception, equivalents: Equivalents): Said {
  const { rules, selector, reason, until } = exception;
  if (selector.containers.length > 0) return unsaid('Kubescape lets whole objects be, not containers');
  if (selector.labels !== null && selector.labels.matchExpressions.length > 0)
    return unsaid('only `matchLabels` can be said');
  const { checks, untold } = checksFor(exception, 'kubescape', equivalents);
  if (checks.length === 0) return { documents: [], untold };
  return {
    documents: [
      {
        name: `writ-${rules.join('-')}`,
        policyType: 'postureExceptionPolicy',
        actions: ['alertOnly'],
        resources: designators(selector).map((attributes) => ({ designatorType: 'Attributes', attributes })),
        posturePolicies: checks.map((controlID) => ({ controlID })),
        reason,
        expirationDate: `${until}T23:59:59Z`,
      },
    ],
    untold,
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
