import { AppError } from '@haigang/shared/kernel/errors';
import type { MediaSource } from '@haigang/shared/features/conference/conference.protocol';

/** Sources of a seat that the host silenced: a track of them stays paused until its person lifts it, if he may. */
export class HeldSources {
  readonly #held = new Map<MediaSource, { locked: boolean }>();

  hold(source: MediaSource, locked: boolean): void {
    this.#held.set(source, { locked });
  }

  release(source: MediaSource): void {
    this.#held.delete(source);
  }

  has(source: MediaSource): boolean {
    return this.#held.has(source);
  }

  /** [ROOM5] The person's own wish to be heard: refused while locked. */
  requireLiftable(source: MediaSource): void {
    if (!this.#held.get(source)?.locked) return;
    throw new AppError('forbidden', 'conference.muted-by-host', 'the host has silenced this source');
  }
}
