/** Where the media listens, and what it is called from outside. */
export interface ListenAddress {
  readonly ip: string;
  readonly announced?: string;
}

/**
 * Every IPv4 address of this machine, its first IPv6 address (the others are temporary ones of the same interface), this
 * machine itself, and each address it is known by outside, on the first address of the same family. [REACH3]
 */
export function mediaAddresses(own: readonly string[], announcedIps: readonly string[]): ListenAddress[] {
  const isIpv6 = (address: string): boolean => address.includes(':');
  const ipv4 = own.filter((address) => !isIpv6(address));
  const ipv6 = own.filter(isIpv6).slice(0, 1);
  const listening = { ipv4: ipv4[0] ?? '127.0.0.1', ipv6: ipv6[0] ?? '::1' };
  return [
    ...[...ipv4, ...ipv6, '127.0.0.1'].map((ip) => ({ ip })),
    ...announcedIps.map((announced) => ({ ip: isIpv6(announced) ? listening.ipv6 : listening.ipv4, announced })),
  ];
}
