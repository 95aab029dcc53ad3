import { BlockList, isIP } from 'node:net';
import { basename } from 'node:path';
import { AppError } from '@haigang/shared/kernel/errors';

/** A place on the network. */
export interface AisNetworkAddress {
  readonly kind: 'tcp' | 'tcp-listen' | 'udp';
  readonly host: string;
  readonly port: number;
  /** Which peers a listening source accepts. */
  readonly allows: (address: string) => boolean;
  /** As configured, without secrets; names the source on screens and in logs. */
  readonly id: string;
}

/** A recording that is played. */
export interface AisFileAddress {
  readonly kind: 'file';
  readonly path: string;
  /** Times as fast as it was recorded; Infinity is as fast as it goes. */
  readonly speed: number;
  /** Whether it begins anew when it is over. */
  readonly loop: boolean;
  readonly id: string;
}

/** A receiver on a serial line of this machine. */
export interface AisSerialAddress {
  readonly kind: 'serial';
  readonly path: string;
  readonly baud: number;
  readonly id: string;
}

export type AisSourceAddress = AisNetworkAddress | AisFileAddress | AisSerialAddress;

/** IEC 61162-1 is 4,800; IEC 61162-2, which AIS needs, 38,400; some USB receivers are faster. */
const BAUDS = [4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400];

/** Without an allow-list a listening source hears this machine and private networks only. */
const PRIVATE: readonly [string, number, 'ipv4' | 'ipv6'][] = [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
];

const FORMS =
  'tcp://host:port, tcp-listen://host:port, udp://host:port, serial:/dev/…?baud=38400 or file:/path?speed=1…60|max&loop=true';

/**
 * Reads `tcp://host:port`, `tcp-listen://host:port` or `udp://host:port`; the listening ones take `?allow=ip|ip/prefix`;
 * `serial:/dev/ttyUSB0?baud=38400`; or `file:/path?speed=10&loop=true`. Throws `config.ais-source` with what is wrong.
 */
export function parseAisSource(text: string): AisSourceAddress {
  const wrong = (why: string): AppError =>
    new AppError('invalid_input', 'config.ais-source', `HAIGANG_AIS_SOURCES: ${text}: ${why}`);
  if (text.startsWith('serial:')) return parseSerial(text, wrong);
  return text.startsWith('file:') ? parseFile(text, wrong) : parseNetwork(text, wrong);
}

/** Reads where sentences are sent to, the network forms of `parseAisSource`. Throws `config.ais-forward`. */
export function parseAisForward(text: string): AisNetworkAddress {
  return parseNetwork(
    text,
    (why) => new AppError('invalid_input', 'config.ais-forward', `HAIGANG_AIS_FORWARDS: ${text}: ${why}`),
  );
}

const MOST_ID = 60;

function parseNetwork(text: string, wrong: (why: string) => AppError): AisNetworkAddress {
  const match =
    /^(?<kind>tcp|tcp-listen|udp):\/\/(?<host>\[[^\]]+\]|[^/:?]+):(?<port>\d{1,5})\/?(?:\?(?<query>.*))?$/u.exec(text);
  const groups = match?.groups;
  const port = Number(groups?.['port']);
  if (!groups || port > 65_535) throw wrong(`expected ${FORMS}`);
  const kind = groups['kind'] as AisNetworkAddress['kind'];
  const host = (groups['host'] ?? '').replace(/^\[|\]$/gu, '');
  const allow = new URLSearchParams(groups['query'] ?? '').get('allow');
  const id = `${kind}://${groups['host'] ?? ''}:${port}`;
  // By this it is told of on every page and in every record.
  if (id.length > MOST_ID) {
    throw wrong(`longer than ${MOST_ID} characters: use a shorter name, or the address in figures`);
  }
  return { kind, host, port, allows: allowList(allow, wrong), id };
}

function parseFile(text: string, wrong: (why: string) => AppError): AisFileAddress {
  const match = /^file:(?:\/\/)?(?<path>\/[^?]*[^/?])(?:\?(?<query>.*))?$/u.exec(text);
  const path = match?.groups?.['path'];
  if (path === undefined) throw wrong(`expected ${FORMS}`);
  const query = new URLSearchParams(match?.groups?.['query'] ?? '');
  for (const key of query.keys()) {
    if (key !== 'speed' && key !== 'loop') throw wrong(`"${key}" is not known, speed and loop are`);
  }
  const said = query.get('speed') ?? '1';
  const speed = said === 'max' ? Infinity : Number(said);
  if (said === '' || !(speed === Infinity || (speed >= 1 && speed <= 60))) {
    throw wrong('speed must be 1 to 60 or max');
  }
  const loop = query.get('loop') ?? 'false';
  if (loop !== 'true' && loop !== 'false') throw wrong('loop must be true or false');
  return { kind: 'file', path, speed, loop: loop === 'true', id: `file:${basename(path)}`.slice(0, 60) };
}

function parseSerial(text: string, wrong: (why: string) => AppError): AisSerialAddress {
  const groups = /^serial:(?:\/\/)?(?<path>\/[^?]*[^/?])(?:\?baud=(?<baud>\d+))?$/u.exec(text)?.groups;
  const path = groups?.['path'];
  if (path === undefined) throw wrong(`expected ${FORMS}`);
  const baud = Number(groups?.['baud'] ?? 38_400);
  if (!BAUDS.includes(baud)) throw wrong(`baud must be one of ${BAUDS.join(', ')}`);
  return { kind: 'serial', path, baud, id: `serial:${path}`.slice(0, 60) };
}

function allowList(allow: string | null, wrong: (why: string) => AppError): (address: string) => boolean {
  const list = new BlockList();
  if (allow === null) for (const [address, prefix, family] of PRIVATE) list.addSubnet(address, prefix, family);
  for (const entry of allow?.split(/[,|]/u).filter(Boolean) ?? []) {
    const [address = '', prefix] = entry.split('/');
    const version = isIP(address);
    const bits = prefix === undefined ? (version === 4 ? 32 : 128) : Number(prefix);
    if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > (version === 4 ? 32 : 128)) {
      throw wrong(`allow has no address "${entry}"`);
    }
    list.addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/u, '');
    return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}

/** What a source hears and what becomes of it is counted by its name. A port of 0 is a new one each time. */
export function requireNewId(address: AisSourceAddress, taken: readonly string[]): void {
  if (!taken.includes(address.id) || ('port' in address && address.port === 0)) return;
  throw new AppError('invalid_input', 'config.ais-source', `HAIGANG_AIS_SOURCES: ${address.id}: is there twice`);
}
