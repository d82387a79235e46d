import type { Equivalents } from '../equivalents.ts';
import type { Exception } from '../exception.ts';
import type { Said } from './exported.ts';

/** Entries of `.trivyignore.yaml`, which knows files and days, and no objects. */
export function toTrivy({ rules, selector, reason, until }: Exception, equivalents: Equivalents): Said {
  const { kinds, namespaces, names, containers, labels, files } = selector;
  const isEverywhere = namespaces.every((namespace) => namespace === '*');
  const narrower = [kinds, names, containers].some((part) => part.length > 0) || labels !== null;
  if (narrower || !isEverywhere)
    return { why: 'Trivy lets files be, not objects: it would lift more than is meant' };
  const checks = [...new Set(rules.flatMap((rule) => equivalents.checksOf('trivy', rule)))];
  if (checks.length === 0) return { why: 'Trivy has no check that stands for it' };
  const paths = files.map((file) => file.replaceAll('*', '**'));
  return {
    documents: checks.map((id) => ({
      id,
      ...(paths.length > 0 && { paths }),
      statement: reason,
      expired_at: until,
    })),
  };
}
