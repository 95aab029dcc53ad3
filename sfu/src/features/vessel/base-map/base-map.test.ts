import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BaseMap } from '@haigang/shared/features/vessel/base-map.model';
import { Scope } from '@haigang/shared/kernel/scope';
import { silentLogger } from '../../../platform/logger.js';
import { pairedDisplay } from '../../../testing/cast.js';
import { pmtilesArchive, plainPng, rectangleTile } from '../../../testing/pmtiles-archive.js';
import { signIn, startApp, type TestServer } from '../../../testing/start-app.js';
import { connectClient, https } from '../../../testing/test-client.js';
import { BaseMaps } from './base-maps.js';

const AREA = [121, 29, 123, 31] as const;
const RASTER = pmtilesArchive({
  ...{ kind: 'raster', tile: plainPng(256, [90, 20, 20]), maxZoom: 9, bounds: AREA },
  metadata: { attribution: '<a href="https://port.example">© 港务 & Port</a>' },
});
const vector = (...layers: string[]) =>
  pmtilesArchive({
    ...{ kind: 'vector', tile: rectangleTile('earth', 0.5), maxZoom: 6, bounds: AREA },
    metadata: { vector_layers: layers.map((id) => ({ id, fields: {} })) },
  });

let server: TestServer;
let folder: string;
let scope: Scope;
beforeEach(async () => {
  server = await startApp();
  folder = join(server.dataDir, 'basemap');
  mkdirSync(folder);
  scope = new Scope('base map');
});
afterEach(async () => {
  await scope.close();
  await server.close();
});

const put = (name: string, content: Buffer | string | object): void =>
  writeFileSync(join(folder, name), Buffer.isBuffer(content) ? content : JSON.stringify(content));
const readNow = async (): Promise<BaseMap> =>
  (await BaseMaps.open({ folder, isNamed: false, scope, logger: silentLogger })).current;
const asked = async (username: string): Promise<BaseMap> => {
  const answer = await https(server, 'GET', '/api/basemap', { cookie: await signIn(server, username) });
  expect(answer.status).toBe(200);
  return answer.body as BaseMap;
};

test('[AIS111] without a description each file is shown by its name, in the order of names; a file that is none is named', async () => {
  put('a 港区.pmtiles', vector('earth', 'water', 'places', 'transportation'));
  put('b.pmtiles', RASTER);
  put('c.pmtiles', RASTER.subarray(0, RASTER.length - 1));
  put('d.pmtiles', Buffer.from('not a map'));
  put('e.pmtiles', vector('pois'));
  put('notes.txt', 'not a map either');
  put('-f.pmtiles', RASTER);
  mkdirSync(join(folder, 'g.pmtiles'));
  const { layers, outsideHosts, faults } = await readNow();
  expect(layers).toMatchObject([
    {
      ...{ kind: 'vector-file', name: 'a 港区.pmtiles', minZoom: 0, maxZoom: 6, bounds: AREA, attribution: '' },
      draw: { land: ['earth'], water: ['water'], depth: [], buildings: [], roads: ['transportation'] },
    },
    { kind: 'raster-file', file: '/api/basemap/files/b.pmtiles', maxZoom: 9, attribution: '© 港务 & Port' },
  ]);
  expect(outsideHosts).toEqual([]);
  expect(faults.map(({ file, problem }) => `${file} ${problem}`)).toEqual([
    expect.stringMatching(/^-f\.pmtiles .*a name has/u),
    expect.stringMatching(/^c\.pmtiles .*not whole/u),
    expect.stringMatching(/^d\.pmtiles .*no PMTiles file/u),
    expect.stringMatching(/^e\.pmtiles .*In the file: pois$/u),
  ]);
});

test('[AIS111] a description says what is shown; a wrong one is not taken at all', async () => {
  put('port.pmtiles', vector('coast', 'pois'));
  put('unasked.pmtiles', RASTER);
  const wms = { type: 'wms', url: 'https://charts.port.example:8444/wms', layers: 'ENC' };
  put('basemap.json', {
    datum: 'WGS-84',
    layers: [
      wms,
      { type: 'pmtiles', file: 'port.pmtiles', name: '港区', draw: { land: ['coast'] } },
      { type: 'pmtiles', file: '../haigang.db' },
      { type: 'pmtiles', file: 'missing.pmtiles' },
    ],
  });
  const { layers, outsideHosts, faults } = await readNow();
  expect(layers).toMatchObject([
    { kind: 'raster-tiles', name: 'charts.port.example:8444', bounds: null },
    { kind: 'vector-file', name: '港区', draw: { land: ['coast'], water: [] } },
  ]);
  expect(outsideHosts).toEqual(['https://charts.port.example:8444']);
  expect(faults.map(({ file }) => file)).toEqual(['../haigang.db', 'missing.pmtiles']);
  put('basemap.json', { datum: 'GCJ-02', layers: [wms] });
  expect(await readNow()).toMatchObject({ layers: [], outsideHosts: [], faults: [{ file: 'basemap.json' }] });
});

