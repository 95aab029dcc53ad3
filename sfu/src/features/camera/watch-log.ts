import { DEFAULT_SETTINGS, settingMs } from '@haigang/shared/kernel/settings';
import { cameraWatchLogMinutes } from '@haigang/shared/features/camera/camera.settings';
import type { Clock } from '@haigang/shared/kernel/time';

/** A viewer of a camera is written down once in this time, unless the site has set another. */
export const WATCH_LOG_INTERVAL_MS = settingMs(DEFAULT_SETTINGS, cameraWatchLogMinutes);
const PRUNE_ABOVE = 4096;

/** [CAM8] Remembers who was written down watching what, so that a thousand segments make one row. */
export class WatchLog {
  readonly #clock: Clock;
  readonly #intervalMs: () => number;
  readonly #writtenAt = new Map<string, number>();

  constructor(clock: Clock, intervalMs: () => number = () => WATCH_LOG_INTERVAL_MS) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
  }

  /** Runs `write` when this session was not written down lately. A failed write throws and is tried again next time. */
  async once(sessionId: string, cameraId: string, write: () => Promise<void>): Promise<void> {
    const key = `${sessionId} ${cameraId}`;
    const now = this.#clock();
    if (now - (this.#writtenAt.get(key) ?? -Infinity) < this.#intervalMs()) return;
    this.#prune(now);
    this.#writtenAt.set(key, now);
    try {
      await write();
    } catch (failure) {
      this.#writtenAt.delete(key);
      throw failure;
    }
  }

  #prune(now: number): void {
    if (this.#writtenAt.size < PRUNE_ABOVE) return;
    for (const [key, at] of this.#writtenAt) if (now - at >= this.#intervalMs()) this.#writtenAt.delete(key);
  }
}
