import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Logger } from '../../../platform/logger.js';
import { parseAnnexB, type H264Clip } from './annex-b.js';

const run = promisify(execFile);

const FRAMES_PER_SECOND = 15;
const SECONDS = 10;
/** Raised when the recipe changes, so that an old cache is not used. */
const RECIPE = 1;
const ENCODE_TIMEOUT_MS = 120_000;

/** Moving pictures made by ffmpeg itself; none shows a real place. */
const SOURCES = {
  quay: 'gradients=size=640x360:rate=15:speed=0.01:seed=3:c0=0x0b3d66:c1=0x2c7da0:nb_colors=2',
  yard: 'testsrc2=size=640x360:rate=15',
  gate: 'smptehdbars=size=640x360:rate=15',
  lane: 'gradients=size=640x360:rate=15:speed=0.02:seed=9:c0=0x5b3a1e:c1=0xc08552:nb_colors=2',
} as const;
export type ClipName = keyof typeof SOURCES;

export function isClipName(name: string): name is ClipName {
  return Object.hasOwn(SOURCES, name);
}

/** Ten-second loops with 模拟画面 on them, encoded once at first use and kept in a folder. */
export class ClipLibrary {
  readonly #directory: string;
  readonly #ffmpegPath: string;
  readonly #logger: Logger;
  readonly #clips = new Map<ClipName, Promise<H264Clip>>();

  constructor(options: { directory: string; ffmpegPath: string; logger: Logger }) {
    this.#directory = options.directory;
    this.#ffmpegPath = options.ffmpegPath;
    this.#logger = options.logger;
  }

  /** A clip, made when it is not there yet. A failed encoding rejects and is tried again at the next question. */
  get(name: ClipName): Promise<H264Clip> {
    const known = this.#clips.get(name);
    if (known) return known;
    const clip = this.#load(name);
    this.#clips.set(name, clip);
    clip.catch(() => this.#clips.delete(name));
    return clip;
  }

  async #load(name: ClipName): Promise<H264Clip> {
    const file = join(this.#directory, `${name}-${RECIPE}.h264`);
    const cached = await readFile(file).catch(() => null);
    if (cached) return parseAnnexB(cached, FRAMES_PER_SECOND);
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const unfinished = `${file}.${randomUUID()}.tmp`;
    try {
      await this.#encode(name, unfinished);
      const clip = parseAnnexB(await readFile(unfinished), FRAMES_PER_SECOND);
      await rename(unfinished, file);
      this.#logger.info({ clip: name }, 'demo clip made');
      return clip;
    } finally {
      await rm(unfinished, { force: true });
    }
  }

  async #encode(name: ClipName, file: string): Promise<void> {
    const label = await findLabel();
    try {
      await this.#ffmpeg(name, label, file);
    } catch (failure) {
      if (label === null) throw failure;
      // A build of ffmpeg without drawtext still makes a moving picture.
      await this.#ffmpeg(name, null, file);
    }
  }

  async #ffmpeg(name: ClipName, label: string | null, file: string): Promise<void> {
    // The square crosses the picture once in the length of the clip, so that the loop has no visible seam.
    const moving = `[0:v][1:v]overlay=x='mod(t*${640 / SECONDS},640)':y='250+40*sin(t*2*PI/${SECONDS})'`;
    const filter = `${moving}${label === null ? '' : `,${label}`},format=yuv420p`;
    const bitRate = '512k';
    await run(
      this.#ffmpegPath,
      [
        ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'],
        ...['-f', 'lavfi', '-i', SOURCES[name], '-f', 'lavfi', '-i', 'color=c=white:size=40x28:rate=15'],
        ...['-filter_complex', filter, '-t', String(SECONDS), '-an', '-threads', '1'],
        ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'baseline', '-bf', '0'],
        ...['-g', String(FRAMES_PER_SECOND), '-keyint_min', String(FRAMES_PER_SECOND), '-sc_threshold', '0'],
        ...['-b:v', bitRate, '-maxrate', bitRate, '-bufsize', bitRate],
        ...['-x264-params', 'slices=1:sliced-threads=0:repeat-headers=1', '-f', 'h264', file],
      ],
      { timeout: ENCODE_TIMEOUT_MS },
    );
  }
}

/** The drawtext filter with a font that has Chinese, English only with another font, null without any font. */
async function findLabel(): Promise<string | null> {
  const found = await run('fc-match', ['-f', '%{file}\n%{lang}', 'sans:lang=zh-cn'], { timeout: 5000 }).catch(
    () => null,
  );
  const [file = '', languages = ''] = found?.stdout.split('\n') ?? [];
  if (file === '') return null;
  const text = languages.split('|').includes('zh-cn') ? '模拟画面 SIMULATED' : 'SIMULATED';
  const font = file.replaceAll(/[\\':,;[\]]/gu, (character) => `\\\\\\${character}`);
  return `drawtext=fontfile=${font}:text='${text}':fontsize=28:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=8:x=20:y=20`;
}
