import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { convene } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';
import { watchMedia } from './media/watch-testing.js';

let server: TestServer;
let open: TestClient[];
let officer: TestClient;
let dispatcher: TestClient;
let commander: TestClient;
let conferenceId: string;
const as = async (username: string): Promise<TestClient> => {
  const client = await connectClient(server, username);
  open.push(client);
  await client.resume();
  return client;
};
beforeEach(async () => {
  open = [];
  server = await startApp();
  [officer, dispatcher, commander] = [await as('officer1'), await as('dispatcher'), await as('commander')];
  ({ id: conferenceId } = await convene(officer, dispatcher));
});
afterEach(async () => {
  for (const client of open) client.close();
  await server.close();
});

const join = (client: TestClient) => client.call('conference:join', { conferenceId, seatId: randomUUID() });
const leave = (client: TestClient) => client.call('conference:leave', { conferenceId, walkOff: true });
const people = async (): Promise<string[]> => {
  await dispatcher.resume();
  const { participants } = dispatcher.rows('conference').get(conferenceId) as unknown as ConferenceView;
  return participants.map(({ name, state }) => `${name.en} ${state}`);
};
/** Everything written before this call is durable when it resolves. */
const settle = (): Promise<unknown> => server.app.unitOfWork.exclusive(() => Promise.resolve());

/** Seats take a while now: every worker is dead, and joins wait for the next. */
function killWorkers(): void {
  for (const pid of server.app.workerPids()) process.kill(pid, 'SIGKILL');
}

test('[LIFE7] whoever leaves while he enters has no seat and is not JOINED (bug: a participant without a seat, for good)', async () => {
  killWorkers();
  const entering = join(officer);
  entering.catch(() => undefined);
  await leave(officer);
  await expect(entering).rejects.toMatchObject({ code: 'conflict', reason: 'conference.left' });
  await settle();
  expect(await people()).toContain('Officer 01 LEFT');
  await expect(officer.call('conference:restart-ice', { conferenceId, transportId: 'any' })).rejects.toMatchObject({
    reason: 'conference.no-seat',
  });
});

test('[LIFE7] [CALL2] whoever answers a call and hangs up while he enters has declined it (bug: it went on ringing for him)', async () => {
  const second = await as('officer2');
  const { principal } = await second.call('identity:me', {});
  const { incidentId } = dispatcher.rows('conference').get(conferenceId) as unknown as ConferenceView;
  await dispatcher.call('conference:call', { incidentId, who: { kind: 'chosen', principalIds: [principal.id] } });
  killWorkers();
  const entering = join(second);
  entering.catch(() => undefined);
  await leave(second);
  await expect(entering).rejects.toMatchObject({ reason: 'conference.left' });
  await settle();
  expect(await people()).toContain('Officer 02 DECLINED');
});

test('[LIFE7] a desk on no list that leaves while it enters has no seat (bug: leaving was refused and the seat stayed)', async () => {
  killWorkers();
  const entering = join(commander);
  entering.catch(() => undefined);
  await leave(commander);
  await expect(entering).rejects.toMatchObject({ reason: 'conference.left' });
  await settle();
  expect((await people()).filter((one) => one.startsWith('Commander'))).toEqual([]);
  // Outside it is a stranger to the conference as before.
  await expect(leave(commander)).rejects.toMatchObject({ reason: 'conference.unknown' });
});

test('[LIFE7] whoever leaves and enters again at once is in, whatever the writer is busy with', async () => {
  await join(dispatcher);
  await join(officer);
  const busy = server.app.unitOfWork.exclusive(() => new Promise((resolve) => setTimeout(resolve, 200)));
  const [, entered] = await Promise.all([leave(officer), join(officer), busy]);
  await settle();
  expect(await people()).toContain('Officer 01 JOINED');
  const { sendTransport } = entered;
  await officer.call('conference:restart-ice', { conferenceId, transportId: sendTransport.id });
});

test('[LIFE7] leaving that overtakes the note of the entry leaves nobody JOINED', async () => {
  const media = watchMedia();
  killWorkers();
  const entering = join(officer);
  // What a socket says is taken up in order: the entry has its place among the changes now.
  await officer.call('identity:me', {});
  const seatMade = async (): Promise<void> => {
    await expect.poll(() => media.transports.length, { timeout: 5000 }).toBe(2);
    await officer.call('identity:me', {});
  };
  const busy = server.app.unitOfWork.exclusive(seatMade);
  const leaving = leave(officer);
  await Promise.allSettled([busy, leaving, entering]);
  media.stop();
  await settle();
  expect(await people()).toContain('Officer 01 LEFT');
});

test('[LIFE7] [CONF7] a late leaving of one page ends no entry of another (bug: the page that entered was told that it left)', async () => {
  const [here, there] = [randomUUID(), randomUUID()];
  const enter = (pageId: string) => officer.call('conference:join', { conferenceId, seatId: randomUUID(), pageId });
  const leaveOf = (pageId: string) => officer.call('conference:leave', { conferenceId, walkOff: true, pageId });
  killWorkers();
  const entering = enter(here);
  await leaveOf(there);
  await entering;
  await settle();
  expect(await people()).toContain('Officer 01 JOINED');
  // Both enter, and one thinks better of it.
  await leaveOf(here);
  killWorkers();
  const both = Promise.allSettled([enter(there), enter(here)]);
  await leaveOf(there);
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  await settle();
  expect(await people()).toContain('Officer 01 JOINED');
});