test('[AIS111] a folder that the site named and that is not there is said; the usual one may be missing', async () => {
  rmSync(folder, { recursive: true });
  expect(await readNow()).toEqual({ layers: [], outsideHosts: [], faults: [] });
  const named = await BaseMaps.open({ folder, isNamed: true, scope, logger: silentLogger });
  expect(named.current.faults).toMatchObject([{ problem: expect.stringContaining(folder) as string }]);
});

test('[AIS111] what is dropped in, changed or taken out is seen by itself', async () => {
  const maps = await BaseMaps.open({ folder, isNamed: false, scope, logger: silentLogger, lookEveryMs: 20 });
  expect(maps.current.layers).toEqual([]);
  put('port.pmtiles', RASTER);
  await expect.poll(() => maps.current.layers.length).toBe(1);
  const before = maps.file('port.pmtiles')?.etag;
  utimesSync(join(folder, 'port.pmtiles'), 1, 1);
  await expect.poll(() => maps.file('port.pmtiles')?.etag).not.toBe(before);
  rmSync(join(folder, 'port.pmtiles'));
  await expect.poll(() => maps.current.layers.length).toBe(0);
  expect(maps.file('port.pmtiles')).toBeUndefined();
});

test('[AIS113] a file is read in parts by whoever sees the traffic, and by nobody else', async () => {
  put('port.pmtiles', RASTER);
  await server.restart();
  const { layers } = await asked('dispatcher');
  const [layer] = layers;
  if (layer?.kind !== 'raster-file') throw new Error('no layer');
  const cookie = await signIn(server, 'officer1');
  const part = (range: string, as: string = cookie, path: string = layer.file) =>
    https(server, 'GET', path, { cookie: as, headers: { range } });
  const first = await part('bytes=0-6');
  expect([first.status, first.body, first.headers['content-range']]).toEqual([
    ...[206, 'PMTiles', `bytes 0-6/${RASTER.length}`],
  ]);
  expect(first.headers).toMatchObject({ 'cache-control': 'private, no-cache', 'accept-ranges': 'bytes' });
  expect(first.headers['etag']).toMatch(/^"[^"]+"$/u);
  const last = await part('bytes=-5');
  expect([last.status, last.headers['content-length']]).toEqual([206, '5']);
  const beyond = await part(`bytes=${RASTER.length}-${RASTER.length + 9}`);
  expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${RASTER.length}`]);
  const again = await https(server, 'GET', layer.file, {
    cookie,
    headers: { 'if-none-match': String(first.headers['etag']) },
  });
  expect(again.status).toBe(304);
  const dispatcher = await connectClient(server, 'dispatcher');
  const wall = (await pairedDisplay(server, dispatcher)).client;
  expect((await part('bytes=0-6', wall.cookie)).status).toBe(206);
  expect(await wall.call('vessel:base-map', {})).toMatchObject({ layers: [{ name: 'port.pmtiles' }] });
  for (const client of [dispatcher, wall]) client.close();
  expect((await part('bytes=0-6', '')).status).toBe(401);
  expect((await part('bytes=0-6', await signIn(server, 'agent'))).status).toBe(403);
  expect((await https(server, 'GET', '/api/basemap')).status).toBe(401);
});

test('[AIS113] only what is shown is served, whatever is asked for', async () => {
  put('port.pmtiles', RASTER);
  put('broken.pmtiles', 'not a map');
  put('basemap.json', { datum: 'WGS-84', layers: [{ type: 'pmtiles', file: 'port.pmtiles' }] });
  await server.restart();
  const cookie = await signIn(server, 'dispatcher');
  const names = [
    ...[
      'broken.pmtiles',
      'basemap.json',
      '..%2fhaigang.db',
      '%2e%2e%2fhaigang.db',
      '..%5chaigang.db',
      'port.pmtiles%00',
    ],
    ...['%2fetc%2fpasswd', '.%2fport.pmtiles', 'PORT.pmtiles', '%E0%A4%A', '__proto__'],
  ];
  for (const name of names) {
    const { status } = await https(server, 'GET', `/api/basemap/files/${name}`, { cookie });
    expect([name, status === 404 || status === 400]).toEqual([name, true]);
  }
});

test('[AIS113] the policy allows the hosts of the description and no other; faults are told to administrators alone', async () => {
  put('basemap.json', {
    datum: 'WGS-84',
    layers: [
      { type: 'xyz', url: 'https://tiles.port.example/{z}/{x}/{y}.png' },
      { type: 'xyz', url: '/beside/{z}/{x}/{y}.png' },
      { type: 'pmtiles', file: 'missing.pmtiles' },
    ],
  });
  await server.restart();
  const { headers } = await https(server, 'GET', '/healthz');
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("img-src 'self' data: blob: https://tiles.port.example;");
  expect(policy).toContain("connect-src 'self' https://tiles.port.example;");
  expect(policy).toContain("script-src 'self';");
  expect((await asked('admin')).faults).toMatchObject([{ file: 'missing.pmtiles' }]);
  expect(await asked('dispatcher')).toMatchObject({ faults: [], outsideHosts: ['https://tiles.port.example'] });
});
