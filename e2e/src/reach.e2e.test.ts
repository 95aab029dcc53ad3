import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import type { TestPage } from './testing/browser.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { waitForMedia } from './testing/media-facts.js';
import { mediaPaths } from './testing/media-path.js';
import { signInOn } from './testing/sign-in.js';
import { openTcpLine, type TcpLine } from './testing/tcp-line.js';
import { openTurnServer, type TurnServer } from './testing/turn-server.js';
import { openUdpRelay, type UdpRelay } from './testing/udp-relay.js';

const SECRET = 'a secret between the centre and coturn';
const ipv6 = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .find(({ family, internal, address }) => family === 'IPv6' && !internal && !address.startsWith('fe80:'))?.address;

let centre: TestCentre;
let turn: TurnServer;
let relay: UdpRelay;
let line: TcpLine;
beforeAll(async () => {
  const { first: tlsPort, last } = await freePorts(12);
  const relayPorts = { first: tlsPort + 1, last };
  const urls = [`turns:localhost:${tlsPort}?transport=tcp`];
  centre = await openCentre({
    config: { turn: { urls, secret: SECRET, ttlMinutes: 5 } },
    // As behind a NAT: pages know the media by an address at which it does not listen.
    deps: { mediaAddresses: [{ ip: '127.0.0.1', announced: '127.0.0.2' }] },
  });
  const tls = join(centre.server.dataDir, '../tls');
  turn = await openTurnServer({
    ...{ tlsPort, relayPorts, secret: SECRET, mediaAddress: '127.0.0.2' },
    ...{ certPath: join(tls, 'server.crt.pem'), keyPath: join(tls, 'server.key.pem') },
  });
  const { rtcPort } = centre.server;
  relay = await openUdpRelay({ address: '127.0.0.2', target: { ip: '127.0.0.1', port: rtcPort } });
  line = await openTcpLine(rtcPort, { host: '127.0.0.2', port: rtcPort });
});
afterAll(async () => {
  await centre.close();
  await turn.close();
  await relay.close();
  await line.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    process.stderr.write(`${(await centre.browser.keepEvidence('reach')).join('\n')}\n`);
  }
});

/** An officer in a call with the desk; where the media is announced at the relay, that and the line are its only way. */
async function call(officerName: string, at: TestCentre): Promise<TestPage[]> {
  const officer = await at.browser.open({ phone: true });
  const desk = await at.browser.open({ width: 1280, height: 720 });
  await signInOn(officer, at.server, '/field/', officerName);
  await signInOn(desk, at.server, '/', 'dispatcher');
  await officer.page.fill('input[name=reason]', '请求会诊');
  await officer.page.click('button[type=submit]');
  await desk.page.click('.accept');
  for (const { page } of [officer, desk]) await waitForMedia(page, 1, 45_000);
  return [officer, desk];
}

test('[REACH3] media comes by an announced address at which nothing of it listens', async () => {
  const pages = await call('officer3', centre);
  for (const { page } of pages) {
    expect(await mediaPaths(page)).toMatchObject({ protocols: ['udp', 'udp'], remotes: ['127.0.0.2', '127.0.0.2'] });
  }
  expect(relay.counts.down.forwarded).toBeGreaterThan(100);
  for (const { context } of pages) await context.close();
});

test('[REACH1] with UDP blocked the media comes by TCP, both ways', async () => {
  relay.shape({ up: { blocked: true }, down: { blocked: true } });
  const pages = await call('officer1', centre);
  expect((await mediaPaths(pages[0]!.page)).protocols).toEqual(['tcp', 'tcp']);
  for (const { context } of pages) await context.close();
});

test('[REACH1] [REACH2] with UDP and TCP blocked it comes through TURN over TLS, with credentials made at the entry', async () => {
  const { first, last } = turn.relayPorts;
  relay.shape({});
  relay.admit((port) => port >= first && port <= last);
  const before = relay.counts.up.forwarded;
  line.block(true);
  const pages = await call('officer2', centre);
  // Nothing but the TURN server's own ports is let through, so what came has come by it.
  expect((await mediaPaths(pages[0]!.page)).relays).toEqual(['tls']);
  expect(relay.counts.up.forwarded - before).toBeGreaterThan(100);
  for (const { context } of pages) await context.close();
});

test.runIf(ipv6 !== undefined)('[REACH3] a machine with IPv6 is reached by it', async () => {
  const other = await openCentre({ deps: { mediaAddresses: [{ ip: ipv6! }] } });
  try {
    const pages = await call('officer3', other);
    expect((await mediaPaths(pages[0]!.page)).protocols).toEqual(['udp', 'udp']);
    for (const { context } of pages) await context.close();
  } finally {
    await other.close();
  }
});
