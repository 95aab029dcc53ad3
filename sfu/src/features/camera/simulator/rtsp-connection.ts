import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import type { H264Clip } from './annex-b.js';
import { RtpStream } from './rtp-stream.js';
import { RtspParser, type RtspRequest } from './rtsp-parser.js';

/** What happens to a camera: `down` closes and refuses, `stall` keeps the connection and sends no picture. */
export type CameraFault = 'none' | 'down' | 'stall';

/** What a connection needs of the simulator. */
export interface CameraWorld {
  readonly credentials: { readonly user: string; readonly password: string } | undefined;
  readonly fault: (path: string) => CameraFault;
  /** The clip behind a path; undefined when there is no such camera. */
  readonly clip: (path: string) => Promise<H264Clip> | undefined;
  readonly playing: (connection: RtspConnection) => void;
}

interface Playback {
  readonly clip: H264Clip;
  readonly stream: RtpStream;
  readonly startedAtMs: number;
  /** Picture of the loop this playback began with; cameras that share a clip begin at different places. */
  readonly firstUnit: number;
  sentFrames: number;
  sentReports: number;
}

const METHODS = 'OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, SET_PARAMETER, TEARDOWN';
const SESSION = '1';
/** A connection that neither asks nor plays for this long is closed. */
const SILENCE_MS = 60_000;
/** A reader who is this far behind misses pictures instead of filling the memory. */
const MAX_UNREAD_BYTES = 2_000_000;
/** After a pause (a suspended machine, a stall) at most this much is sent at once. */
const MAX_BURST_SECONDS = 2;
const REPORT_SECONDS = 5;

/** One client of the simulator: answers RTSP and sends RTP inside the same TCP connection. */
export class RtspConnection {
  readonly #socket: Socket;
  readonly #world: CameraWorld;
  readonly #parser = new RtspParser();
  #work: Promise<void> = Promise.resolve();
  #described: { readonly path: string; readonly clip: H264Clip } | null = null;
  #stream: RtpStream | null = null;
  #playback: Playback | null = null;

  constructor(socket: Socket, world: CameraWorld) {
    this.#socket = socket;
    this.#world = world;
    socket.setNoDelay(true);
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => this.#received(chunk));
  }

  get path(): string | null {
    return this.#described?.path ?? null;
  }

  get open(): boolean {
    return !this.#socket.destroyed;
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Sends every picture that is due. */
  tick(nowMs: number): void {
    const playback = this.#playback;
    if (!playback || !this.#described || this.#world.fault(this.#described.path) !== 'none') return;
    const { clip, stream } = playback;
    const due = Math.floor(((nowMs - playback.startedAtMs) / 1000) * clip.framesPerSecond);
    const oldest = due - MAX_BURST_SECONDS * clip.framesPerSecond;
    if (playback.sentFrames < oldest) playback.sentFrames = nextKey(playback, oldest);
    for (; playback.sentFrames <= due; playback.sentFrames += 1) {
      const seconds = playback.sentFrames / clip.framesPerSecond;
      if (seconds >= playback.sentReports * REPORT_SECONDS) {
        this.#write(stream.report(seconds, playback.startedAtMs + seconds * 1000));
        playback.sentReports = Math.floor(seconds / REPORT_SECONDS) + 1;
      }
      const unit = clip.units[(playback.firstUnit + playback.sentFrames) % clip.units.length];
      if (unit) this.#write(stream.packets(unit, seconds));
    }
  }

  #write(packets: Buffer): void {
    if (this.#socket.writableLength < MAX_UNREAD_BYTES && this.#socket.writable) this.#socket.write(packets);
  }

  #received(chunk: Buffer): void {
    try {
      for (const request of this.#parser.push(chunk)) {
        this.#work = this.#work.then(() => this.#answer(request)).catch(() => this.close());
      }
    } catch {
      this.#socket.end('RTSP/1.0 400 Bad Request\r\n\r\n');
    }
  }

  async #answer(request: RtspRequest): Promise<void> {
    if (!this.open) return;
    if (request.method !== 'OPTIONS' && !this.#isAllowed(request)) {
      this.#reply(request, '401 Unauthorized', { 'WWW-Authenticate': 'Basic realm="camera"' });
      return;
    }
    switch (request.method) {
      case 'OPTIONS': {
        this.#reply(request, '200 OK', { Public: METHODS });
        return;
      }
      case 'DESCRIBE':
        return this.#describe(request);
      case 'SETUP': {
        this.#setUp(request);
        return;
      }
      case 'PLAY': {
        this.#play(request);
        return;
      }
      case 'GET_PARAMETER':
      case 'SET_PARAMETER': {
        this.#reply(request, '200 OK', { Session: SESSION });
        return;
      }
      case 'TEARDOWN':
        this.#reply(request, '200 OK', { Session: SESSION });
        this.#socket.end();
        return;
      default: {
        this.#reply(request, '501 Not Implemented');
        return;
      }
    }
  }

