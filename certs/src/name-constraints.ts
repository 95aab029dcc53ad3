import { isIPv4 } from 'node:net';

/** What a local CA may ever certify: these DNS names (and names below them) and these address ranges. */
export interface PermittedNames {
  readonly dnsNames: readonly string[];
  /** CIDR notation. */
  readonly ranges: readonly string[];
}

/**
 * Loopback, private and link-local ranges (RFC 1918, 4193, 3927, 4291, 6598) and those never routed on the internet
 * (RFC 2544, 5737): a stolen CA key must not be
 * able to stand for any public address.
 */
export const LOCAL_RANGES = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
  '192.0.2.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
] as const;

/** DER of the NameConstraints extension value (RFC 5280 §4.2.1.10), permitted subtrees only. */
export function encodeNameConstraints({ dnsNames, ranges }: PermittedNames): Uint8Array<ArrayBuffer> {
  const subtrees = [
    ...dnsNames.map((name) => tlv(0x30, tlv(0x82, Buffer.from(name, 'ascii')))),
    ...ranges.map((range) => tlv(0x30, tlv(0x87, addressAndMask(range)))),
  ];
  return new Uint8Array(tlv(0x30, tlv(0xa0, Buffer.concat(subtrees))));
}

/** Whether an address lies in one of the ranges. */
export function isInRanges(address: string, ranges: readonly string[] = LOCAL_RANGES): boolean {
  const bytes = addressBytes(address);
  return ranges.some((range) => {
    const both = addressAndMask(range);
    const half = both.length / 2;
    return half === bytes.length && bytes.every((byte, at) => (byte & (both[half + at] ?? 0)) === both[at]);
  });
}

function addressAndMask(range: string): Buffer {
  const [address = '', prefix = '0'] = range.split('/');
  const bytes = addressBytes(address);
  const mask = Buffer.alloc(bytes.length);
  for (let bit = 0; bit < Number(prefix); bit += 1) mask[bit >> 3] = (mask[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return Buffer.concat([bytes, mask]);
}

/** 4 or 16 bytes of an address in its usual notation. */
function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = tail === undefined ? [] : Array.from({ length: 8 - first.length - last.length }, () => '0');
  const bytes = Buffer.alloc(16);
  [...first, ...middle, ...last].forEach((group, at) => bytes.writeUInt16BE(Number.parseInt(group, 16), at * 2));
  return bytes;
}

function tlv(tag: number, value: Buffer): Buffer {
  const length =
    value.length < 0x80
      ? Buffer.from([value.length])
      : value.length < 0x100
        ? Buffer.from([0x81, value.length])
        : Buffer.from([0x82, value.length >> 8, value.length & 0xff]);
  return Buffer.concat([Buffer.from([tag]), length, value]);
}
