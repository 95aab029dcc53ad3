import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { applyFrame, parseFrame, type VesselFrame } from '@haigang/shared/features/vessel/vessel-frame';
import { encodePositionReport, encodeStaticData } from '@haigang/shared/features/vessel/ais-encoder';
import type { ChartBox } from '@haigang/shared/features/vessel/chart-box';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { freePorts } from '../../../testing/free-ports.js';
import { startApp, type TestServer } from '../../../testing/start-app.js';
import { connectClient, https, type TestClient } from '../../../testing/test-client.js';

const FORGET_MS = 61 * 60_000;
const WEST: ChartBox = { south: 29, north: 31, west: 121, east: 121.5 };
const EAST: ChartBox = { south: 29, north: 31, west: 122, east: 122.5 };
const [A, B] = [413_999_001, 413_999_002];

let server: TestServer;
let admin: TestClient;
let radio: Socket;
let shiftMs = 0;
let second = 0;
const open: TestClient[] = [];
beforeAll(async () => {
  const { first: port } = await freePorts(1);
  server = await startApp({
    env: { HAIGANG_AIS_SOURCES: `tcp-listen://127.0.0.1:${port}` },
    deps: { clock: () => Date.now() + shiftMs },
  });
  admin = await connectClient(server, 'admin');
  radio = connect({ host: '127.0.0.1', port });
  await set('vessel.frame-milliseconds', 100);
  await set('vessel.phone-seconds', 1);
}, 60_000);
afterEach(() => {
  for (const client of open.splice(0)) client.close();
  // Whoever is known is forgotten before the next test.
  shiftMs += FORGET_MS;
});
afterAll(async () => {
  admin.close();
  radio.destroy();
  await server.close();
});

async function set(key: string, value: number): Promise<void> {
  const { settings } = await admin.call('settings:list', {});
  const revision = settings.find(({ id }) => id === key)?.revision ?? 0;
  await admin.call('settings:set', { key, value, revision, reason: 'drill' });
}
function say(sentences: readonly string[]): void {
  radio.write(sentences.map((one) => `${one}\r\n`).join(''));
}
function move(mmsi: number, lon: number): void {
  second += 1;
  const said = { mmsi, lon, lat: 30 + second / 10_000, speedKnots: 7.3, courseDeg: 80.5, headingDeg: 81 };
  say(encodePositionReport({ ...said, navigationStatusCode: 0 }, second % 60));
}
const introduce = (mmsi: number, name: string, destination = 'CNNBO'): void =>
  say(
    encodeStaticData(
      {
        ...{ mmsi, name, imo: 0, callSign: 'S1', shipTypeCode: 70, lengthMetres: 120, beamMetres: 20 },
        ...{ draughtMetres: 7, destination },
      },
      mmsi % 10,
    ),
  );

/** A page that follows the picture: what it has, and each frame with the time it came. */
interface Follower {
  readonly client: TestClient;
  readonly frames: (VesselFrame & { readonly at: number })[];
  vessels: ReadonlyMap<string, Vessel>;
  look(view: ChartBox | null): Promise<unknown>;
  lon(mmsi: number): number | undefined;
}
async function follow(username: string, view: ChartBox | null, surface = 'desk'): Promise<Follower> {
  const client = await connectClient(server, username, { surface });
  open.push(client);
  const follower: Follower = {
    ...{ client, frames: [], vessels: new Map<string, Vessel>() },
    look: (next) => client.call('vessel:look', { view: next }),
    lon: (mmsi) => follower.vessels.get(String(mmsi))?.position?.lon,
  };
  client.socket.on('vessel:frame', (bytes: Uint8Array) => {
    const frame = parseFrame(bytes);
    follower.frames.push({ ...frame, at: performance.now() });
    follower.vessels = applyFrame(follower.vessels, frame);
  });
  await follower.look(view);
  await expect.poll(() => follower.frames.length).toBe(1);
  return follower;
}
const registry = async (): Promise<Vessel[]> => (await admin.call('vessel:list', {})).vessels;
const sorted = (vessels: Iterable<Vessel>): Vessel[] => [...vessels].toSorted((a, b) => a.mmsi.localeCompare(b.mmsi));
const figure = async (name: string): Promise<number> =>
  Number(new RegExp(`^haigang_${name} (\\d+)$`, 'mu').exec(String((await https(server, 'GET', '/metrics')).body))?.[1]);

