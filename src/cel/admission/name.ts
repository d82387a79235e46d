/** Words of CEL that are no identifiers; `namespace` is the one that people try. */
const reserved: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/** Whether a name may be read as `variables.name`. */
export function isCelIdentifier(name: string): boolean {
  return /^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name) && !reserved.has(name);
}

const namePart = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Whether a name is qualified as Kubernetes understands it: a name, or a DNS subdomain, `/` and a name. */
export function isQualifiedName(name: string): boolean {
  const parts = name.split('/');
  const last = parts.pop() ?? '';
  return parts.length <= 1 && parts.every(isSubdomain) && namePart.test(last);
}

function isSubdomain(name: string): boolean {
  const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
  return name.length <= 253 && name.split('.').every((part) => label.test(part));
}