  #isAllowed(request: RtspRequest): boolean {
    const { credentials } = this.#world;
    if (!credentials) return true;
    const expected = Buffer.from(`Basic ${btoa(`${credentials.user}:${credentials.password}`)}`);
    const given = Buffer.from(request.headers.get('authorization') ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  async #describe(request: RtspRequest): Promise<void> {
    const path = /^rtsps?:\/\/[^/]+\/([^?]*)/iu.exec(request.url)?.[1]?.replace(/\/$/u, '') ?? '';
    if (this.#world.fault(path) === 'down') {
      this.close();
      return;
    }
    const found = this.#world.clip(path);
    if (!found) {
      this.#reply(request, '404 Not Found');
      return;
    }
    const clip = await found.catch(() => null);
    if (!clip) {
      this.#reply(request, '503 Service Unavailable');
      return;
    }
    this.#described = { path, clip };
    const headers = { 'Content-Type': 'application/sdp', 'Content-Base': `${request.url.replace(/\/$/u, '')}/` };
    this.#reply(request, '200 OK', headers, describeClip(clip));
  }

  #setUp(request: RtspRequest): void {
    const transport = request.headers.get('transport') ?? '';
    if (!this.#described) {
      this.#reply(request, '455 Method Not Valid in This State');
      return;
    }
    if (!transport.includes('TCP')) {
      this.#reply(request, '461 Unsupported Transport');
      return;
    }
    const channel = Number(/interleaved=(\d{1,2})-/u.exec(transport)?.[1] ?? 0);
    this.#stream = new RtpStream(channel);
    const ssrc = this.#stream.ssrc.toString(16).padStart(8, '0');
    const chosen = `RTP/AVP/TCP;unicast;interleaved=${channel}-${channel + 1};ssrc=${ssrc}`;
    this.#reply(request, '200 OK', { Transport: chosen, Session: `${SESSION};timeout=60` });
  }

  #play(request: RtspRequest): void {
    if (!this.#described || !this.#stream) {
      this.#reply(request, '455 Method Not Valid in This State');
      return;
    }
    this.#reply(request, '200 OK', { Session: SESSION, Range: 'npt=now-' });
    const { clip, path } = this.#described;
    const startedAtMs = Date.now();
    const firstUnit = keyUnitFor(clip, path);
    this.#playback = { clip, stream: this.#stream, startedAtMs, firstUnit, sentFrames: 0, sentReports: 0 };
    this.#world.playing(this);
  }

  #reply(request: RtspRequest, status: string, headers: Readonly<Record<string, string>> = {}, body = ''): void {
    const sequence = /^\d{1,10}$/u.exec(request.headers.get('cseq') ?? '')?.[0] ?? '0';
    const length = body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const lines = Object.entries({ CSeq: sequence, ...headers, ...length }).map(([name, value]) => `${name}: ${value}`);
    this.#socket.write(`RTSP/1.0 ${status}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  }
}

function describeClip({ sps, pps, framesPerSecond }: H264Clip): string {
  const sets = `${sps.toString('base64')},${pps.toString('base64')}`;
  const profile = sps.subarray(1, 4).toString('hex');
  return [
    ...['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=simulated', 'c=IN IP4 0.0.0.0', 't=0 0', 'a=control:*'],
    ...['m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000'],
    `a=fmtp:96 packetization-mode=1;profile-level-id=${profile};sprop-parameter-sets=${sets}`,
    ...[`a=framerate:${framesPerSecond}`, 'a=control:track1', ''],
  ].join('\r\n');
}

/** Where in the loop a camera begins: at a key picture chosen by its path, so that neighbours do not look alike. */
function keyUnitFor(clip: H264Clip, path: string): number {
  const keys = clip.units.flatMap((unit, index) => (unit.key ? [index] : []));
  const sum = Buffer.from(path).reduce((total, byte) => (total * 31 + byte) % 65_521, 7);
  return keys[sum % keys.length] ?? 0;
}

/** The first frame from `oldest` on that can be decoded without what was left out. */
function nextKey({ clip, firstUnit }: Playback, oldest: number): number {
  const isKey = (frame: number): boolean => clip.units[(firstUnit + frame) % clip.units.length]?.key ?? true;
  let frame = oldest;
  while (!isKey(frame)) frame += 1;
  return frame;
}
