import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProducerInfo } from '@haigang/shared/features/conference/conference.protocol';
import { openMediaBench, QUIET, sendMicrophone, type MediaBench } from './media-testing.js';
import type { MediaSeat } from './seat.js';

let bench: MediaBench;
let seat: MediaSeat;
/** What the room heard of the seat's tracks, in order. */
let heard: ProducerInfo[];
beforeEach(async () => {
  bench = await openMediaBench();
  heard = [];
  const hears = (info: ProducerInfo): void => void heard.push(info);
  seat = await bench.openSeat('speaker', { ...QUIET, producerAdded: hears, producerChanged: hears });
});
afterEach(() => bench.close());

test('[ROOM5] a mute while the track is being opened holds it before anybody hears of it (bug: it ran on)', async () => {
  const produce = seat.send.produce.bind(seat.send);
  vi.spyOn(seat.send, 'produce').mockImplementationOnce(async (options) => {
    const producer = await produce(options);
    await seat.hold('microphone', true);
    return producer;
  });
  await sendMicrophone(seat, 1);
  expect(seat.producers).toMatchObject([{ source: 'microphone', paused: true }]);
  expect(heard.map(({ paused }) => paused)).toEqual([true]);
});

test('[ROOM5] a mute while a resume is under way is the last word (bug: the resume opened it again)', async () => {
  const producerId = await sendMicrophone(seat, 2);
  await seat.pauseProducer(producerId);
  const resuming = seat.resumeProducer(producerId);
  await seat.hold('microphone', true);
  await resuming;
  expect(seat.producers).toMatchObject([{ paused: true }]);
  expect(heard.at(-1)).toMatchObject({ paused: true });
  await expect(seat.resumeProducer(producerId)).rejects.toMatchObject({ reason: 'conference.muted-by-host' });
  // Switches pressed faster than the worker answers end where the last one stands.
  seat.held.release('microphone');
  await Promise.all([
    seat.resumeProducer(producerId),
    seat.pauseProducer(producerId),
    seat.resumeProducer(producerId),
    seat.pauseProducer(producerId),
  ]);
  expect(seat.producers).toMatchObject([{ paused: true }]);
});
