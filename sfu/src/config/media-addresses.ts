import { readFileSync } from 'node:fs';
import { BlockList, SocketAddress } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

/** Where the media listens, and what it is called from outside. */
export interface ListenAddress {
  readonly ip: string;
  readonly announced?: string;
}

/** The network addresses of a machine. */
export interface OwnAddresses {
  readonly interfaces: NodeJS.Dict<Pick<NetworkInterfaceInfo, 'address' | 'internal'>[]>;
  /** IPv6 addresses that go away by themselves, as far as the system tells. */
  readonly passing: ReadonlySet<string>;
}

/**
 * Every IPv4 address of this machine, one IPv6 address for each network of each interface, this machine itself, and each
 * address it is known by outside, on the first address of the same family. [REACH3]
 */
export function mediaAddresses(own: OwnAddresses, announcedIps: readonly string[]): ListenAddress[] {
  const outward = Object.values(own.interfaces).map((list) =>
    (list ?? []).filter(({ internal }) => !internal).map(({ address }) => address),
  );
  const ipv4 = outward.flat().filter((address) => !isIpv6(address));
  const ipv6 = outward.flatMap((list) => onePerNetwork(list.filter(isRoutedIpv6), own.passing));
  const listening = { ipv4: ipv4[0] ?? '127.0.0.1', ipv6: ipv6[0] ?? '::1' };
  return [
    ...[...ipv4, ...ipv6, '127.0.0.1'].map((ip) => ({ ip })),
    ...announcedIps.map((announced) => ({ ip: isIpv6(announced) ? listening.ipv6 : listening.ipv4, announced })),
  ];
}

export function ownAddresses(): OwnAddresses {
  return { interfaces: networkInterfaces(), passing: passingAddresses(linuxTable()) };
}

const isIpv6 = (address: string): boolean => address.includes(':');
/** A link-local one means nothing without the interface that a page would have to name. */
const isRoutedIpv6 = (address: string): boolean => isIpv6(address) && !/^fe[89ab]/iu.test(address);

/** An interface has several addresses of one network where it makes itself temporary ones; the lasting one is told. */
function onePerNetwork(addresses: readonly string[], passing: ReadonlySet<string>): string[] {
  const lastingFirst = addresses.toSorted((a, b) => Number(passing.has(a)) - Number(passing.has(b)));
  return lastingFirst.filter(
    (address, at) => !lastingFirst.slice(0, at).some((earlier) => isSameNetwork(earlier, address)),
  );
}

/** The first 64 bits, whatever the mask says: DHCPv6 gives single addresses out of the network the others are of. */
function isSameNetwork(a: string, b: string): boolean {
  const network = new BlockList();
  network.addSubnet(a, 64, 'ipv6');
  return network.check(b, 'ipv6');
}

const TEMPORARY = 0x01;
const DEPRECATED = 0x20;

/** What `/proc/net/if_inet6` says: address, interface, prefix length, scope, flags and name, all but the name in hex. */
export function passingAddresses(table: string): ReadonlySet<string> {
  const rows = table.matchAll(/^([\da-f]{32}) \S+ \S+ \S+ ([\da-f]+) /gmu);
  return new Set(
    [...rows]
      .filter(([, , flags = '0']) => (Number.parseInt(flags, 16) & (TEMPORARY | DEPRECATED)) !== 0)
      .map(([, digits = '']) => {
        const address = digits.match(/.{4}/gu)?.join(':') ?? '';
        return new SocketAddress({ address, family: 'ipv6' }).address;
      }),
  );
}

/** Empty where the system keeps no such table. */
function linuxTable(): string {
  try {
    return readFileSync('/proc/net/if_inet6', 'utf8');
  } catch {
    return '';
  }
}
