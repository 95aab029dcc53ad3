import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it, vi } from 'vitest';
import type { Camera } from '@haigang/shared/features/camera/camera.model';
import { Scope } from '@haigang/shared/kernel/scope';
import { silentLogger } from '../../platform/logger.js';
import type { CameraEntry } from './camera-config.js';
import type { CameraOptions } from './camera-options.js';
import {
  cameraAt,
  closedPort,
  listeningLogger,
  principalWith,
  QUICK,
  serveCameras,
  temporaryFolder,
} from './camera-testing.js';
import { openCameraService, type CameraService } from './camera.service.js';
import { openRtspCameraSimulator, type RtspCameraSimulator } from './simulator/rtsp-camera-simulator.js';

const run = promisify(execFile);
const PASSWORD = 'n0t-for-eyes';
const shared = new Scope('simulator');
let clips: string;
let simulator: RtspCameraSimulator;
let locked: RtspCameraSimulator;

beforeAll(async () => {
  clips = await temporaryFolder(shared);
  const common = { port: 0, dataDir: clips, ffmpegPath: 'ffmpeg', scope: shared, logger: silentLogger };
  simulator = await openRtspCameraSimulator(common);
  locked = await openRtspCameraSimulator({ ...common, credentials: { user: 'viewer', password: PASSWORD } });
});
afterAll(() => shared.close());

let scope: Scope;
let dataDir: string;
let log: string[];
beforeEach(async () => {
  scope = new Scope('test');
  dataDir = await temporaryFolder(scope);
  log = [];
});
afterEach(() => scope.close());

const open = (cameras: CameraEntry[], options: Partial<CameraOptions> = {}): Promise<CameraService> =>
  openCameraService({
    ...{ cameras, dataDir, ffmpegPath: 'ffmpeg', scope, clock: Date.now, logger: listeningLogger(log) },
    options: { ...QUICK, ...options },
  });
const url = (name: string): string => `rtsp://127.0.0.1:${simulator.port}/quay/${name}`;
const dispatcher = principalWith('dispatcher');
const stateOf = (service: CameraService, id = 'cam-1'): Camera =>
  service.list(dispatcher).find((camera) => camera.id === id)!;
const segmentIn = (playlist: string): string => /^s\S+\.m4s$/mu.exec(playlist)![0];
const reach = (service: CameraService, state: Camera['state']): Promise<void> =>
  vi.waitFor(() => expect(stateOf(service).state).toBe(state), { timeout: 15_000, interval: 25 });

describe('watching a camera', () => {
  it('[CAM5] [CAM6] [CAM8] the first viewer starts it and gets video that decodes', async () => {
    const service = await open([cameraAt(url('A'))]);
    const { get, watched } = await serveCameras(scope, service);
    expect(await (await get('/api/cameras')).json()).toMatchObject([{ id: 'cam-1', state: 'idle' }]);
    expect(simulator.playing).toBe(0);

    const reply = await get('/api/cameras/cam-1/hls/index.m3u8');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.get('content-type')).toContain('application/vnd.apple.mpegurl');
    const playlist = await reply.text();
    expect(playlist).toContain('#EXT-X-DISCONTINUITY-SEQUENCE:1');

    const init = /URI="(init_\w+\.mp4)"/u.exec(playlist)![1]!;
    const parts = await Promise.all(
      [init, segmentIn(playlist)].map(async (name) => {
        const file = await get(`/api/cameras/cam-1/hls/${name}`);
        expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'no-store']);
        return Buffer.from(await file.arrayBuffer());
      }),
    );
    const saved = join(dataDir, 'saved.mp4');
    await writeFile(saved, Buffer.concat(parts));
    const probe = ['-v', 'error', '-count_frames', '-show_entries', 'stream=codec_name,width,height,nb_read_frames'];
    const { stdout } = await run('ffprobe', [...probe, '-of', 'csv=p=0', saved]);
    expect(stdout.trim()).toMatch(/^h264,640,360,1[45]$/u);
    expect(stateOf(service)).toMatchObject({ state: 'online', problem: null });
    expect(Date.now() - stateOf(service).lastSegmentAt!).toBeLessThan(10_000);
    expect(watched).toEqual(['s1 cam-1']);
  });

  it('[CAM6] refuses everyone without a session, wrong cameras and every other file name', async () => {
    const service = await open([cameraAt(url('B'))]);
    const { get } = await serveCameras(scope, service);
    const name = segmentIn(await (await get('/api/cameras/cam-1/hls/index.m3u8')).text());
    for (const path of ['', '/cam-1/hls/index.m3u8', `/cam-1/hls/${name}`, '/none/hls/index.m3u8']) {
      expect((await get(`/api/cameras${path}`, '')).status).toBe(401);
    }
    const reason = async (path: string, session?: string): Promise<string> => {
      const reply = await get(`/api/cameras/${path}`, session);
      expect(reply.headers.get('content-type')).toContain('application/json');
      return ((await reply.json()) as { error: { reason: string } }).error.reason;
    };
    expect(await reason('none/hls/index.m3u8')).toBe('camera.unknown');
    expect(await reason('..%2Fcam-1/hls/index.m3u8')).toBe('camera.unknown');
    expect(await reason('cam-1/hls/index.m3u8', 's2 officer')).toBe('camera.not-allowed');
    expect(await reason(`cam-1/hls/${name}`, 's2 officer')).toBe('camera.not-allowed');
    const traversals = [
      '..%2F..%2F..%2Fhaigang.db',
      '%2Fetc%2Fpasswd',
      '.',
      `${name}%00`,
      `..%5C${name}`,
      `${name}.tmp`,
    ];
    for (const file of [...traversals, 'sx_1.m4s', 'index.m3u8.tmp']) {
      expect(['camera.no-such-file', 'http.unknown-route']).toContain(await reason(`cam-1/hls/${file}`));
    }
  });

  it('[CAM2] lists what the caller may watch', async () => {
    const service = await open([cameraAt(url('C')), cameraAt(url('D'), 'lane-1', { group: 'sanitary' })]);
    const ids = (...roles: Parameters<typeof principalWith>): string[] =>
      service.list(principalWith(...roles)).map((camera) => camera.id);
    expect(ids('display')).toEqual(['cam-1', 'lane-1']);
    expect(ids('registrar')).toEqual(['lane-1']);
    expect(ids('officer')).toEqual([]);
  });

  it('[CAM5] stops by itself when nobody asks, leaving no file and no client', async () => {
    const service = await open([cameraAt(url('E'))], { idleStopMs: 400 });
    const playlist = service.playlist(dispatcher, 'cam-1');
    // A starting camera also stops when its only viewer is gone.
    await expect(playlist).rejects.toMatchObject({ reason: 'camera.starting' });
    await reach(service, 'idle');
    await vi.waitFor(() => expect(simulator.playing).toBe(0), { timeout: 5000 });
    expect(await readdir(join(dataDir, 'hls'))).toEqual([]);
  });

  it('[CAM5] closing the scope ends ffmpeg and removes its files', async () => {
    const service = await open([cameraAt(url('F'))]);
    await service.playlist(dispatcher, 'cam-1');
    expect(simulator.playing).toBe(1);
    const inner = scope;
    const folder = dataDir;
    await inner.close();
    await vi.waitFor(() => expect(simulator.playing).toBe(0), { timeout: 5000 });
    await expect(readdir(join(folder, 'hls'))).rejects.toThrow();
  });

  it('[CAM7] gives a place to another camera only when nobody looks at one', async () => {
    const cameras = [cameraAt(url('G')), cameraAt(url('H'), 'cam-2')];
    const service = await open(cameras, { maxPullers: 1, yieldAfterMs: 1000 });
    await service.playlist(dispatcher, 'cam-1');
    await expect(service.playlist(dispatcher, 'cam-2')).rejects.toMatchObject({ reason: 'camera.too-many' });
    const second = await vi.waitFor(() => service.playlist(dispatcher, 'cam-2'), { timeout: 15_000 });
    expect(second).toContain('.m4s');
    await reach(service, 'idle');
  });
});

