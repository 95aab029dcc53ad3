import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { convene } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, https, type TestClient } from '../../testing/test-client.js';

let server: TestServer;
let officer: TestClient;
let dispatcher: TestClient;
let conferenceId: string;
beforeEach(async () => {
  server = await startApp();
  officer = await connectClient(server, 'officer1', { surface: 'field' });
  dispatcher = await connectClient(server, 'dispatcher');
  conferenceId = (await convene(officer, dispatcher)).id;
});
afterEach(async () => {
  for (const page of [officer, dispatcher]) page.close();
  await server.close();
});

const join = (page: TestClient, seatId: string = randomUUID()) =>
  page.call('conference:join', { conferenceId, seatId });

/** How many of the calls went through, and why the others did not. */
async function outcomesOf(calls: readonly Promise<unknown>[]): Promise<{ done: number; refusals: unknown[] }> {
  const outcomes = await Promise.allSettled(calls);
  const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  return { done: outcomes.length - refusals.length, refusals };
}

test('[MEDIA5] a storm of new seats is refused and counted, and the others are as before (bug: each seat had a limit of its own)', async () => {
  const seatId = randomUUID();
  await join(dispatcher, seatId);
  const { done, refusals } = await outcomesOf(Array.from({ length: 100 }, () => join(officer)));
  expect(done).toBeLessThanOrEqual(12);
  expect(refusals[0]).toMatchObject({ code: 'over_capacity', reason: 'conference.too-many-changes' });
  // Taking up the seat he left is no new one.
  expect(await join(dispatcher, seatId)).toMatchObject({ resumed: true });
  const metrics = String((await https(server, 'GET', '/metrics')).body);
  const counted = /^haigang_media_refused_total\{reason="conference.too-many-changes"\} (\d+)$/mu.exec(metrics);
  expect(Number(counted?.[1])).toBe(refusals.length);
});

test('[MEDIA5] leaving, which ends an empty room, and coming back resets nothing; tracks are counted over all seats', async () => {
  let refused: unknown = null;
  for (let times = 0; times < 20 && refused === null; times += 1) {
    await join(officer).catch((failure: unknown) => (refused = failure));
    await officer.call('conference:leave', { conferenceId });
  }
  expect(refused).toMatchObject({ reason: 'conference.too-many-changes' });

  const voices = async (): Promise<{ done: number; refusals: unknown[] }> => {
    const { sendTransport } = await join(dispatcher);
    return outcomesOf(
      Array.from({ length: 70 }, (_, at) =>
        dispatcher.call('conference:produce', {
          ...{ conferenceId, transportId: sendTransport.id, kind: 'audio', source: 'microphone' },
          rtpParameters: {
            codecs: [{ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111 }],
            encodings: [{ ssrc: 1000 + at }],
            rtcp: { cname: `c${at}` },
          },
        }),
      ),
    );
  };
  const first = await voices();
  const second = await voices();
  expect(first.done).toBeGreaterThan(60);
  expect(second.done).toBeLessThan(60);
  expect(second.refusals[0]).toMatchObject({ reason: 'conference.too-many-changes' });
});
