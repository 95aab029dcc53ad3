import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import { openCast, type Cast, type Who } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';

const WORDS = '船员 LI JIE，体温 39.8';

let server: TestServer;
let cast: Cast;
beforeAll(async () => {
  server = await startApp();
  cast = await openCast(server);
  for (const who of ['commander', 'dispatcher', 'officer1', 'officer2', 'auditor', 'display', 'guest'] as const) {
    await cast.as(who).resume();
  }
}, 60_000);
afterAll(async () => {
  cast.close();
  await server.close();
});

const rowOf = (who: Who, id = cast.conference.id) =>
  cast.as(who).rows('conference').get(id) as unknown as ConferenceView | undefined;
const peopleOf = (who: Who, id?: string): string[] => (rowOf(who, id)?.participants ?? []).map((one) => one.name.en);
const everything = (who: Who): string => JSON.stringify([...cast.as(who).rows('incident-log').values()]);

test('[CONF6] who waits in the lobby or is out sees himself and the host (bug: names, roles and moves, live)', async () => {
  const { id: conferenceId } = cast.conference;
  const [dispatcher, officer2] = [cast.as('dispatcher'), cast.as('officer2')];
  await cast.as('officer1').call('conference:join', { conferenceId, seatId: randomUUID() });
  await cast.as('officer1').call('conference:raise-hand', { conferenceId, raised: true });
  await expect.poll(() => rowOf('dispatcher')?.room.hands).toHaveLength(1);
  await cast.as('guest').resume();
  expect(rowOf('guest')).toMatchObject({
    participants: [{ principalId: cast.guestId, state: 'LOBBY' }],
    room: { hands: [] },
    hostName: { en: 'Dispatcher 01' },
  });
  const { people } = await dispatcher.call('conference:callable', { incidentId: cast.conference.incidentId });
  const principalIds = people.filter((one) => one.name.en === 'Officer 02').map((one) => one.principalId);
  const who = { kind: 'chosen' as const, principalIds };
  await dispatcher.call('conference:call', { incidentId: cast.conference.incidentId, who });
  await expect.poll(() => peopleOf('officer2').length).toBeGreaterThan(2);
  await officer2.call('conference:decline-call', { conferenceId, reason: WORDS });
  await expect.poll(() => peopleOf('officer2')).toEqual(['Officer 02']);
  expect(rowOf('officer2')?.can.join).toBe(true);
});

test('[CALL3] why somebody declined is for the centre (bug: it reached guests, officers and walls)', async () => {
  const { id: conferenceId } = cast.conference;
  await cast.as('dispatcher').call('conference:admit', { conferenceId, principalId: cast.guestId });
  await expect.poll(() => peopleOf('guest').length).toBeGreaterThan(2);
  const reasons = (who: Who) =>
    (rowOf(who)?.participants ?? []).flatMap(({ call }: Participant) => call?.declineReason ?? []);
  for (const who of ['commander', 'dispatcher', 'auditor', 'officer2'] as const) {
    await expect.poll(() => reasons(who), { message: who }).toEqual([WORDS]);
  }
  for (const who of ['guest', 'officer1', 'display'] as const) expect(reasons(who), who).toEqual([]);
});

test('[CONF8] [INC10] a wall shows that somebody asks, not who, why and where (bug: reason, name, position, notes)', async () => {
  const { reason, ...draft } = { reason: WORDS, position: { lat: 29.9, lon: 121.9 }, urgency: 'urgent' as const };
  const request = await cast.as('officer2').call('conference:request', { reason, ...draft });
  const row = (who: Who) => cast.as(who).rows('conference-request').get(request.id);
  await expect.poll(() => row('display')).toMatchObject({ urgency: 'urgent', state: 'REQUESTED', requesterId: '' });
  await cast.as('dispatcher').call('conference:decline', { requestId: request.id, reason: WORDS });
  await expect.poll(() => row('display')).toMatchObject({ state: 'DECLINED', declineReason: null, position: null });
  expect(row('officer2')).toMatchObject({ reason: WORDS, declineReason: WORDS });
  expect(JSON.stringify(row('display'))).not.toMatch(/LI JIE|Officer 02|Dispatcher 01/u);
  await expect.poll(() => everything('commander')).toContain(WORDS);
  expect(everything('display')).not.toContain(WORDS);
});
