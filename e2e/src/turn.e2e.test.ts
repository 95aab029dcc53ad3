import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { startApp, type TestServer } from '@haigang/sfu/testing/start-app';
import { openTurnServer, type TurnServer } from './testing/turn-server.js';

const SECRET = 'a secret between the centre and coturn';
const peer = createSocket('udp4');
const peerIpv6 = createSocket('udp6');

let server: TestServer;
let turn: TurnServer;
let tlsPort: number;
let peerPort: number;
beforeAll(async () => {
  const { first, last } = await freePorts(12);
  tlsPort = first;
  server = await startApp();
  const tls = join(server.dataDir, '../tls');
  turn = await openTurnServer({
    ...{ tlsPort, relayPorts: { first: first + 1, last }, secret: SECRET, mediaAddress: '127.0.0.1' },
    ...{ certPath: join(tls, 'server.crt.pem'), keyPath: join(tls, 'server.key.pem') },
  });
  // Sends back what it gets, as the client expects of its peer.
  for (const one of [peer, peerIpv6]) {
    one.on('message', (message, { port, address }) => one.send(message, port, address));
  }
  peer.bind(0, '127.0.0.1');
  await once(peer, 'listening');
  peerPort = peer.address().port;
  peerIpv6.bind(peerPort, '::1');
  await once(peerIpv6, 'listening');
});
afterAll(async () => {
  peer.close();
  peerIpv6.close();
  await turn.close();
  await server.close();
});

function credentials(expiresInSeconds: number, secret = SECRET): string[] {
  const name = `${Math.floor(Date.now() / 1000) + expiresInSeconds}:account:officer`;
  return ['-u', name, '-w', createHmac('sha1', secret).update(name).digest('base64')];
}

/** What coturn's own client says of one allocation and a packet to that peer. */
function relayTo(address: string, by: string[]): Promise<string> {
  const family = address.includes(':') ? ['-x'] : [];
  const where = [
    ...['-t', '-S', '-c', ...family, '-n', '1', '-p', String(tlsPort)],
    '-e',
    address,
    '-r',
    String(peerPort),
  ];
  return new Promise((resolve) => {
    execFile('turnutils_uclient', [...where, '-v', ...by, '127.0.0.1'], { timeout: 20_000 }, (_, out, said) =>
      resolve(out + said),
    );
  });
}

test('[REACH5] the shipped configuration relays to the media address for whoever the centre gave credentials', async () => {
  const both = await Promise.all(['127.0.0.1', '::1'].map((address) => relayTo(address, credentials(60))));
  for (const said of both) expect(said).toMatch(/tot_recv_msgs=1\b/u);
});

test('[REACH5] expired and forged credentials get no allocation', async () => {
  for (const by of [credentials(-60), credentials(60, 'another secret')]) {
    const said = await relayTo('127.0.0.1', by);
    expect(said).toMatch(/Cannot complete Allocation/u);
    expect(said).not.toMatch(/tot_recv_msgs=1\b/u);
  }
});

test.each(['127.0.0.2', '10.1.2.3', '192.168.1.1', '169.254.169.254', 'fd00::7', '2001:db8::7'])(
  '[REACH5] with good credentials nothing is relayed to %s',
  async (address) => {
    expect(await relayTo(address, credentials(60))).toMatch(/error 403/u);
  },
);
