import { DEFAULT_SETTINGS, settingMs } from '@haigang/shared/kernel/settings';
import {
  cameraIdleStopSeconds,
  cameraMaxPullers,
  cameraStallSeconds,
} from '@haigang/shared/features/camera/camera.settings';

/** Times and limits of camera pulling; each may be set by the composition root. */
export interface CameraOptions {
  /** A puller nobody asked for this long stops. */
  readonly idleStopMs: number;
  /** No new segment for this long (or two and a half of the camera's own segments) counts as a stall. */
  readonly stallMs: number;
  /** A start without any segment for this long counts as a stall; two key frames of a slow camera fit in. */
  readonly startTimeoutMs: number;
  /** ffmpeg's own time-out for connecting and reading; the watchdog is faster once a picture was there. */
  readonly socketTimeoutMs: number;
  readonly backOffFirstMs: number;
  readonly backOffMaxMs: number;
  /** After a refused password: many cameras lock the account after a few failures (video.md §2). */
  readonly backOffAuthMs: number;
  /** A run that lived this long makes the next back-off start from the beginning. */
  readonly stableMs: number;
  /** Between two starts of ffmpeg, all cameras together (video.md §2: at most four a second). */
  readonly startSpacingMs: number;
  readonly pollMs: number;
  /** How long the first playlist is waited for in one request; shorter than a player's patience (10 s). */
  readonly firstPlaylistMs: number;
  /** Cameras pulled at the same time. */
  readonly maxPullers: number;
  /** A camera nobody asked for this long gives its place to another one when all are taken. */
  readonly yieldAfterMs: number;
}

export const DEFAULT_CAMERA_OPTIONS: CameraOptions = {
  idleStopMs: settingMs(DEFAULT_SETTINGS, cameraIdleStopSeconds),
  stallMs: settingMs(DEFAULT_SETTINGS, cameraStallSeconds),
  startTimeoutMs: 20_000,
  socketTimeoutMs: 5000,
  backOffFirstMs: 1000,
  backOffMaxMs: 30_000,
  backOffAuthMs: 60_000,
  stableMs: 30_000,
  startSpacingMs: 250,
  pollMs: 250,
  firstPlaylistMs: 8000,
  maxPullers: cameraMaxPullers.default,
  yieldAfterMs: 5000,
};
