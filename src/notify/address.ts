import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { Refused } from './refused.ts';

/** Networks that are nobody's on the internet: RFC 6890, and what carries IPv4 addresses within IPv6. */
const networks = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
  '::/96 ::1/128 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/10',
  'fec0::/10 ff00::/8',
]
  .join(' ')
  .split(' ');

const privates = new BlockList();
for (const network of networks) {
  const [address = '', length] = network.split('/');
  privates.addSubnet(address, Number(length), address.includes(':') ? 'ipv6' : 'ipv4');
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Where to connect to. */
export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * The address of a host. It is connected to as it was looked at: a name that means something else a moment later
 * changes nothing.
 * @throws {Refused} for one in a private network, unless that is allowed, and where there is none
 */
export async function addressOf(host: string, mayBePrivate: boolean): Promise<Address> {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const found = isIP(name) === 0 ? await resolved(name) : [{ address: name, family: isIP(name) }];
  const [first] = found;
  if (first === undefined) throw new Refused('its host is not known');
  if (!mayBePrivate && found.some(({ address }) => isPrivate(address)))
    throw new Refused('its address is of a private network, which `privateAddresses` would allow');
  return { address: first.address, family: first.family === 6 ? 6 : 4 };
}

/** Whether an address is of this machine. */
export function isLoopback({ address, family }: Address): boolean {
  return loopback.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Whether an address is of a private network or of this machine. */
export function isPrivate(address: string): boolean {
  return privates.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

async function resolved(
  name: string,
): Promise<readonly { readonly address: string; readonly family: number }[]> {
  try {
    return await lookup(name, { all: true });
  } catch {
    throw new Refused('its host is not known');
  }
}