test('[AIS90] whoever comes late has in one frame what the registry has, and with it how the sources do; what follows are changes', async () => {
  for (let at = 0; at < 50; at += 1) {
    introduce(413_000_000 + at, `SYNTH ${at}`);
    move(413_000_000 + at, 121 + at / 100);
  }
  await expect.poll(async () => (await registry()).filter(({ position }) => position).length).toBe(50);
  const page = await follow('dispatcher', null);
  expect(page.frames[0]).toMatchObject({ isWhole: true, health: { recording: null, forwards: [] } });
  expect(page.frames[0]?.health?.sources[0]).toMatchObject({ kind: 'tcp-listen', state: 'live' });
  expect(sorted(page.vessels.values())).toEqual(sorted(await registry()));
  move(413_000_007, 122);
  await expect.poll(() => page.lon(413_000_007)).toBe(122);
  expect(page.frames.at(-1)).toMatchObject({ isWhole: false, said: [] });
  expect(page.frames.at(-1)?.moved).toHaveLength(1);
  expect(sorted(page.vessels.values())).toEqual(sorted(await registry()));
});

test('[AIS92] what is in view comes at once, what is not comes later, and what comes into view is brought', async () => {
  await set('vessel.far-seconds', 600);
  move(A, 121.2);
  move(B, 122.2);
  await expect.poll(async () => (await registry()).length).toBe(2);
  const [west, whole] = [await follow('dispatcher', WEST), await follow('commander', null)];
  await expect.poll(() => [west.vessels.size, whole.vessels.size]).toEqual([2, 2]);
  move(B, 122.3);
  await expect.poll(() => whole.lon(B)).toBe(122.3);
  move(A, 121.3);
  await expect.poll(() => west.lon(A)).toBe(121.3);
  expect(west.lon(B)).toBe(122.2);
  await west.look(EAST);
  await expect.poll(() => west.lon(B)).toBe(122.3);
  await set('vessel.far-seconds', 1);
  move(A, 121.4);
  await expect.poll(() => west.lon(A)).toBe(121.4);
  expect(sorted(west.vessels.values())).toEqual(sorted(await registry()));
});

test('[AIS91] who is forgotten leaves every page: one that sees the whole port, one that looks elsewhere, and a phone', async () => {
  move(A, 121.2);
  move(B, 122.2);
  await expect.poll(async () => (await registry()).length).toBe(2);
  const pages = [
    ...[await follow('dispatcher', null), await follow('commander', EAST)],
    await follow('officer1', WEST, 'field'),
  ];
  const seen = (): string[][] => pages.map(({ vessels }) => [...vessels.keys()].toSorted());
  expect(seen()).toEqual([[String(A), String(B)], [String(A), String(B)], [String(A)]]);
  shiftMs += FORGET_MS;
  move(B, 122.25);
  await expect.poll(seen).toEqual([[String(B)], [String(B)], []]);
});

test('[AIS93] a phone is told of its area alone, once in a while, and of who comes and goes', async () => {
  introduce(B, 'SYNTH EAST');
  move(A, 121.2);
  move(B, 122.2);
  await expect.poll(async () => (await registry()).filter(({ position }) => position).length).toBe(2);
  const phone = await follow('officer1', WEST, 'field');
  const desk = await follow('dispatcher', null);
  expect([...phone.vessels.keys()]).toEqual([String(A)]);
  move(B, 121.4);
  await expect.poll(() => phone.vessels.get(String(B))).toMatchObject({ name: 'SYNTH EAST', position: { lon: 121.4 } });
  move(A, 122.4);
  await expect.poll(() => [...phone.vessels.keys()]).toEqual([String(B)]);
  await phone.look(EAST);
  await expect.poll(() => [...phone.vessels.keys()], { timeout: 3000 }).toEqual([String(A)]);
  for (let step = 0; step < 8; step += 1) {
    move(A, 122.2);
    const frames = desk.frames.length;
    await expect.poll(() => desk.frames.length).toBeGreaterThan(frames);
  }
  const pauses = phone.frames.slice(1).map(({ at }, before) => at - phone.frames[before]!.at);
  for (const pause of pauses) expect(pause).toBeGreaterThan(900);
  expect(desk.frames.length).toBeGreaterThan(phone.frames.length);
  // Bug: a phone that had closed its chart was sent on, for the rest of the shift.
  await phone.look(null);
  const before = phone.frames.length;
  for (const lon of [122.21, 122.22]) {
    move(A, lon);
    await expect.poll(() => desk.lon(A)).toBeCloseTo(lon, 5);
  }
  await phone.look(EAST);
  await expect.poll(() => phone.lon(A), { timeout: 3000 }).toBeCloseTo(122.22, 5);
  expect(phone.frames).toHaveLength(before + 1);
});

