import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCameraFile, parseCameras } from './camera-config.js';
import { RtspAddress } from './rtsp-address.js';

const GOOD = `
- id: gate-1
  name: {zh: 一号卡口, en: Gate 1}
  place: 三期
  position: {lat: 29.93, lon: 121.885}
  bearingDeg: 180
  fieldOfViewDeg: 12.5
  rangeMetres: 1500
  group: gate
  key: true
  rtspUrl: rtsp://viewer:hunter2pw@10.0.0.5:554/main
- id: gate-2
  name: 二号卡口
  rtspUrl: rtsps://10.0.0.6/main
`;

describe('the camera file', () => {
  it('[CAM4] reads a list, a plain name standing for both languages', () => {
    const { cameras, problems } = parseCameras(GOOD);
    expect(problems).toEqual([]);
    expect(cameras.map((camera) => [camera.id, camera.name.en, camera.group, camera.simulated])).toEqual([
      ['gate-1', 'Gate 1', 'gate', false],
      ['gate-2', '二号卡口', 'other', false],
    ]);
    expect(cameras.map(({ fieldOfViewDeg, rangeMetres }) => [fieldOfViewDeg, rangeMetres])).toEqual([
      [12.5, 1500],
      [null, null],
    ]);
    expect(cameras[0]?.address.reveal()).toBe('rtsp://viewer:hunter2pw@10.0.0.5:554/main');
  });

  it('[CAM4] leaves a wrong entry out, names it in words and keeps the others', () => {
    const bad = `${GOOD}
- {id: ../x, name: a, rtspUrl: 'rtsp://u:hunter2pw@h/1'}
- {id: web, name: a, rtspUrl: 'http://u:hunter2pw@h/1'}
- {id: file, name: a, rtspUrl: 'file:///etc/passwd'}
- {id: option, name: a, rtspUrl: '-i rtsp://u:hunter2pw@h'}
- {id: gate-1, name: a, rtspUrl: 'rtsp://u:hunter2pw@h/1'}
- {id: none, name: a}
- {id: extra, name: a, rtspUrl: 'rtsp://h/1', 'hunter2pw': 1}
- just text
`;
    const { cameras, problems } = parseCameras(bad);
    expect(cameras.map((camera) => camera.id)).toEqual(['gate-1', 'gate-2']);
    expect(problems).toHaveLength(8);
    expect(problems[1]).toContain('camera 4 (web): rtspUrl: only rtsp:// or rtsps://');
    expect(problems[4]).toContain('twice');
    expect(problems.join('\n')).not.toContain('hunter2pw');
  });

  it('[CAM4] says where broken YAML is without quoting it', () => {
    const { cameras, problems } = parseCameras('- id: a\n  rtspUrl: rtsp://u:hunter2pw@h: "x\n  - }');
    expect(cameras).toEqual([]);
    expect(problems.join()).toMatch(/line \d+ is not valid YAML/u);
    expect(problems.join()).not.toContain('hunter2pw');
    expect(parseCameras('id: a').problems.join()).toContain('a list of cameras');
    expect(parseCameras('')).toEqual({ cameras: [], problems: [] });
  });

  it('[CAM4] never throws at any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void parseCameras(text)));
  });

  it('[CAM4] says which file cannot be read', () => {
    expect(() => loadCameraFile('no/such/cameras.yaml')).toThrow(/HAIGANG_CAMERAS no\/such\/cameras\.yaml/u);
  });
});

describe('an address with a password', () => {
  const address = new RtspAddress('rtsp://viewer:p%40ss-word@cam.example:8554/main');

  it('[CAM3] prints as its host, whoever prints it', () => {
    for (const text of [JSON.stringify({ address }), String(address), inspect(address)]) {
      expect(text).not.toMatch(/p%40ss|p@ss|viewer/u);
    }
    expect(String(address)).toContain('cam.example:8554');
  });

  it('[CAM3] takes its password out of foreign words, written as given or decoded', () => {
    const words = address.redact(
      'rtsp://viewer:p%40ss-word@cam.example:8554/main: 401; tried p@ss-word; rtsp://a:b@other/x',
    );
    expect(words).not.toMatch(/ss-word|viewer|a:b/u);
    expect(words).toContain('401');
  });

  it('[CAM3] keeps every password out of what is logged', () => {
    const password = fc.stringMatching(/^[A-Za-z0-9!$&'()*+,;=:@%~._-]{6,20}$/u);
    fc.assert(
      fc.property(password, (secret) => {
        const text = `rtsp://operator:${secret}@cam.example/main`;
        fc.pre(URL.canParse(text));
        expect(new RtspAddress(text).redact(`${text}: refused (${secret})`)).not.toContain(secret);
      }),
    );
  });
});

it('[CAM4] the documented example has nothing wrong', () => {
  const example = new URL('../../../../docs/examples/cameras.yaml', import.meta.url).pathname;
  const { cameras, problems } = loadCameraFile(example);
  expect(problems).toEqual([]);
  expect(cameras.map((camera) => camera.id)).toEqual(['C301', 'C308']);
});
