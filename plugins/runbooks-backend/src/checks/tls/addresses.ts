import { BlockList, isIP } from 'node:net';

/** Never asked: this machine's link, where clouds put their metadata, and what is no single host. */
const NEVER = blockList([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '224.0.0.0/3',
  '::/128',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
  // Metadata of Amazon EC2 and of Alibaba Cloud.
  'fd00:ec2::254/128',
  '100.100.100.200/32',
]);

/** Asked only where the configuration allows it for the host. */
const PRIVATE = blockList([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '::1/128',
  'fc00::/7',
]);

/** IPv6 addresses that hold an IPv4 address: it could be any of the above. */
const WRAPPED = blockList([
  '::ffff:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2001::/32',
  '2002::/16',
]);

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address, bits] = range.split('/');
    list.addSubnet(address, Number(bits), familyOf(address));
  }
  return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** Why an address must not be connected to; undefined when it may. */
export function refusalOf(
  address: string,
  allowPrivate: boolean,
): string | undefined {
  if (isIP(address) === 0) return `${address} is no address`;
  const family = familyOf(address);
  const never =
    NEVER.check(address, family) ||
    // The list takes every IPv4 address for one that is held so.
    (family === 'ipv6' && WRAPPED.check(address, family));
  if (never) return `${address} is an address that is never asked`;
  return PRIVATE.check(address, family) && !allowPrivate
    ? `${address} is a private address, and allowPrivate is not set for it`
    : undefined;
}
