import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface TurnServer {
  /** Relays leave from these ports, first and last. */
  readonly relayPorts: { readonly first: number; readonly last: number };
  close(): Promise<void>;
}

const SHIPPED = join(dirname(fileURLToPath(import.meta.url)), '../../../docs/examples/turnserver.conf');
const READY_WITHIN_MS = 15_000;

/** The file that a site is given, with what a site has to change; throws when it has no such line. */
function siteConfiguration(own: Readonly<Record<string, string>>): string {
  let text = readFileSync(SHIPPED, 'utf8');
  for (const [name, value] of Object.entries(own)) {
    const line = new RegExp(`^${name}=.*$`, 'mu');
    if (!line.test(text)) throw new Error(`no ${name} in docs/examples/turnserver.conf`);
    text = text.replace(line, () => `${name}=${value}`);
  }
  return text;
}

/** The file's first example of an IPv6 media address, taken into use for this one. */
function withIpv6(text: string, address: string): string {
  const example = /^# allowed-peer-ip=\S*:\S*$/mu;
  if (!example.test(text)) throw new Error('no allowed-peer-ip for IPv6 in docs/examples/turnserver.conf');
  return text.replace(example, `allowed-peer-ip=${address}`);
}

/** Debian's coturn on this machine, TLS over TCP only, from `docs/examples/turnserver.conf`. */
export async function openTurnServer(options: {
  readonly tlsPort: number;
  readonly relayPorts: { readonly first: number; readonly last: number };
  readonly secret: string;
  /** Where relays may go beside `::1`, and nowhere else. */
  readonly mediaAddress: string;
  readonly certPath: string;
  readonly keyPath: string;
}): Promise<TurnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'haigang-turn-'));
  const { tlsPort, relayPorts, secret, certPath, keyPath } = options;
  const configuration = join(folder, 'turnserver.conf');
  writeFileSync(
    configuration,
    withIpv6(
      siteConfiguration({
        ...{ 'listening-port': '0', 'tls-listening-port': String(tlsPort), 'static-auth-secret': secret },
        ...{ cert: certPath, pkey: keyPath, 'allowed-peer-ip': options.mediaAddress },
        ...{ 'min-port': String(relayPorts.first), 'max-port': String(relayPorts.last) },
      }),
      '::1',
    ),
  );
  const child = spawn(
    'turnserver',
    [
      ...['-c', configuration, '--no-udp', '--no-tcp', '--no-dtls', '--allow-loopback-peers', '--log-file=stdout'],
      ...['--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', '--relay-ip=::1'],
      ...[`--pidfile=${join(folder, 'pid')}`, `--userdb=${join(folder, 'db')}`],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => said.push(text.toString()));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await answers(tlsPort))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`coturn does not start:\n${said.join('')}`);
    await wait(50);
  }
  return {
    relayPorts,
    close: async () => {
      const ended = once(child, 'exit');
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
