import { ensureObject, get, isEmpty, put, textIn, whenAbsent, type Draft, type DraftValue } from './draft.ts';

/** Address families of a Service, for a cluster of IPv4 alone. Addresses and node ports are for the cluster to allocate. */
export function allocate(service: Draft): void {
  const spec = ensureObject(service, 'spec');
  if (textIn(spec, 'type') === 'ExternalName') return;
  const address = textIn(spec, 'clusterIP');
  const free = address === 'None' && isEmpty(get(spec, 'selector'));
  if (address !== '' && isEmpty(get(spec, 'clusterIPs'))) put(spec, 'clusterIPs', [address]);
  whenAbsent(spec, 'ipFamilyPolicy', free ? 'RequireDualStack' : 'SingleStack');
  put(spec, 'ipFamilies', families(spec, free));
}

function families(spec: Draft, free: boolean): DraftValue {
  const stated = get(spec, 'ipFamilies');
  const known = Array.isArray(stated) ? (stated as readonly DraftValue[]) : [];
  const list = known.length > 0 ? known : addressed(spec);
  const both = free && list.length < 2 && get(spec, 'ipFamilyPolicy') !== 'SingleStack';
  return both ? [...list, list[0] === 'IPv4' ? 'IPv6' : 'IPv4'] : [...list];
}

function addressed(spec: Draft): readonly string[] {
  const stated = get(spec, 'clusterIPs');
  const addresses = (Array.isArray(stated) ? (stated as readonly DraftValue[]) : []).filter(
    (address) => typeof address === 'string' && address !== 'None',
  ) as readonly string[];
  return addresses.length === 0
    ? ['IPv4']
    : addresses.map((address) => (address.includes(':') ? 'IPv6' : 'IPv4'));
}
