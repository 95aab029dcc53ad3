import { expect, test } from 'vitest';
import { parseBaseMapFile, tilesOf } from './base-map-file.js';

const XYZ = { type: 'xyz', url: 'https://tiles.port.example/{z}/{x}/{y}.png' };
const WMS = { type: 'wms', url: 'https://charts.port.example/wms?map=enc&layers=old', layers: 'ENC,海图' };
const read = (file: unknown) => parseBaseMapFile(JSON.stringify(file));
const problems = (file: unknown): string[] => {
  const answer = read(file);
  return 'faults' in answer ? answer.faults.map(({ problem }) => problem) : [];
};
const withLayer = (layer: object) => problems({ datum: 'WGS-84', layers: [layer] });

test('[AIS111] a description of files, XYZ tiles and a WMS is taken, in its order', () => {
  const answer = read({
    datum: 'WGS-84',
    layers: [
      { ...XYZ, tileSize: 512, minZoom: 5, maxZoom: 17, attribution: '© Port', opacity: 0.6 },
      { ...XYZ, url: '/tiles/{z}/{x}/{y}.png' },
      { type: 'pmtiles', file: '港区.pmtiles', draw: { land: ['earth'], depth: ['DEPARE'] } },
    ],
  });
  expect(answer).toMatchObject({
    entries: [
      { type: 'xyz', tileSize: 512, minZoom: 5, maxZoom: 17, attribution: '© Port', opacity: 0.6 },
      { type: 'xyz', tileSize: 256, minZoom: 0, maxZoom: 18, opacity: 1 },
      { type: 'pmtiles', draw: { land: ['earth'], water: [], depth: ['DEPARE'], buildings: [], roads: [] } },
    ],
  });
});

test('[AIS111] a WMS is asked in EPSG:3857 by either version, beside what its address says already', () => {
  const asked = (version: string) => {
    const answer = read({ datum: 'WGS-84', layers: [{ ...WMS, version }] });
    if (!('entries' in answer)) throw new Error(JSON.stringify(answer.faults));
    const [entry] = answer.entries;
    if (entry?.type !== 'wms') throw new Error('no WMS');
    return tilesOf(entry);
  };
  expect(asked('1.3.0')).toMatch(/^https:\/\/charts\.port\.example\/wms\?map=enc&.*&BBOX=\{bbox-epsg-3857\}$/u);
  const query = new URL(asked('1.3.0')).searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    ...{ map: 'enc', SERVICE: 'WMS', REQUEST: 'GetMap', VERSION: '1.3.0', CRS: 'EPSG:3857', LAYERS: 'ENC,海图' },
    ...{ FORMAT: 'image/png', TRANSPARENT: 'true', WIDTH: '256', HEIGHT: '256' },
  });
  expect([query.has('layers'), query.has('SRS')]).toEqual([false, false]);
  const older = new URL(asked('1.1.1')).searchParams;
  expect([older.get('SRS'), older.has('CRS')]).toEqual(['EPSG:3857', false]);
});

test('[AIS112] a datum that is not said is asked for, and another than WGS-84 refused by name with how far it is off', () => {
  expect(problems({ layers: [XYZ] })).toEqual([expect.stringContaining('needed: "datum": "WGS-84"')]);
  expect(problems({ datum: 'wgs84', layers: [XYZ] })).toEqual([]);
  for (const [said, named] of [
    ['GCJ-02', 'GCJ-02'],
    ['gcj02', 'GCJ-02'],
    ['BD-09', 'BD-09'],
    ['Beijing 54', 'Beijing 54'],
  ] as const) {
    const [problem] = problems({ datum: said, layers: [XYZ] });
    expect(problem).toContain(named);
    if (said !== 'Beijing 54') expect(problem).toMatch(/100–700 米.*100–700 m/u);
  }
});

