/**
 * Which network addresses lie out in the open. A webhook's address is typed by a person and answered by a name server that anybody may
 * own: without this, a confirmation could be posted to whatever listens on this machine or in the depot's network.
 */
import { BlockList, isIP, isIPv4 } from 'node:net';

/** IANA's special-purpose registries (RFC 6890 and later): everything that is not reachable by the world. */
const closedV4: readonly [address: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // behind a carrier's NAT
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, and where clouds answer their machines' questions
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4], // to many at once
  ['240.0.0.0', 4],
];
/** Of 2000::/3, all that is given out to the world: what tunnels to IPv4 or stands for an example. */
const closedV6: readonly [address: string, prefix: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const closed = new BlockList();
for (const [address, prefix] of closedV4) closed.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of closedV6) closed.addSubnet(address, prefix, 'ipv6');
const world = new BlockList();
world.addSubnet('2000::', 3, 'ipv6');
/** IPv4 written as IPv6: mapped (RFC 4291) and for networks without IPv4 (RFC 6052). What counts is the address inside. */
const carriers = new BlockList();
carriers.addSubnet('::ffff:0:0', 96, 'ipv6');
carriers.addSubnet('64:ff9b::', 96, 'ipv6');

/** `address`: as a name server or a socket gives it, or as it stands in a web address without brackets. */
export function isPublicAddress(address: string): boolean {
  const plain = address.split('%')[0] ?? '';
  if (isIP(plain) === 0) return false;
  if (isIPv4(plain)) return !closed.check(plain, 'ipv4');
  if (carriers.check(plain, 'ipv6')) return isPublicAddress(lastFourBytes(plain));
  return world.check(plain, 'ipv6') && !closed.check(plain, 'ipv6');
}

/** `::ffff:7f00:1` and `::ffff:127.0.0.1` → `127.0.0.1`. */
function lastFourBytes(address: string): string {
  const last = address.slice(address.lastIndexOf(':') + 1);
  if (isIPv4(last)) return last;
  // A web address writes any spelling the same way.
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':').slice(-2);
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
