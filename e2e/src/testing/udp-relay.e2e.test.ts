import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openUdpRelay, type UdpRelay } from './udp-relay.js';

const FAR = '127.0.0.1';

let echo: Socket;
let page: Socket;
let relay: UdpRelay;
/** Ports that the far end saw datagrams come from. */
let seen: Set<number>;
let answers: { text: string; at: number }[];

beforeEach(async () => {
  seen = new Set();
  answers = [];
  echo = createSocket('udp4');
  echo.on('message', (datagram: Buffer, from: RemoteInfo) => {
    seen.add(from.port);
    echo.send(datagram, from.port, from.address);
  });
  echo.bind(0, FAR);
  await once(echo, 'listening');
  relay = await openUdpRelay({ address: '127.0.0.9', target: { ip: FAR, port: echo.address().port }, seed: 7 });
  page = createSocket('udp4');
  page.on('message', (datagram: Buffer) => answers.push({ text: datagram.toString(), at: performance.now() }));
  page.bind(0, FAR);
  await once(page, 'listening');
});
afterEach(async () => {
  page.close();
  echo.close();
  await relay.close();
});

const send = (text: string): void => page.send(text, relay.port, relay.address);
const handled = (): number => relay.counts.up.forwarded + relay.counts.up.dropped;
async function sendMany(count: number, text = 'x'): Promise<void> {
  const before = handled();
  for (let at = 0; at < count; at += 1) {
    send(`${text}${at}`);
    // A burst would overrun a socket's own buffer, on the way back too, which is not what is measured here.
    if (at % 50 !== 49) continue;
    await expect.poll(handled, { interval: 1 }).toBe(before + at + 1);
    await expect.poll(() => answers.length, { interval: 1 }).toBe(relay.counts.up.forwarded);
  }
  await expect.poll(handled, { timeout: 5000 }).toBe(before + count);
}

test('a clear line carries everything both ways and in order', async () => {
  await sendMany(100);
  await expect.poll(() => answers.length).toBe(100);
  expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 100 }, (_, at) => `x${at}`));
});

test('loss takes about its share, jitter keeps the order', async () => {
  relay.shape({ up: { lossPercent: 10 }, down: { delayMs: 5, jitterMs: 20 } });
  await sendMany(1000);
  await expect.poll(() => answers.length).toBe(relay.counts.up.forwarded);
  expect(relay.counts.up.dropped).toBeGreaterThan(70);
  expect(relay.counts.up.dropped).toBeLessThan(130);
  const order = answers.map(({ text }) => Number(text.slice(1)));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test('delay is added to the way back, and conditions not named again are clear', async () => {
  relay.shape({ down: { delayMs: 200 } });
  const sent = performance.now();
  send('late');
  await expect.poll(() => answers.length).toBe(1);
  expect(answers[0]!.at - sent).toBeGreaterThanOrEqual(199);
  relay.shape({});
  send('soon');
  await expect.poll(() => answers.length).toBe(2);
});

test('a limited line takes its time for each datagram and drops what would wait too long', async () => {
  // 1,000 bytes take 100 ms at 80 kbit/s: three go and wait, the rest finds the queue full.
  relay.shape({ up: { kilobitsPerSecond: 80, queueMs: 250 } });
  const sent = performance.now();
  for (let at = 0; at < 20; at += 1) send(String(at).padEnd(1000, '.'));
  await expect.poll(handled, { timeout: 5000 }).toBe(20);
  await expect.poll(() => answers.length).toBe(relay.counts.up.forwarded);
  expect(relay.counts.up.forwarded).toBeLessThanOrEqual(4);
  expect(answers.at(-1)!.at - sent).toBeGreaterThanOrEqual(250);
});

test('a blocked line carries nothing, not even what is on it; a rebound one comes from another port', async () => {
  await sendMany(1);
  relay.shape({ up: { delayMs: 50 } });
  send('under way');
  relay.shape({ up: { blocked: true } });
  send('too late');
  await expect.poll(() => relay.counts.up.dropped).toBeGreaterThan(0);
  expect(relay.counts.up.forwarded).toBe(1);
  relay.shape({});
  relay.rebind();
  await sendMany(1, 'back');
  await expect.poll(() => answers.length).toBe(2);
  expect(seen.size).toBe(2);
});

test('a line with gaps carries everything between them and nothing in them', async () => {
  relay.shape({ up: { gaps: { everyMs: 200, forMs: 100 } } });
  const carried: number[] = [];
  for (const until = performance.now() + 5000; performance.now() < until;) {
    const before = relay.counts.up.forwarded;
    await sendMany(10);
    carried.push(relay.counts.up.forwarded - before);
  }
  // Ten sent together are lost or carried together, but where a gap begins or ends between them.
  expect(carried.filter((count) => count === 0 || count === 10).length).toBeGreaterThan(carried.length * 0.7);
  expect(carried).toEqual(expect.arrayContaining([0, 10]));
});
