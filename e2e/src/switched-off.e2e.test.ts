import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProducerInfo } from '@haigang/shared/features/conference/conference.protocol';
import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import type { TestPage } from './testing/browser.js';
import { convene, joinAsOfficer } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { holdBack, type HeldLine } from './testing/held-line.js';
import { carriedKinds, sent } from './testing/media-facts.js';

const SOON = { timeout: 30_000, interval: 200 };

let centre: TestCentre;
let desk: TestClient;
let conferenceId: string;
let phone: TestPage;
let line: HeldLine;
/** What the centre last said of each source of the phone. */
let heard: Map<ProducerInfo['source'], ProducerInfo>;
/** Every source that was announced as running, in order. */
let opened: ProducerInfo['source'][];
beforeAll(async () => {
  centre = await openCentre();
  desk = await connectClient(centre.server, 'commander');
  for (const event of ['conference:producer-added', 'conference:producer-changed']) {
    desk.socket.on(event, ({ producer }: { producer: ProducerInfo }) => {
      heard.set(producer.source, producer);
      if (!producer.paused) opened.push(producer.source);
    });
  }
});
// A conference of its own for each: a phone takes no call over by itself from one that dropped. [CONF7]
beforeEach(async () => {
  ({ conferenceId } = await convene(centre.server));
  await desk.call('conference:join', { conferenceId, seatId: randomUUID() });
});
afterAll(async () => {
  desk.close();
  await centre.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${(await centre.browser.keepEvidence('off')).join('\n')}\n`);
  await phone.context.close();
  await desk.call('conference:end', { conferenceId });
});

async function joinHolding(text: string): Promise<void> {
  heard = new Map();
  opened = [];
  phone = await joinAsOfficer(centre, async (page) => void (line = await holdBack(page, text)));
}

const press = (text: string): Promise<void> => phone.page.click(`.controls button:has(span:text-is("${text}"))`);

test('[MEDIA15] switched off before there is a seat: sent paused, never announced as running, opened by a press alone', async () => {
  await joinHolding('conference:join');
  await expect.poll(() => line.waiting(), SOON).toBeGreaterThan(0);
  await press('静音');
  await press('关摄像头');
  line.release();
  await expect.poll(() => [...heard.keys()].sort(), SOON).toEqual(['camera', 'microphone']);
  expect(await carriedKinds(phone.page)).toEqual([]);
  expect(opened).toEqual([]);
  await press('取消静音');
  await expect.poll(() => heard.get('microphone')?.paused, SOON).toBe(false);
  await expect.poll(() => carriedKinds(phone.page), SOON).toEqual(['audio']);
  expect(heard.get('camera')?.paused).toBe(true);
});

test('[MEDIA15] switched off while the tracks are being opened: nothing is sent from the press on', async () => {
  await joinHolding('conference:produce');
  await expect.poll(() => line.waiting(), SOON).toBe(2);
  await press('静音');
  await press('关摄像头');
  expect(await carriedKinds(phone.page)).toEqual([]);
  line.release();
  for (const source of ['microphone', 'camera'] as const) {
    await expect.poll(() => heard.get(source)?.paused, SOON).toBe(true);
  }
  expect(await carriedKinds(phone.page)).toEqual([]);
});

test('[MEDIA17] a camera that is off is not encoded, and goes on where it is opened again (bug: black frames in every layer, and the line filled up with padding)', async () => {
  await joinHolding('conference:nothing');
  await expect.poll(async () => (await sent(phone.page)).framesEncoded, SOON).toBeGreaterThan(30);
  await press('关摄像头');
  await expect.poll(() => heard.get('camera')?.paused, SOON).toBe(true);
  const before = await sent(phone.page);
  // A voice goes out in fifty packets a second: two seconds in which sixty frames a layer would be encoded.
  await expect.poll(async () => (await sent(phone.page)).audioPackets - before.audioPackets, SOON).toBeGreaterThan(100);
  const { framesEncoded } = await sent(phone.page);
  expect(framesEncoded - before.framesEncoded).toBeLessThan(10);
  await press('开摄像头');
  await expect.poll(async () => (await sent(phone.page)).framesEncoded, SOON).toBeGreaterThan(framesEncoded + 30);
  expect(heard.get('camera')?.paused).toBe(false);
});
