import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMediaBench, sendCamera, sendMicrophone, type MediaBench } from './media-testing.js';

let bench: MediaBench;
beforeEach(async () => {
  bench = await openMediaBench();
});
afterEach(() => bench.close());

test('[MEDIA1] [MEDIA3] the worker receives layers, pause and priority as wished; what ended meanwhile is passed over', async () => {
  const { room, openSeat } = bench;
  const sender = await openSeat('sender');
  const viewer = await openSeat('viewer');
  const consumer = await viewer.consume(await sendCamera(sender, 1000), room.rtpCapabilities);
  await viewer.resumeConsumer(consumer.id);
  const wish = { consumerId: consumer.id, paused: false, spatialLayer: 1, priority: 125 };
  await viewer.setConsumers([{ ...wish, consumerId: 'ended' }, wish]);
  expect(consumer.preferredLayers?.spatialLayer).toBe(1);
  expect(consumer.priority).toBe(125);
  await viewer.setConsumers([{ ...wish, paused: true }]);
  expect(consumer.paused).toBe(true);
  await viewer.setConsumers([{ ...wish, spatialLayer: 2 }]);
  expect(consumer.paused).toBe(false);
  expect(consumer.preferredLayers?.spatialLayer).toBe(2);
  expect(await consumer.dump()).toMatchObject({ paused: false, priority: 125 });
});

test('[MEDIA1] a picture that is hidden before it began is not started anew', async () => {
  const { room, openSeat } = bench;
  const sender = await openSeat('sender');
  const viewer = await openSeat('viewer');
  const consumer = await viewer.consume(await sendCamera(sender, 2000), room.rtpCapabilities);
  await viewer.resumeConsumer(consumer.id);
  await viewer.setConsumers([{ consumerId: consumer.id, paused: true, spatialLayer: 0, priority: 1 }]);
  let resumed = 0;
  consumer.observer.on('resume', () => (resumed += 1));
  const visible = await viewer.consume(await sendCamera(await openSeat('other'), 3000), room.rtpCapabilities);
  let restarts = 0;
  visible.observer.on('resume', () => (restarts += 1));
  await viewer.resumeConsumer(visible.id);
  await expect.poll(() => restarts, { timeout: 10_000 }).toBeGreaterThan(1);
  expect(resumed).toBe(0);
});

test('[MEDIA1] sound is never paused, and a batch that asks for it changes nothing', async () => {
  const { room, openSeat } = bench;
  const sender = await openSeat('sender');
  const viewer = await openSeat('viewer');
  const voice = await viewer.consume(await sendMicrophone(sender, 4000), room.rtpCapabilities);
  const picture = await viewer.consume(await sendCamera(sender, 5000), room.rtpCapabilities);
  for (const consumer of [voice, picture]) await viewer.resumeConsumer(consumer.id);
  const wish = { paused: true, spatialLayer: 0, priority: 1 };
  await expect(
    viewer.setConsumers([picture, voice].map(({ id }) => ({ ...wish, consumerId: id }))),
  ).rejects.toMatchObject({ reason: 'conference.sound-stays' });
  expect([voice.paused, picture.paused]).toEqual([false, false]);
});

test('[MEDIA14] the first picture of a line that is not connected yet starts with it; a further one waits for the page', async () => {
  const { room, openSeat } = bench;
  const [sender, other, viewer] = await Promise.all(['sender', 'other', 'viewer'].map((name) => openSeat(name)));
  if (!sender || !other || !viewer) throw new Error('no seats');
  const producerId = await sendCamera(sender, 6000);
  const [voice, first, second] = [
    await viewer.consume(await sendMicrophone(sender, 6100), room.rtpCapabilities),
    await viewer.consume(producerId, room.rtpCapabilities),
    await viewer.consume(await sendCamera(other, 6200), room.rtpCapabilities),
  ];
  expect([voice.paused, first.paused, second.paused]).toEqual([false, false, true]);
  // The page says that it is ready all the same, and what it wants then holds.
  await viewer.resumeConsumer(first.id);
  await viewer.setConsumers([{ consumerId: first.id, paused: true, spatialLayer: 0, priority: 1 }]);
  expect(await first.dump()).toMatchObject({ paused: true });
});

test('[LADDER10] a page that has gone silent is sent voices alone; what it wished, before and meanwhile, holds when it is heard again (bug: pictures filled the line it had to come back over)', async () => {
  const { room, openSeat } = bench;
  const [sender, viewer] = [await openSeat('sender'), await openSeat('viewer')];
  const voice = await viewer.consume(await sendMicrophone(sender, 7000), room.rtpCapabilities);
  const picture = await viewer.consume(await sendCamera(sender, 7100), room.rtpCapabilities);
  for (const consumer of [voice, picture]) await viewer.resumeConsumer(consumer.id);
  // It is there, and its way has room: it may be busy with something else.
  await viewer.spareLine(false);
  expect(picture.paused).toBe(false);
  await viewer.spareLine(true);
  expect([voice.paused, picture.paused]).toEqual([false, true]);
  await viewer.setConsumers([{ consumerId: picture.id, paused: false, spatialLayer: 1, priority: 1 }]);
  const later = await viewer.consume(await sendCamera(await openSeat('other'), 7300), room.rtpCapabilities);
  await viewer.resumeConsumer(later.id);
  expect([picture.paused, later.paused]).toEqual([true, true]);
  expect(await picture.dump()).toMatchObject({ paused: true });
  await viewer.heardOf();
  expect([voice.paused, picture.paused, later.paused]).toEqual([false, false, false]);
  expect(picture.preferredLayers?.spatialLayer).toBe(1);
});
