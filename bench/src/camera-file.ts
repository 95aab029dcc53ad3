import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Two seconds of a moving test picture in `folder` that Chromium takes for its camera; returns its path. */
export function makeCameraFile(folder: string): string {
  const file = join(folder, 'camera.y4m');
  const source = 'testsrc2=size=640x360:rate=30:duration=2';
  const made = spawnSync('ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', source, '-pix_fmt', 'yuv420p', file]);
  if (made.status !== 0) throw new Error(`ffmpeg made no camera picture: ${made.stderr.toString()}`);
  return file;
}
