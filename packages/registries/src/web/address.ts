import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * Whether an address may be asked because a scanned file names it: one of the public Internet
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry).
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, 'ipv4');
  if (!isIPv6(address)) return false;
  const inner = embeddedIPv4(address);
  if (inner !== null) return isPublicAddress(inner);
  return global.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

const special = new BlockList();
const ranges = [
  // This host, private, shared by carriers, loopback, link-local (where clouds tell credentials), protocol assignments.
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  // Documentation, relays, benchmarks, multicast, reserved.
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // Of the global unicast of IPv6: Teredo, documentation, 6to4; their addresses lead elsewhere.
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;
for (const [net, prefix] of ranges) special.addSubnet(net, prefix, isIPv4(net) ? 'ipv4' : 'ipv6');

const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');

const mapped = new BlockList();
// An IPv4 address in the clothes of IPv6, and one behind a translator (RFC 6052).
mapped.addSubnet('::ffff:0:0', 96, 'ipv6');
mapped.addSubnet('64:ff9b::', 96, 'ipv6');

function embeddedIPv4(address: string): string | null {
  // A block list takes `::ffff:10.0.0.1` for the IPv4 address that it is.
  const dotted = /^(?:.*:)(?<v4>\d{1,3}(?:\.\d{1,3}){3})$/.exec(address)?.groups?.v4;
  if (dotted !== undefined) return dotted;
  if (!mapped.check(address, 'ipv6')) return null;
  const [high = '0', low = '0'] = address.split(':').slice(-2);
  const [one, two] = [Number.parseInt(high || '0', 16), Number.parseInt(low || '0', 16)];
  return [one >> 8, one & 255, two >> 8, two & 255].join('.');
}
