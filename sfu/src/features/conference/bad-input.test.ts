import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { convene, cookieOf, enterAsExpert } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, https, type TestClient } from '../../testing/test-client.js';
import { createUpload, upload } from '../../testing/uploads.js';
import { opus } from './media/watch-testing.js';

let server: TestServer;
let officer: TestClient;
let stranger: TestClient;
let dispatcher: TestClient;
let conferenceId: string;
let foreignId: string;
let sendTransport: string;
let foreignTransport: string;
let before: Map<string, number>;

/** Refusals so far, by `edge reason`. */
async function refusals(): Promise<Map<string, number>> {
  const metrics = String((await https(server, 'GET', '/metrics')).body);
  const rows = [...metrics.matchAll(/^haigang_refused_total\{edge="(\w+)",reason="([^"]+)"\} (\d+)$/gmu)];
  return new Map(rows.map(([, edge, reason, count]) => [`${edge} ${reason}`, Number(count)]));
}

/** Resolves when so many more refusals of that kind were counted than before the test. */
async function counted(kind: string, times: number): Promise<void> {
  await expect.poll(async () => ((await refusals()).get(kind) ?? 0) - (before.get(kind) ?? 0)).toBe(times);
}

const produce = (page: TestClient, body: Record<string, unknown>) =>
  page.call('conference:produce', {
    ...{ conferenceId, transportId: sendTransport, kind: 'audio', source: 'microphone', rtpParameters: opus(1) },
    ...body,
  } as never);

beforeAll(async () => {
  server = await startApp();
  officer = await connectClient(server, 'officer1', { surface: 'field' });
  stranger = await connectClient(server, 'officer2', { surface: 'field' });
  dispatcher = await connectClient(server, 'dispatcher');
  conferenceId = (await convene(officer, dispatcher)).id;
  foreignId = (await convene(stranger, dispatcher)).id;
  const other = await stranger.call('conference:join', { conferenceId: foreignId, seatId: randomUUID() });
  foreignTransport = other.sendTransport.id;
  await dispatcher.call('conference:join', { conferenceId, seatId: randomUUID() });
  const joined = await officer.call('conference:join', { conferenceId, seatId: randomUUID() });
  sendTransport = joined.sendTransport.id;
});
afterAll(async () => {
  for (const page of [officer, stranger, dispatcher]) page.close();
  await server.close();
});
beforeEach(async () => {
  before = await refusals();
});

test('[MEDIA5] hostile RTP parameters are refused one by one, and the room sends on', async () => {
  const hostile = [
    {},
    { codecs: [] },
    { codecs: 'opus', encodings: {} },
    { ...opus(2), codecs: [{ mimeType: 'audio/evil', clockRate: 48_000, payloadType: 111 }] },
    { ...opus(3), encodings: [{ ssrc: -1 }] },
    { ...opus(4), encodings: Array.from({ length: 40 }, () => ({ ssrc: 4 })) },
    { ...opus(5), headerExtensions: [{ uri: 'urn:x', id: 99_999 }] },
  ];
  const outcomes = await Promise.allSettled(hostile.map((rtpParameters) => produce(officer, { rtpParameters })));
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThanOrEqual(5);
  for (const outcome of refused) {
    expect((outcome as PromiseRejectedResult).reason).toMatchObject({ code: 'invalid_input' });
  }
  await counted('call conference.media-refused', refused.length);
  expect(await produce(officer, {})).toHaveProperty('producerId');
});

test('[MEDIA5] a wrong kind, a foreign room, a forged transport or peer and a foreign track are refused and counted', async () => {
  const capabilities = await officer.call('conference:capabilities', {});
  const { producerId } = await produce(officer, {});
  const refused = async (attempt: Promise<unknown>, reason: string): Promise<void> => {
    await expect(attempt).rejects.toMatchObject({ reason });
    await counted(`call ${reason}`, 1);
  };
  await refused(produce(officer, { source: 'camera' }), 'conference.source-mismatch');
  await refused(produce(officer, { transportId: randomUUID() }), 'conference.not-a-send-transport');
  await refused(produce(officer, { conferenceId: foreignId }), 'conference.no-seat');
  await refused(
    stranger.call('conference:consume', { conferenceId: foreignId, producerId, ...capabilities }),
    'conference.cannot-consume',
  );
  await refused(
    dispatcher.call('conference:close-producer', { conferenceId, producerId }),
    'conference.producer-unknown',
  );
  const forged = { conferenceId, principalId: 'account:forged' };
  await refused(officer.call('conference:remove', forged), 'identity.role-needed');
  await refused(dispatcher.call('conference:remove', forged), 'conference.participant-unknown');
  // Whoever was attacked goes on.
  const heard = await dispatcher.call('conference:consume', { conferenceId, producerId, ...capabilities });
  expect(heard.kind).toBe('audio');
});

test('[MEDIA5] a storm of renegotiations and a flood of calls end with their senders', async () => {
  const storm = await Promise.allSettled(
    Array.from({ length: 150 }, (_, at) =>
      produce(stranger, { conferenceId: foreignId, transportId: foreignTransport, rtpParameters: opus(100 + at) }),
    ),
  );
  const stopped = storm.filter(({ status }) => status === 'rejected').length;
  expect(stopped).toBeGreaterThan(50);
  await counted('call conference.too-many-changes', stopped);
  const flood = await Promise.all(
    Array.from({ length: 400 }, () => stranger.raw('identity:me', { body: {} }) as Promise<{ ok: boolean }>),
  );
  const refused = flood.filter(({ ok }) => !ok).length;
  expect(refused).toBeGreaterThan(100);
  await expect.poll(async () => (await refusals()).get('socket calls.too-many') ?? 0).toBeGreaterThanOrEqual(refused);
  expect(await produce(officer, {})).toHaveProperty('producerId');
});

test('[EDGE11] an oversized message, an oversized body, a file of a wrong type and one too large are counted', async () => {
  const loud = await connectClient(server, 'officer2', { surface: 'field' });
  const gone = new Promise((resolve) => loud.socket.once('disconnect', resolve));
  loud.socket.emit('identity:me', { body: { text: 'x'.repeat(70_000) } }, () => undefined);
  await gone;
  loud.close();
  await counted('socket socket.message-too-large', 1);
  await https(server, 'POST', '/api/session', { body: { username: 'x'.repeat(70_000), password: 'x' } });
  await counted('http http.too-large', 1);
  const claim = { conferenceId, kind: 'snapshot' as const };
  const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  expect((await upload(server, officer.cookie, script, claim)).status).toBe(400);
  await counted('http evidence.wrong-type', 1);
  expect((await createUpload(server, officer.cookie, 1e12, claim)).status).toBe(400);
  await counted('http evidence.too-large', 1);
});

test('[EDGE11] a link used by a second browser and a forged one are counted, and no count names anybody', async () => {
  const expert = await enterAsExpert(server, dispatcher, conferenceId);
  const enter = (token: string) => https(server, 'POST', '/api/expert-links/enter', { body: { token } });
  expect(cookieOf(await enter(expert.token))).toBe('undefined');
  await enter('A'.repeat(22));
  expert.client.close();
  await expect
    .poll(async () => [...(await refusals()).keys()].filter((kind) => kind.includes('expert-link')).length)
    .toBe(2);
  for (const kind of (await refusals()).keys()) expect(kind).toMatch(/^(?:call|http|socket) [a-z-]+(?:[.:][a-z-]+)*$/u);
});