describe('a camera in trouble', () => {
  it('[CAM5] that vanishes is failed at once and comes back by itself', async () => {
    const service = await open([cameraAt(url('V'))]);
    const first = await service.playlist(dispatcher, 'cam-1');
    simulator.setFault('quay/V', 'down');
    await reach(service, 'failed');
    expect(stateOf(service).problem).not.toBeNull();
    await expect(service.playlist(dispatcher, 'cam-1')).rejects.toMatchObject({ code: 'unavailable' });
    simulator.setFault('quay/V', 'none');
    await reach(service, 'online');
    const second = await service.playlist(dispatcher, 'cam-1');
    const sequence = (text: string): number => Number(/MEDIA-SEQUENCE:(\d+)/u.exec(text)![1]);
    expect(sequence(second)).toBeGreaterThan(sequence(first));
    expect(Number(/DISCONTINUITY-SEQUENCE:(\d+)/u.exec(second)![1])).toBeGreaterThan(1);
    expect(second).not.toContain(segmentIn(first));
  });

  it('[CAM5] that is connected but sends no picture is found by the watchdog', async () => {
    const service = await open([cameraAt(url('W'))]);
    await service.playlist(dispatcher, 'cam-1');
    simulator.setFault('quay/W', 'stall');
    await reach(service, 'failed');
    expect(stateOf(service).problem).toBe('camera.stalled');
    simulator.setFault('quay/W', 'none');
    await reach(service, 'online');
  });

  it('[CAM1] [CAM3] never shows its password: wrong password, right password, nobody there', async () => {
    const at = (password: string, port: number): string => `rtsp://viewer:${password}@127.0.0.1:${port}/quay/P`;
    const service = await open([
      cameraAt(at(PASSWORD, locked.port), 'right'),
      cameraAt(at(`${PASSWORD}X`, locked.port), 'wrong'),
      cameraAt(at(PASSWORD, await closedPort()), 'absent'),
      cameraAt(`rtsp://127.0.0.1:${simulator.port}/nothing/P`, 'nothing'),
    ]);
    const said: unknown[] = [];
    const { get } = await serveCameras(scope, service);
    for (const id of ['right', 'wrong', 'absent', 'nothing']) {
      said.push(await (await get(`/api/cameras/${id}/hls/index.m3u8`)).text());
    }
    said.push(await (await get('/api/cameras')).text(), ...log, await readdir(join(dataDir, 'hls')));
    expect(stateOf(service, 'right').state).toBe('online');
    expect(stateOf(service, 'wrong').problem).toBe('camera.auth-failed');
    expect(stateOf(service, 'absent').problem).toBe('camera.unreachable');
    expect(stateOf(service, 'nothing').problem).toBe('camera.no-such-stream');
    expect(log.join('\n')).toContain('camera.auth-failed');
    expect(JSON.stringify(said)).not.toMatch(/n0t-for-eyes|viewer|rtsp:\/\/(?!\*)[^"]*@/u);
  });

  it('[CAM5] a server without ffmpeg says so', async () => {
    const service = await openCameraService({
      ...{ cameras: [cameraAt(url('Z'))], dataDir, ffmpegPath: 'no-such-ffmpeg', scope, clock: Date.now },
      ...{ logger: silentLogger, options: QUICK },
    });
    await expect(service.playlist(dispatcher, 'cam-1')).rejects.toMatchObject({ reason: 'camera.ffmpeg-missing' });
  });
});
