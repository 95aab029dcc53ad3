import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { destination } from '@haigang/shared/kernel/geodesy';
import { encodePositionReport } from '@haigang/shared/features/vessel/ais-encoder';
import { VesselTrack } from '@haigang/shared/features/vessel/track.model';
import { freePorts } from '../../../testing/free-ports.js';
import { signIn, startApp, type TestServer } from '../../../testing/start-app.js';
import { connectClient, https } from '../../../testing/test-client.js';

const MMSI = '413999006';
const REPORTS = 30;

let server: TestServer;
let cookie: string;
let shiftMs = 0;
const clock = (): number => Date.now() + shiftMs;
let began: number;
let radio: (knots: number, courseDeg: number, metres: number) => Promise<void>;

beforeAll(async () => {
  const { first: port } = await freePorts(1);
  server = await startApp({ env: { HAIGANG_AIS_SOURCES: `udp://127.0.0.1:${port}` }, deps: { clock } });
  cookie = await signIn(server, 'dispatcher');
  const socket = createSocket('udp4');
  onEnd.push(() => void socket.close());
  const watcher = await connectClient(server, 'commander');
  onEnd.push(() => watcher.close());
  let place = { lat: 29.9, lon: 121.9 };
  radio = async (speedKnots, courseDeg, metres) => {
    shiftMs += 10_000;
    place = destination(place, courseDeg, metres);
    const report = { ...place, speedKnots, courseDeg, mmsi: Number(MMSI), navigationStatusCode: 0, headingDeg: 45 };
    socket.send(encodePositionReport(report, 1).join('\n'), port, '127.0.0.1');
    await vi.waitFor(
      async () => expect((await watcher.call('vessel:list', {})).vessels[0]?.position?.lat).toBeCloseTo(place.lat, 5),
      { interval: 10, timeout: 5000 },
    );
  };
  began = clock();
  // A slalom: no straight line passes three of its turns.
  for (let n = 0; n < REPORTS; n += 1) await radio(12, n % 2 === 0 ? 20 : 70, 62);
}, 60_000);
const onEnd: (() => void)[] = [];
afterAll(async () => {
  for (const end of onEnd) end();
  await server.close();
});

const get = (query = '', as = cookie, mmsi = MMSI) =>
  https(server, 'GET', `/api/vessels/${mmsi}/track${query}`, { cookie: as });
const track = async (query = ''): Promise<VesselTrack> => VesselTrack.parse((await get(query)).body);

test('[AIS35] what a source hears is the track that is asked for, by milliseconds and by ISO 8601, to whom the traffic is shown', async () => {
  await expect.poll(async () => (await track()).points.length).toBe(REPORTS);
  const whole = await track();
  expect(whole).toMatchObject({
    ...{ mmsi: MMSI, simulated: false, truncatedAt: null, deviationMetres: 10 },
    recording: { state: 'recording', reason: null, lost: 0 },
  });
  expect(whole.points[0]).toMatchObject({ speedKnots: 12, courseDeg: 20, navigationStatus: 'under-way-engine' });
  expect(whole.points[0]!.at).toBeGreaterThanOrEqual(began - 100);
  const [from, to] = [whole.points[4]!.at, whole.points[9]!.at];
  const part = await track(`?from=${from}&to=${to}`);
  expect(part.points).toEqual(whole.points.slice(4, 10));
  expect(part.before).toEqual(whole.points[3]);
  const iso = (ms: number): string => encodeURIComponent(new Date(ms).toISOString().replace('Z', '+00:00'));
  expect(await track(`?from=${iso(from)}&to=${iso(to)}`)).toEqual(part);
  expect(await track(`?from=${from}`)).toMatchObject({ to: from + 86_400_000, points: whole.points.slice(4) });
  // What the path names counts, whatever stands in the query.
  expect((await track('?mmsi=413999999')).mmsi).toBe(MMSI);
  expect((await get('', await signIn(server, 'agent'))).status).toBe(403);
});

test.each([
  ['?from=yesterday', 'vessel:track.invalid'],
  ['?from=2026-05-10', 'vessel:track.invalid'],
  ['?from=2026-05-10T00:00:00', 'vessel:track.invalid'],
  ['?from=', 'vessel:track.invalid'],
  ['?from=-1', 'vessel:track.invalid'],
  ['?from=1e9', 'vessel:track.invalid'],
  ['?from=1&from=2', 'vessel:track.invalid'],
  ['?from=NaN', 'vessel:track.invalid'],
  ['?from=9999999999999999', 'vessel:track.invalid'],
  [`?to=${'9'.repeat(100)}`, 'vessel:track.invalid'],
  ["?from=1';DROP TABLE blocks;--", 'vessel:track.invalid'],
  ['?from=%00', 'vessel:track.invalid'],
  ['?from=2000&to=1000', 'vessel.track-range'],
  ['?from=1000&to=1000', 'vessel.track-range'],
  ['?to=0', 'vessel.track-range'],
  ['?from=0&to=8640000000000000', 'vessel.track-too-long'],
])('[AIS35] %s is refused with a reason', async (query, reason) => {
  const { status, body } = await get(query);
  expect([status, body]).toMatchObject([400, { error: { code: 'invalid_input', reason } }]);
});

test.each(['41399900', '4139990066', 'abcdefghi', "41399900'", '%2e%2e%2f%2e%2e'])(
  '[AIS35] %s is no station',
  async (mmsi) => expect((await get('', cookie, mmsi)).status).toBe(400),
);

test('[AIS34] the metrics say how the recording goes', async () => {
  const { body } = await https(server, 'GET', '/metrics');
  expect(body).toMatch(/^haigang_track_failing 0$/mu);
  expect(body).toMatch(/^haigang_track_fixes_lost 0$/mu);
  expect(body).toMatch(/^haigang_track_file_bytes [1-9]\d*$/mu);
});

test('[AIS33] the track goes on over a restart of the server', async () => {
  const before = await track();
  await server.restart();
  cookie = await signIn(server, 'dispatcher');
  expect((await track()).points).toEqual(before.points);
});

test('[AIS104] a replay is everything of an area and a time, each vessel with her points; what no replay can be is refused, and a read is audited', async () => {
  const desk = await connectClient(server, 'commander');
  const { points } = await track();
  const [from, to] = [points[4]!.at, points[9]!.at];
  const area = { south: 29.8, north: 30, west: 121.8, east: 122 };
  const replay = await desk.call('vessel:replay', { from, to, area });
  expect(replay).toMatchObject({ from, to, truncatedAt: null, recording: { state: 'recording' } });
  expect(replay.vessels).toMatchObject([{ mmsi: MMSI, kind: 'ship', simulated: false, points: points.slice(3, 10) }]);
  expect((await desk.call('vessel:replay', { from, to, area: { ...area, north: 29.85 } })).vessels).toEqual([]);
  const refused = (body: object) => expect(desk.call('vessel:replay', { from, to, area, ...body })).rejects;
  await refused({ to: from }).toMatchObject({ reason: 'vessel.track-range' });
  await refused({ to: from + 8_000_000 }).toMatchObject({ reason: 'vessel.replay-too-long' });
  await refused({ area: { ...area, north: 20 } }).toMatchObject({ code: 'invalid_input' });
  const auditor = await connectClient(server, 'auditor');
  const { rows } = await auditor.call('audit:list', { action: 'vessel:replay-read' });
  expect(JSON.stringify(rows)).toContain('"vessels":1');
  for (const client of [desk, auditor]) client.close();
});
