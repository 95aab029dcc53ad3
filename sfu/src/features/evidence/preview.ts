import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import type { EvidenceType } from '@haigang/shared/features/evidence/evidence.model';

/** Longest side of a preview, pixels; the original is kept untouched beside it. */
const LONGEST_SIDE = 1280;
/** A picture of 100 million pixels takes 3 s on a small machine; one that takes longer stays without a preview. */
const TIMEOUT_MS = 10_000;
/** One block of memory the decoder may take; a picture of 100 million pixels needs 400 MB at most. */
const MAX_ALLOCATION_BYTES = 512 * 1024 * 1024;
const MAX_WORDS = 2048;

/** The demuxer is named, so that a file cannot choose another one; HEIC is not read by every ffmpeg. */
const DEMUXERS: Partial<Record<EvidenceType, string>> = {
  'image/jpeg': 'jpeg_pipe',
  'image/png': 'png_pipe',
  'image/webp': 'webp_pipe',
};

export function canPreview(type: EvidenceType): boolean {
  return DEMUXERS[type] !== undefined;
}

export interface PreviewOptions {
  readonly ffmpegPath: string;
  readonly type: EvidenceType;
  readonly source: string;
  /** Where the JPEG is written; nothing is there when it failed. */
  readonly target: string;
  readonly signal: AbortSignal;
}

/**
 * [EVD7] Makes a JPEG of a picture in a process of its own, with limits and without a shell: hostile pictures meet no
 * decoder inside the server. `failed` when the picture cannot be decoded, `none` for types without a preview.
 */
export async function makePreview(options: PreviewOptions): Promise<'made' | 'failed' | 'none'> {
  const demuxer = DEMUXERS[options.type];
  if (demuxer === undefined) return 'none';
  const made = await run(options, previewArguments(options, demuxer));
  if (!made) await rm(options.target, { force: true });
  return made ? 'made' : 'failed';
}

function previewArguments({ source, target }: PreviewOptions, demuxer: string): string[] {
  const size = `scale=w='min(${LONGEST_SIDE},iw)':h='min(${LONGEST_SIDE},ih)':force_original_aspect_ratio=decrease`;
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-max_alloc', String(MAX_ALLOCATION_BYTES)],
    ...['-threads', '1', '-protocol_whitelist', 'file', '-f', demuxer, '-i', `file:${source}`],
    ...['-map_metadata', '-1', '-frames:v', '1', '-vf', `${size},format=yuvj420p`, '-q:v', '4', '-threads', '1'],
    ...['-f', 'mjpeg', '-y', `file:${target}`],
  ];
}

function run({ ffmpegPath, signal }: PreviewOptions, args: readonly string[]): Promise<boolean> {
  const child = spawn(ffmpegPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], LANG: 'C' },
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    signal,
  });
  let words = 0;
  // Read so that the process never waits for us; a flood of complaints ends it.
  child.stderr.on('data', (piece: Buffer) => {
    words += piece.length;
    if (words > MAX_WORDS * 32) child.kill('SIGKILL');
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
