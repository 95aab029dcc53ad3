import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { convene } from '../../testing/cast.js';
import { freePorts } from '../../testing/free-ports.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';

const SEAT_GRACE_MS = 600;
const MOVED = { code: 'conflict', reason: 'conference.seat-moved' };

let server: TestServer;
let open: TestClient[];
let dispatcher: TestClient;
let conferenceId: string;
const as = async (username: string): Promise<TestClient> => {
  const client = await connectClient(server, username);
  open.push(client);
  await client.resume();
  return client;
};
beforeEach(async () => {
  open = [];
  const { first, last } = await freePorts(2);
  server = await startApp({
    env: { HAIGANG_RTC_PORTS: `${first}-${last}`, HAIGANG_MEDIA_WORKERS: '2' },
    deps: { seatGraceMs: SEAT_GRACE_MS },
  });
  dispatcher = await as('dispatcher');
  ({ id: conferenceId } = await convene(await as('officer1'), dispatcher));
  await dispatcher.call('conference:join', { conferenceId, seatId: randomUUID() });
});
afterEach(async () => {
  for (const client of open) client.close();
  await server.close();
});

/** One page of the officer, over all its sockets and seats. */
function page() {
  const pageId = randomUUID();
  return {
    /** A press, or with `byItself` the page alone; each time a seat of its own. */
    enter: (client: TestClient, byItself = false) =>
      client.call('conference:join', { conferenceId, seatId: randomUUID(), pageId, byItself }),
    /** The same tab with its page loaded anew, which comes by itself. */
    loadedAnew: (client: TestClient) =>
      client.call('conference:join', {
        ...{ conferenceId, seatId: randomUUID(), pageId: randomUUID(), previousPageId: pageId, byItself: true },
      }),
  };
}
const stateOf = (): string | undefined => {
  const row = dispatcher.rows('conference').get(conferenceId) as unknown as {
    participants: { name: { en: string }; state: string }[];
  };
  return row.participants.find(({ name }) => name.en === 'Officer 01')?.state;
};
const sits = (client: TestClient, { sendTransport }: { sendTransport: { id: string } }) =>
  client.call('conference:restart-ice', { conferenceId, transportId: sendTransport.id });

test('[CONF7] a page that comes back by itself leaves the seat to the page it moved to (bug: it took it unasked)', async () => {
  const [a, b] = [page(), page()];
  const lost = await as('officer1');
  await a.enter(lost);
  lost.close();
  const tablet = await as('officer1');
  const taken = await b.enter(tablet);
  const told = tablet.next('conference:seat-ended', undefined, 800);
  const back = await as('officer1');
  await expect(a.enter(back, true)).rejects.toMatchObject(MOVED);
  await sits(tablet, taken);
  await expect(told).rejects.toThrow('no conference:seat-ended');
  // A press moves it back, and then the other one is the older.
  const moved = tablet.next('conference:seat-ended');
  await sits(back, await a.enter(back));
  expect(await moved).toMatchObject({ reason: 'moved' });
  await expect(b.enter(tablet, true)).rejects.toMatchObject(MOVED);
});

test('[CONF7] [LIFE5] it stays with the other page while that is away, and after it gave up its seat', async () => {
  const [a, b] = [page(), page()];
  const first = await as('officer1');
  await a.enter(first);
  const tablet = await as('officer1');
  await b.enter(tablet);
  tablet.close();
  await expect.poll(stateOf).toBe('DROPPED');
  await expect(a.enter(first, true)).rejects.toMatchObject(MOVED);
  await expect.poll(stateOf, { timeout: 5000 }).toBe('LEFT');
  await expect(a.enter(first, true)).rejects.toMatchObject(MOVED);
  const again = await as('officer1');
  await sits(again, await b.enter(again, true));
  await expect.poll(stateOf).toBe('JOINED');
});

test('[CONF7] a page loaded anew comes back to its own seat, not to the one that moved (bug: loaded anew it counted as a press)', async () => {
  const [a, b] = [page(), page()];
  const first = await as('officer1');
  await a.enter(first);
  first.close();
  const again = await as('officer1');
  await sits(again, await a.loadedAnew(again));
  const tablet = await as('officer1');
  await b.enter(tablet);
  tablet.close();
  await expect.poll(stateOf).toBe('DROPPED');
  const third = await as('officer1');
  await expect(a.loadedAnew(third)).rejects.toMatchObject(MOVED);
});

test('[CONF7] [NET1] after the death of the worker the page that sat there last is let in, and after a restart whoever comes', async () => {
  const [a, b] = [page(), page()];
  const first = await as('officer1');
  await a.enter(first);
  const tablet = await as('officer1');
  await b.enter(tablet);
  const lost = tablet.next('conference:media-lost');
  process.kill(server.app.workerPidOf(conferenceId)!, 'SIGKILL');
  await lost;
  await expect(a.enter(first, true)).rejects.toMatchObject(MOVED);
  await sits(tablet, await b.enter(tablet, true));
  await server.restart();
  const back = await as('officer1');
  await sits(back, await a.enter(back, true));
});

test('[CONF7] bug: a page whose call had just moved took the seat of the other one away as it was left', async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  const first = await as('officer1');
  await first.call('conference:join', { conferenceId, seatId: randomUUID(), pageId: a });
  const second = await as('officer1');
  const taken = await second.call('conference:join', { conferenceId, seatId: randomUUID(), pageId: b });
  await first.call('conference:leave', { conferenceId, walkOff: true, pageId: a });
  await sits(second, taken);
  expect(stateOf()).toBe('JOINED');
  await second.call('conference:leave', { conferenceId, walkOff: true, pageId: b });
  await expect(sits(second, taken)).rejects.toMatchObject({ reason: 'conference.no-seat' });
});
