import { spawn } from 'node:child_process';
import type { CameraProblem } from '@haigang/shared/features/camera/camera.model';
import type { RtspAddress } from './rtsp-address.js';

/** How a run of ffmpeg ended. Its exit code means nothing: 0 on a lost camera (video.md §2). */
export interface HlsRunEnd {
  readonly problem: CameraProblem;
  /** Last words of ffmpeg without secrets, for the log only. */
  readonly detail: string;
}

/** One running ffmpeg that copies a camera into `index.m3u8` and its segments. */
export interface HlsRun {
  readonly end: HlsRunEnd | null;
  /** Kills the process and resolves when it is gone; harmless when it is. */
  close(): Promise<void>;
}

const MAX_STDERR = 4096;
const PATTERNS: readonly (readonly [RegExp, CameraProblem])[] = [
  [/ENOENT|EACCES/u, 'camera.ffmpeg-missing'],
  [/\b401\b|\b403\b|unauthorized/iu, 'camera.auth-failed'],
  [/\b404\b|\b454\b|stream not found/iu, 'camera.no-such-stream'],
  [/matches no streams|does not contain any stream|could not find (?:codec|tag)|unspecified size/iu, 'camera.no-video'],
  [/refused|no route|unreachable|timed out|name or service|resolve|network is down/iu, 'camera.unreachable'],
];

export function classify(detail: string): CameraProblem {
  return PATTERNS.find(([pattern]) => pattern.test(detail))?.[1] ?? 'camera.lost';
}

/**
 * [CAM5] Starts ffmpeg with the address as one argument, never through a shell. It works inside `directory` by relative
 * names: when the folder is removed after a crash of the server, an orphan ends by itself at its next segment.
 */
export function startHlsRun(options: {
  readonly ffmpegPath: string;
  readonly address: RtspAddress;
  readonly directory: string;
  /** Prefix of the file names of this run, `[0-9a-z]+`. */
  readonly run: string;
  /** Media sequence number of the first segment; grows from run to run. */
  readonly startNumber: number;
  readonly socketTimeoutMs: number;
}): HlsRun {
  const { address } = options;
  const child = spawn(options.ffmpegPath, hlsArguments(options), {
    cwd: options.directory,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], LANG: 'C' },
  });
  let words = '';
  let end: HlsRunEnd | null = null;
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    words = (words + text).slice(-MAX_STDERR);
  });
  const gone = new Promise<void>((resolve) => {
    const finish = (text: string): void => {
      const detail = address.redact(text).trim();
      end ??= { problem: classify(detail), detail: detail.split('\n').slice(-2).join(' | ').slice(-400) };
      resolve();
    };
    child.once('error', (failure) => finish('code' in failure ? String(failure.code) : failure.name));
    child.once('close', () => finish(words));
  });
  return {
    get end() {
      return end;
    },
    close: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}

/**
 * The command of video.md §1: copy, fMP4 segments of a second, atomic renames. A segment is asked for after 0.9 s because
 * ffmpeg cuts at the first key picture from then on: with 1 s a camera whose key pictures come after 0.999 s would give
 * segments of two seconds.
 */
function hlsArguments(options: Parameters<typeof startHlsRun>[0]): string[] {
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error'],
    // Without file or http: a hostile camera cannot redirect ffmpeg to them.
    ...['-protocol_whitelist', 'rtsp,rtsps,rtp,tcp,tls,udp'],
    ...['-rtsp_transport', 'tcp', '-timeout', String(options.socketTimeoutMs * 1000)],
    ...['-i', options.address.reveal()],
    ...['-map', '0:v:0', '-c', 'copy'],
    ...['-f', 'hls', '-hls_time', '0.9', '-hls_list_size', '6', '-hls_segment_type', 'fmp4'],
    ...['-hls_flags', 'delete_segments+temp_file+program_date_time+independent_segments+omit_endlist'],
    ...['-start_number', String(options.startNumber)],
    ...['-hls_segment_filename', `s${options.run}_%d.m4s`, '-hls_fmp4_init_filename', `init_${options.run}.mp4`],
    'index.m3u8',
  ];
}
