import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface TurnServer {
  /** Relays leave from these ports, first and last. */
  readonly relayPorts: { readonly first: number; readonly last: number };
  close(): Promise<void>;
}

const READY_WITHIN_MS = 15_000;

/** Debian's coturn on this machine, TLS over TCP only, with the credentials of `docs/examples/turnserver.conf`. */
export async function openTurnServer(options: {
  readonly tlsPort: number;
  readonly relayPorts: { readonly first: number; readonly last: number };
  readonly secret: string;
  readonly certPath: string;
  readonly keyPath: string;
}): Promise<TurnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'haigang-turn-'));
  const { tlsPort, relayPorts, secret, certPath, keyPath } = options;
  const child = spawn(
    'turnserver',
    [
      ...['-n', '--no-cli', '--no-udp', '--no-tcp', '--no-dtls', '--fingerprint', '--allow-loopback-peers'],
      ...['--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', `--tls-listening-port=${tlsPort}`],
      ...['--listening-port=0', '--realm=haigang.test', '--use-auth-secret', `--static-auth-secret=${secret}`],
      ...[`--cert=${certPath}`, `--pkey=${keyPath}`, '--log-file=stdout'],
      ...[`--min-port=${relayPorts.first}`, `--max-port=${relayPorts.last}`],
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
