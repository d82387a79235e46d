import type { Equivalents } from '../../rules/equivalents-of.ts';
import type { Exception } from '../exception.ts';
import { checksFor } from './checks-for.ts';
import { unsaid, type Said } from './exported.ts';

/** Entries of `.trivyignore.yaml`, which knows files and days, and no objects. */
export function toTrivy(exception: Exception, equivalents: Equivalents): Said {
  const { selector, reason, until } = exception;
  const { kinds, namespaces, names, containers, labels, files, vulnerabilities = [] } = selector;
  const isEverywhere = namespaces.every((namespace) => namespace === '*');
  const narrower =
    [kinds, names, containers, vulnerabilities].some((part) => part.length > 0) || labels !== null;
  if (narrower || !isEverywhere)
    return unsaid('Trivy lets files be, not objects: it would lift more than is meant');
  const { checks, untold } = checksFor(exception, 'trivy', equivalents);
  const paths = files.map((file) => file.replaceAll('*', '**'));
  return {
    documents: checks.map((id) => ({
      id,
      ...(paths.length > 0 && { paths }),
      statement: reason,
      expired_at: until,
    })),
    untold,
  };
}
