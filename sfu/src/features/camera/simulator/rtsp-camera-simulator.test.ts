import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Camera } from '@haigang/shared/features/camera/camera.model';
import { Scope } from '@haigang/shared/kernel/scope';
import { silentLogger } from '../../../platform/logger.js';
import { temporaryFolder } from '../camera-testing.js';
import { demoCameras } from './demo-cameras.js';
import { openRtspCameraSimulator, type RtspCameraSimulator } from './rtsp-camera-simulator.js';

const scope = new Scope('test');
let simulator: RtspCameraSimulator;
let dataDir: string;

beforeAll(async () => {
  dataDir = await temporaryFolder(scope);
  simulator = await openRtspCameraSimulator({ port: 0, dataDir, ffmpegPath: 'ffmpeg', scope, logger: silentLogger });
});
afterAll(() => scope.close());

/** Sends text and gives everything received until the server closes or `until` appears. */
async function converse(text: string, until: RegExp): Promise<string> {
  const socket = connect(simulator.port, '127.0.0.1');
  await once(socket, 'connect');
  let heard = '';
  socket.setEncoding('latin1').on('data', (part: string) => (heard += part));
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.write(text);
  await vi.waitFor(() => expect(socket.destroyed || until.test(heard)).toBe(true), { timeout: 15_000 });
  socket.destroy();
  await closed;
  return heard;
}

const ask = (method: string, path: string, headers = ''): string =>
  `${method} rtsp://127.0.0.1:${simulator.port}/${path} RTSP/1.0\r\nCSeq: 7\r\n${headers}\r\n`;

describe('the camera simulator', () => {
  it('[CAM9] makes nothing before somebody asks, then one clip for every camera of its kind', async () => {
    await expect(readdir(join(dataDir, 'demo-clips'))).rejects.toThrow();
    const [first, second] = await Promise.all([
      converse(ask('DESCRIBE', 'quay/C301'), /control:track1/u),
      converse(ask('DESCRIBE', 'quay/C401'), /control:track1/u),
    ]);
    expect(first).toContain('RTSP/1.0 200 OK\r\nCSeq: 7');
    expect(second).toContain('sprop-parameter-sets=');
    expect(await readdir(join(dataDir, 'demo-clips'))).toEqual(['quay-1.h264']);
    expect(simulator.playing).toBe(0);
  });

  it('[CAM9] refuses what it does not have and what is out of order', async () => {
    const any = /RTSP\/1\.0 \d{3}/u;
    expect(await converse(ask('DESCRIBE', 'nowhere/C301'), any)).toContain('404');
    expect(await converse(ask('DESCRIBE', '../../etc/passwd'), any)).toContain('404');
    expect(await converse(ask('PLAY', 'quay/C301'), any)).toContain('455');
    expect(await converse(ask('RECORD', 'quay/C301'), any)).toContain('501');
  });

  it('[CAM9] rubbish closes its own connection and hurts no other', async () => {
    expect(await converse('\u0000\u0001 nonsense\r\n\r\n', /400 Bad Request/u)).toContain('400');
    expect(await converse('x'.repeat(20_000), /400 Bad Request/u)).toContain('400');
    expect(await converse(ask('OPTIONS', 'quay/C301'), /Public/u)).toContain('DESCRIBE');
  });
});

describe('the demo cameras', () => {
  const cameras = demoCameras(8554);

  it('are the sixteen key points and eighty-two others, all simulated, all valid on the wire', () => {
    expect(cameras).toHaveLength(98);
    expect(new Set(cameras.map((camera) => camera.id)).size).toBe(98);
    const key = cameras.filter((camera) => camera.key);
    const count = (group: string): number => key.filter((camera) => camera.group === group).length;
    expect(['quay', 'yard', 'gate', 'sanitary', 'radiation'].map(count)).toEqual([6, 4, 2, 2, 2]);
    for (const { address: _address, ...point } of cameras) {
      const camera = Camera.parse({ ...point, state: 'idle', lastSegmentAt: null, problem: null });
      expect(camera.simulated).toBe(true);
    }
  });
});