test('[AIS112] hosts that are known to draw shifted are refused whatever the description says', () => {
  for (const [host, datum] of [
    ['webrd01.is.autonavi.com', 'GCJ-02'],
    ['rt0.map.gtimg.com:443', 'GCJ-02'],
    ['mt0.google.cn', 'GCJ-02'],
    ['online1.map.bdimg.com', 'BD-09'],
  ] as const) {
    expect(withLayer({ ...XYZ, url: `https://${host}/{z}/{x}/{y}.png` })).toEqual([expect.stringContaining(datum)]);
  }
  expect(withLayer({ ...XYZ, url: 'https://notautonavi.com/{z}/{x}/{y}.png' })).toEqual([]);
});

test('[AIS111] [AIS113] an address that could widen the policy, carry a password or never load is refused', () => {
  const refused = [
    'http://tiles.port.example/{z}/{x}/{y}.png',
    'https://user:secret@tiles.port.example/{z}/{x}/{y}.png',
    'https://*.example/{z}/{x}/{y}.png',
    "https://a.example;script-src'self'/{z}/{x}/{y}.png",
    'https://{s}.port.example/{z}/{x}/{y}.png',
    '//tiles.port.example/{z}/{x}/{y}.png',
    'data:image/png,{z}{x}{y}',
    'https://tiles.port.example/{z}/{x}/{y}.png\nx',
    'https://tiles.port.example/{z}/{x}.png',
    'https://tiles.port.example/{z}/{x}/{y}.png?{token}',
    'https://tiles.port.example:99999/{z}/{x}/{y}.png',
    'javascript:alert(1)//{z}{x}{y}',
  ];
  for (const url of refused) expect([url, withLayer({ ...XYZ, url }).length > 0]).toEqual([url, true]);
});

test('[AIS111] everything that is wrong is said with its layer, and nothing of the description is taken', () => {
  expect(parseBaseMapFile('{ not json')).toEqual({
    faults: [{ file: 'basemap.json', problem: expect.stringContaining('not valid JSON') as string }],
  });
  expect(problems([])).toHaveLength(1);
  expect(problems({ datum: 'WGS-84', layers: [] })).toHaveLength(1);
  const said = problems({
    datum: 'GCJ-02',
    colour: 'red',
    layers: [XYZ, { ...XYZ, opacity: 3 }, { type: 'tms', url: 'x' }, { ...WMS, version: '1.0.0' }, { ...XYZ, zoom: 3 }],
  });
  for (const part of [
    'datum: ',
    'colour',
    'layer 2: opacity: ',
    'layer 3: type: ',
    'layer 4: version: ',
    'layer 5: ',
  ]) {
    expect(said.filter((one) => one.includes(part))).toHaveLength(1);
  }
  for (const one of [...said, ...withLayer({ type: 'wms', tileSize: 300, url: 5 })]) {
    expect(one).not.toContain('Invalid');
    expect(one).toMatch(/\p{Script=Han}.* \/ /u);
  }
  expect(problems({ datum: 'WGS-84', layers: Array.from({ length: 21 }, () => XYZ) })).toHaveLength(1);
});

test('[AIS112] [AIS113] a dot after the host and a backslash do not pass a shifted host (bug: both did)', () => {
  for (const url of ['https://webrd01.is.autonavi.com./{z}/{x}/{y}', '/\\wms.amap.com/{z}/{x}/{y}']) {
    const text = JSON.stringify({ datum: 'WGS-84', layers: [{ type: 'xyz', url }] });
    expect(parseBaseMapFile(text), url).toHaveProperty('faults');
  }
});

test('[AIS111] a description with a byte order mark is read as any other (bug: it was no valid JSON)', () => {
  const text = JSON.stringify({ datum: 'WGS-84', layers: [{ type: 'xyz', url: '/tiles/{z}/{x}/{y}' }] });
  expect(parseBaseMapFile(`\u{FEFF}${text}`)).toHaveProperty('entries');
});
