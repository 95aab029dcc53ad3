import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** [CAM6] The only names of files a viewer may ask for: what ffmpeg was told to write. */
const FILE_NAME = /^(?:init_[0-9a-z]{1,16}\.mp4|s[0-9a-z]{1,16}_\d{1,16}\.m4s)$/u;

export function isSegmentName(name: string): boolean {
  return FILE_NAME.test(name);
}

/** Target duration of a playlist in milliseconds; 0 when it does not say. */
export function targetDurationMs(playlist: string): number {
  return Number(/^#EXT-X-TARGETDURATION:(\d{1,6})/mu.exec(playlist)?.[1] ?? 0) * 1000;
}

/** The playlist of a run as ffmpeg wrote it, or null while it has no segment yet. */
export async function readPlaylist(directory: string): Promise<string | null> {
  try {
    const text = await readFile(join(directory, 'index.m3u8'), 'utf8');
    return text.includes('.m4s') ? text : null;
  } catch {
    return null;
  }
}

/**
 * Says which run this is. Each run has its own list and timeline; the number tells a player that held the previous list
 * that a discontinuity lies between (RFC 8216 §4.3.3.3), which ffmpeg does not write.
 */
export function withDiscontinuitySequence(playlist: string, run: number): string {
  return playlist.replace(/^(#EXT-X-MEDIA-SEQUENCE:.*)$/mu, `$1\n#EXT-X-DISCONTINUITY-SEQUENCE:${run}`);
}
