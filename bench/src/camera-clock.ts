import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Bits of the frame number that stand in the picture's top left corner, most significant first. */
const BITS = 10;
/** Side of one bit's square, pixels: whole macroblocks, so that no codec blurs a bit into the next. */
const SQUARE = 32;
const WIDTH = 1280;
const HEIGHT = 720;
const FRAMES_PER_SECOND = 30;
/** 20 s: a loop far longer than any delay, so that a number means one frame. */
const FRAMES = 600;

const FRAME_BYTES = (WIDTH * HEIGHT * 3) / 2;
const WHITE = 235;
const BLACK = 16;
const NO_COLOUR = 128;

/** Writes a moving 1280×720 picture at 30 frames a second whose every frame carries its number. Throws without ffmpeg. */
export async function makeClockCamera(file: string): Promise<void> {
  const source = `testsrc2=size=${WIDTH}x${HEIGHT}:rate=${FRAMES_PER_SECOND}:duration=${FRAMES / FRAMES_PER_SECOND}`;
  const picture = spawn('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, ...RAW, '-'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const input = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${WIDTH}x${HEIGHT}`, '-r', String(FRAMES_PER_SECOND)];
  const camera = spawn('ffmpeg', ['-v', 'error', '-y', ...input, '-i', '-', '-q:v', '4', '-f', 'mjpeg', file], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(camera, 'exit');
  let rest = Buffer.alloc(0);
  let number = 0;
  for await (const chunk of picture.stdout as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= FRAME_BYTES) {
      const frame = Buffer.from(rest.subarray(0, FRAME_BYTES));
      rest = rest.subarray(FRAME_BYTES);
      stamp(frame, number);
      number += 1;
      if (!camera.stdin.write(frame)) await once(camera.stdin, 'drain');
    }
  }
  camera.stdin.end();
  const [code] = (await ended) as [number | null];
  if (code !== 0 || number !== FRAMES) throw new Error(`ffmpeg made ${number} of ${FRAMES} frames of the camera`);
}

const RAW = ['-pix_fmt', 'yuv420p', '-f', 'rawvideo'];

/** Draws the number as black and white squares into the luminance plane, after one square of each for the threshold. */
function stamp(frame: Buffer, number: number): void {
  const bits = [true, false, ...Array.from({ length: BITS }, (_, at) => ((number >> (BITS - 1 - at)) & 1) === 1)];
  for (const [at, bit] of bits.entries()) {
    for (let line = 0; line < SQUARE; line += 1) {
      frame.fill(bit ? WHITE : BLACK, line * WIDTH + at * SQUARE, line * WIDTH + (at + 1) * SQUARE);
    }
  }
  // Without colour, so that any channel of the picture tells a bit. Both chroma planes have half the size each way.
  const chromaWidth = WIDTH / 2;
  for (const plane of [WIDTH * HEIGHT, (WIDTH * HEIGHT * 5) / 4]) {
    for (let line = 0; line < SQUARE / 2; line += 1) {
      const start = plane + line * chromaWidth;
      frame.fill(NO_COLOUR, start, start + (bits.length * SQUARE) / 2);
    }
  }
}

export interface FrameTime {
  readonly number: number;
  /** Unix time in milliseconds, with fractions. */
  readonly at: number;
}

/**
 * Runs in a page: notes number and time of each frame of the video element. `captured` takes the time the camera took it
 * (own camera only), `displayed` the time it is expected on the screen.
 */
export function watchClock(options: { selector: string; time: 'captured' | 'displayed' }): void {
  const squares = 12;
  const video = document.querySelector<HTMLVideoElement>(options.selector);
  if (!video) throw new Error(`no ${options.selector}`);
  const canvas = document.createElement('canvas');
  canvas.width = squares;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.imageSmoothingEnabled = false;
  const seen: FrameTime[] = [];
  Object.assign(window, { haigangFrames: seen });
  const square = (): number => (32 * video.videoWidth) / 1280;
  const read = (): number | null => {
    context.drawImage(video, 0, 0, squares * square(), square(), 0, 0, squares, 1);
    const { data } = context.getImageData(0, 0, squares, 1);
    const [white = 0, black = 0, ...bits] = Array.from({ length: squares }, (_, at) => data[at * 4] ?? 0);
    if (white - black < 100) return null;
    const threshold = (white + black) / 2;
    return bits.reduce((number, level) => number * 2 + (level > threshold ? 1 : 0), 0);
  };
  const next: VideoFrameRequestCallback = (_now, metadata) => {
    const at = options.time === 'captured' ? metadata.captureTime : metadata.expectedDisplayTime;
    const number = read();
    if (at !== undefined && number !== null) seen.push({ number, at: performance.timeOrigin + at });
    video.requestVideoFrameCallback(next);
  };
  video.requestVideoFrameCallback(next);
}

/** Milliseconds from the capture of each displayed frame to its display; frames without a known capture are left out. */
export function delays(captured: readonly FrameTime[], displayed: readonly FrameTime[]): number[] {
  const taken = new Map<number, number[]>();
  for (const { number, at } of captured) taken.set(number, [...(taken.get(number) ?? []), at]);
  return displayed.flatMap(({ number, at }) => {
    const before = (taken.get(number) ?? []).filter((time) => time <= at);
    return before.length === 0 ? [] : [at - Math.max(...before)];
  });
}
