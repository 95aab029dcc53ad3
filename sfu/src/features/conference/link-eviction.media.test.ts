import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { convene, enterAsExpert } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';
import { opus, watchMedia, type MediaWatch } from './media/watch-testing.js';

let server: TestServer;
let media: MediaWatch;
let officer: TestClient;
let dispatcher: TestClient;
let admin: TestClient;
beforeEach(async () => {
  media = watchMedia();
  server = await startApp();
  [officer, dispatcher, admin] = await Promise.all([
    connectClient(server, 'officer1'),
    connectClient(server, 'dispatcher'),
    connectClient(server, 'admin'),
  ]);
});
afterEach(async () => {
  for (const client of [officer, dispatcher, admin]) client.close();
  await server.close();
  media.stop();
});

/** What the worker itself still holds of the room's transports. */
async function held(): Promise<readonly string[]> {
  const routers = media.routers.filter((router) => !router.closed);
  return (await Promise.all(routers.map((router) => router.dump()))).flatMap((dump) => dump.transportIds);
}

test('[LINK4] [LINK8] revoked by the administrator: the guest’s transports are out of the worker within a second, his socket too, the others stay', async () => {
  const { id: conferenceId } = await convene(officer, dispatcher);
  const join = (client: TestClient) => client.call('conference:join', { conferenceId, seatId: randomUUID() });
  const staying = await join(officer);
  const guest = await enterAsExpert(server, dispatcher, conferenceId);
  await dispatcher.call('conference:admit', { conferenceId, principalId: guest.guestId });
  const seat = await join(guest.client);
  await guest.client.call('conference:produce', {
    ...{ conferenceId, transportId: seat.sendTransport.id, kind: 'audio', source: 'microphone' },
    rtpParameters: opus(77),
  });
  const own = [seat.sendTransport.id, seat.receiveTransport.id];
  const others = [staying.sendTransport.id, staying.receiveTransport.id];
  expect(await held()).toEqual(expect.arrayContaining([...own, ...others]));
  await admin.resume();
  expect(admin.rows('expert-link').get(guest.linkId)).toMatchObject({
    ...{ state: 'BOUND', issuedByName: { en: 'Dispatcher 01' } },
    incidentNumber: expect.stringMatching(/^BL-/u) as string,
    boundAt: expect.any(String) as string,
  });
  const out = new Promise((resolve) => guest.client.socket.once('disconnect', resolve));
  const before = performance.now();
  await admin.call('conference:revoke-link', { linkId: guest.linkId });
  await expect.poll(held, { timeout: 1000, interval: 20 }).not.toEqual(expect.arrayContaining(own));
  for (const transport of media.transports.filter((one) => own.includes(one.id))) expect(transport.closed).toBe(true);
  await out;
  expect(performance.now() - before).toBeLessThan(1000);
  expect((await held()).toSorted()).toEqual(others.toSorted());
  expect(media.producers.every((producer) => producer.closed)).toBe(true);
});
