import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Whether an address is this machine's, the unspecified one included. */
export function isOwnAddress(address: string | undefined): boolean {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/u, '');
  const version = isIP(plain);
  if (version === 0) return false;
  const own = new BlockList();
  own.addSubnet('127.0.0.0', 8, 'ipv4');
  own.addAddress('0.0.0.0', 'ipv4');
  own.addAddress('::1', 'ipv6');
  own.addAddress('::', 'ipv6');
  for (const one of Object.values(networkInterfaces()).flat()) {
    if (one) own.addAddress(one.address.replace(/%.*$/u, ''), one.family === 'IPv6' ? 'ipv6' : 'ipv4');
  }
  return own.check(plain, version === 6 ? 'ipv6' : 'ipv4');
}
