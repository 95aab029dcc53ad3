import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@haigang/shared/kernel/errors';
import { isSegmentName } from './hls-playlist.js';

const TIMEOUT_MS = 15_000;

export interface FrameSource {
  readonly ffmpegPath: string;
  /** Folder of the run whose playlist this is. */
  readonly root: string;
  readonly playlist: string;
  /** Where the picture is written as PNG. */
  readonly target: string;
  readonly signal: AbortSignal;
}

/**
 * [EVD11] The key picture that begins the newest segment, without loss, and when it was: the viewers see the same one, and
 * the camera is asked for no further stream. Throws `camera.no-frame`.
 */
export async function frameOf(source: FrameSource): Promise<{ at: number }> {
  const { root, playlist } = source;
  const init = /^#EXT-X-MAP:URI="([^"]+)"/mu.exec(playlist)?.[1] ?? '';
  const segment = playlist.match(/^s\S+\.m4s$/gmu)?.at(-1) ?? '';
  const seconds = Number([...playlist.matchAll(/^#EXTINF:([\d.]+)/gmu)].at(-1)?.[1] ?? 0);
  if (!isSegmentName(init) || !isSegmentName(segment)) throw noFrame();
  const written = await stat(join(root, segment)).catch(() => null);
  if (!written || !(await decode(source, `concat:${init}|${segment}`))) throw noFrame();
  return { at: written.mtimeMs - seconds * 1000 };
}

function noFrame(): AppError {
  return new AppError('unavailable', 'camera.no-frame', 'the camera gave no picture');
}

/** The names are relative to the run's folder, so that nothing in its path can be read as a part of the list. */
function decode({ ffmpegPath, root, target, signal }: FrameSource, input: string): Promise<boolean> {
  const args = [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-threads', '1', '-protocol_whitelist', 'file,concat'],
    ...['-i', input, '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', '-y', `file:${target}`],
  ];
  const child = spawn(ffmpegPath, args, {
    cwd: root,
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], LANG: 'C' },
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    signal,
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