test('[AIS94] for a page that takes nothing nothing is queued; when it takes again it has what is, not what was, and nobody waited for it', async () => {
  const FLEET = 2500;
  const [slow, quick] = [await follow('dispatcher', null), await follow('commander', null)];
  const transport = (slow.client.socket.io.engine as unknown as { transport: { ws: { _socket: Socket } } }).transport;
  const before = slow.frames.length;
  transport.ws._socket.pause();
  let round = 0;
  const fill = async (): Promise<void> => {
    round += 1;
    for (let at = 0; at < FLEET; at += 1) introduce(414_000_000 + at, 'SYNTH', `ROUND ${round}`);
    await expect.poll(() => quick.vessels.get(String(414_000_000 + FLEET - 1))?.destination).toBe(`ROUND ${round}`);
  };
  let lon = 121;
  /** Moves one ship three times, each seen at once by the quick page; whether somebody was passed over meanwhile. */
  const isHeldBack = async (): Promise<boolean> => {
    const before = await figure('vessel_frames_held_back');
    for (let step = 0; step < 3; step += 1) {
      lon += 0.01;
      move(A, lon);
      await expect.poll(() => quick.lon(A)).toBeCloseTo(lon, 5);
    }
    return (await figure('vessel_frames_held_back')) >= before + 2;
  };
  // A page that is silent for 12 s would be cut off.
  do await fill();
  while (!(await isHeldBack()));
  const heldFrom = lon;
  expect(await isHeldBack()).toBe(true);
  expect(slow.frames.length).toBe(before);
  transport.ws._socket.resume();
  await expect.poll(() => slow.lon(A)).toBeCloseTo(lon, 5);
  expect(sorted(slow.vessels.values())).toEqual(sorted(await registry()));
  // Of the places it was at meanwhile the last one alone came.
  const isThen = ({ mmsi, position }: { mmsi: string; position: Vessel['position'] }): boolean =>
    mmsi === String(A) && position !== null && position.lon > heldFrom + 0.005;
  expect(slow.frames.filter(({ moved }) => moved.some(isThen))).toHaveLength(1);
  expect(quick.frames.filter(({ moved }) => moved.some(isThen))).toHaveLength(3);
}, 60_000);

test('[AIS95] [AIS17] who may not see the traffic is refused and sent nothing, nor is a page that did not ask', async () => {
  const page = await follow('dispatcher', null);
  const [agent, idle] = [await connectClient(server, 'agent'), await connectClient(server, 'commander')];
  open.push(agent, idle);
  const heard: string[] = [];
  for (const client of [agent, idle]) client.socket.onAny((name: string) => heard.push(name));
  await expect(agent.call('vessel:look', { view: null })).rejects.toMatchObject({ code: 'forbidden' });
  move(A, 121.2);
  await expect.poll(() => page.lon(A)).toBe(121.2);
  move(A, 121.3);
  await expect.poll(() => page.lon(A)).toBe(121.3);
  expect(heard.filter((name) => name.startsWith('vessel:'))).toEqual([]);
});

test.each([
  ['no view', {}],
  ['a view without an end', { view: { ...WEST, north: 1e300 } }],
  ['a view upside down', { view: { ...WEST, south: 31, north: 29 } }],
  ['a list', { view: [121, 29, 122, 30] }],
  ['text', { view: 'everything' }],
])('[AIS95] %s instead of a view is refused and changes nothing', async (_, body) => {
  const page = await follow('dispatcher', null);
  await expect(page.client.raw('vessel:look', { body })).resolves.toMatchObject({
    ...{ ok: false, error: { code: 'invalid_input', reason: 'vessel:look.invalid' } },
  });
  move(B, 122.2);
  await expect.poll(() => page.lon(B)).toBe(122.2);
});

test('[AIS95] a page that asks again and again gets the whole picture once', async () => {
  const page = await follow('dispatcher', null);
  await Promise.all(Array.from({ length: 50 }, (_, at) => page.look(at % 2 === 0 ? WEST : EAST)));
  move(A, 122.2);
  await expect.poll(() => page.lon(A)).toBe(122.2);
  expect(page.frames.filter(({ isWhole }) => isWhole)).toHaveLength(1);
});
