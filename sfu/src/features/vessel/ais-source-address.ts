import { BlockList, isIP } from 'node:net';
import { AppError } from '@haigang/shared/kernel/errors';

export interface AisSourceAddress {
  readonly kind: 'tcp' | 'tcp-listen' | 'udp';
  readonly host: string;
  readonly port: number;
  /** Which peers a listening source accepts. */
  readonly allows: (address: string) => boolean;
  /** As configured, without secrets; names the source on screens and in logs. */
  readonly id: string;
}

/** Without an allow-list a listening source hears this machine and private networks only. */
const PRIVATE: readonly [string, number, 'ipv4' | 'ipv6'][] = [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
];

/**
 * Reads `tcp://host:port`, `tcp-listen://host:port` or `udp://host:port`; the listening ones take `?allow=ip|ip/prefix`.
 * Throws `config.ais-source` with what is wrong.
 */
export function parseAisSource(text: string): AisSourceAddress {
  const match =
    /^(?<kind>tcp|tcp-listen|udp):\/\/(?<host>\[[^\]]+\]|[^/:?]+):(?<port>\d{1,5})\/?(?:\?(?<query>.*))?$/u.exec(text);
  const groups = match?.groups;
  const port = Number(groups?.['port']);
  if (!groups || port > 65_535) {
    throw new AppError(
      'invalid_input',
      'config.ais-source',
      `HAIGANG_AIS_SOURCES: ${text}: expected tcp://host:port, tcp-listen://host:port or udp://host:port`,
    );
  }
  const kind = groups['kind'] as AisSourceAddress['kind'];
  const host = (groups['host'] ?? '').replace(/^\[|\]$/gu, '');
  const allow = new URLSearchParams(groups['query'] ?? '').get('allow');
  return { kind, host, port, allows: allowList(text, allow), id: `${kind}://${groups['host'] ?? ''}:${port}` };
}

function allowList(text: string, allow: string | null): (address: string) => boolean {
  const list = new BlockList();
  if (allow === null) for (const [address, prefix, family] of PRIVATE) list.addSubnet(address, prefix, family);
  for (const entry of allow?.split(/[,|]/u).filter(Boolean) ?? []) {
    const [address = '', prefix] = entry.split('/');
    const version = isIP(address);
    const bits = prefix === undefined ? (version === 4 ? 32 : 128) : Number(prefix);
    if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > (version === 4 ? 32 : 128)) {
      throw new AppError(
        'invalid_input',
        'config.ais-source',
        `HAIGANG_AIS_SOURCES: ${text}: allow has no address "${entry}"`,
      );
    }
    list.addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/u, '');
    return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}
