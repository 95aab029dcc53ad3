import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePorts } from '../../testing/free-ports.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';
import { startApp, type TestServer } from '../../testing/start-app.js';

const SEAT_GRACE_MS = 1500;

let server: TestServer;
let open: TestClient[];
const as = async (username: string, surface = 'desk'): Promise<TestClient> => {
  const client = await connectClient(server, username, { surface });
  open.push(client);
  return client;
};
beforeEach(async () => {
  open = [];
  const { first, last } = await freePorts(2);
  server = await startApp({
    env: { HAIGANG_RTC_PORTS: `${first}-${last}`, HAIGANG_MEDIA_WORKERS: '2' },
    deps: { seatGraceMs: SEAT_GRACE_MS },
  });
});
afterEach(async () => {
  for (const client of open) client.close();
  await server.close();
});

async function convene(officer: TestClient, desk: TestClient): Promise<string> {
  const request = await officer.call('conference:request', { reason: '5 名船员发热' });
  const { conference } = await desk.call('conference:accept', { requestId: request.id });
  return conference.id;
}

function killWorkerOf(conferenceId: string): number {
  const pid = server.app.workerPidOf(conferenceId);
  if (pid === undefined) throw new Error('the room has no worker');
  process.kill(pid, 'SIGKILL');
  return pid;
}

test('[NET1] a room whose worker dies stands on another one when its pages ask, and everybody keeps the place', async () => {
  const officer = await as('officer1', 'field');
  const desk = await as('dispatcher');
  await desk.resume();
  const conferenceId = await convene(officer, desk);
  const seats = { officer: randomUUID(), desk: randomUUID() };
  const before = await officer.call('conference:join', { conferenceId, seatId: seats.officer });
  await desk.call('conference:join', { conferenceId, seatId: seats.desk });
  await expect.poll(() => participants(desk, conferenceId)).toContain('Officer 01 JOINED');
  const told = [officer, desk].map((client) => client.next('conference:media-lost'));
  const moved = officer.next('conference:seat-ended', undefined, 1500);
  const dead = killWorkerOf(conferenceId);
  await Promise.all(told);
  await expect(officer.call('conference:restart-ice', { conferenceId, transportId: 'any' })).rejects.toMatchObject({
    reason: 'conference.no-seat',
  });
  const after = await officer.call('conference:join', { conferenceId, seatId: seats.officer });
  expect(after.resumed).toBe(false);
  expect(after.sendTransport.id).not.toBe(before.sendTransport.id);
  expect((await desk.call('conference:join', { conferenceId, seatId: seats.desk })).resumed).toBe(false);
  expect(server.app.workerPidOf(conferenceId)).not.toBe(dead);
  expect(participants(desk, conferenceId)).toContain('Officer 01 JOINED');
  // The same page has entered again: nothing moved away from it.
  await expect(moved).rejects.toThrow('no conference:seat-ended');
});

test('[NET1] who was dropped when the worker died still leaves after the wait, and the room ends with the last', async () => {
  const officer = await as('officer1', 'field');
  const desk = await as('dispatcher');
  await desk.resume();
  const conferenceId = await convene(officer, desk);
  await officer.call('conference:join', { conferenceId, seatId: randomUUID() });
  await desk.call('conference:join', { conferenceId, seatId: randomUUID() });
  officer.close();
  await expect.poll(() => participants(desk, conferenceId)).toContain('Officer 01 DROPPED');
  killWorkerOf(conferenceId);
  await expect.poll(() => participants(desk, conferenceId), { timeout: 5000 }).toContain('Officer 01 LEFT');
  await desk.call('conference:leave', { conferenceId });
  await expect.poll(() => server.app.workerPidOf(conferenceId)).toBeUndefined();
});

test('[NET3] with every worker dead a join waits for the replacement instead of failing', async () => {
  const officer = await as('officer1', 'field');
  const desk = await as('dispatcher');
  const conferenceId = await convene(officer, desk);
  for (const pid of server.app.workerPids()) process.kill(pid, 'SIGKILL');
  const joined = await officer.call('conference:join', { conferenceId, seatId: randomUUID() });
  expect(joined.resumed).toBe(false);
});

function participants(desk: TestClient, conferenceId: string): string[] {
  const row = desk.rows('conference').get(conferenceId);
  return ((row?.['participants'] ?? []) as { name: { en: string }; state: string }[]).map(
    ({ name, state }) => `${name.en} ${state}`,
  );
}
