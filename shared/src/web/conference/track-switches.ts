import { AppError } from '../../kernel/errors.js';
import type { Scope } from '../../kernel/scope.js';
import type { MediaSource, PauseCause } from '../../features/conference/conference.protocol.js';

/** One's own track as the page holds it; its id is the server's. */
export interface SwitchedTrack {
  readonly id: string;
  pause(): void;
  resume(): void;
}

export interface TrackSwitchOptions {
  readonly scope: Scope;
  readonly trackOf: (source: MediaSource) => SwitchedTrack | undefined;
  /** `cause` says why it is paused; null: it runs. */
  readonly tell: (track: SwitchedTrack, cause: PauseCause | null) => Promise<unknown>;
  readonly isLive: () => boolean;
  /** Sources whose last switch the centre has not confirmed although it was asked. */
  readonly onUnconfirmed: (sources: readonly MediaSource[]) => void;
  /** The centre does not let this source be heard or seen; it is off from now on. */
  readonly onRefused: (source: MediaSource, failure: AppError) => void;
  /** Waits between attempts, milliseconds; the last one goes on. */
  readonly retryMs?: readonly number[];
}

const RETRY_MS = [500, 1000, 2000, 4000] as const;

/**
 * [MEDIA13] Keeps the centre in step with the switches of one's own tracks. The last position of a switch counts and is
 * told until the centre confirms it, as long as the link lives; after a time without a link the seat tells it anew.
 */
export class TrackSwitches {
  readonly #options: TrackSwitchOptions;
  readonly #wanted = new Map<MediaSource, PauseCause | null>();
  readonly #running = new Set<MediaSource>();
  readonly #unconfirmed = new Set<MediaSource>();
  readonly #hurry = new Map<MediaSource, () => void>();

  constructor(options: TrackSwitchOptions) {
    this.#options = options;
  }

  /** The source runs (null) or is paused for that cause. */
  set(source: MediaSource, cause: PauseCause | null): void {
    const track = this.#options.trackOf(source);
    if (!track) return;
    if (cause === null) track.resume();
    else track.pause();
    this.#wanted.set(source, cause);
    this.#hurry.get(source)?.();
    if (!this.#running.has(source)) void this.#follow(source);
  }

  async #follow(source: MediaSource): Promise<void> {
    this.#running.add(source);
    for (let attempt = 0; await this.#needsAnother(source, attempt); attempt += 1);
    this.#running.delete(source);
    this.#mark(source, false);
  }

  async #needsAnother(source: MediaSource, attempt: number): Promise<boolean> {
    const { scope, trackOf, tell, isLive } = this.#options;
    const cause = this.#wanted.get(source) ?? null;
    const track = trackOf(source);
    const ended = (): boolean => scope.closed;
    if (!track || ended()) return false;
    try {
      await tell(track, cause);
      return this.#wanted.get(source) !== cause;
    } catch (failure) {
      if (ended() || !isLive()) return false;
      if (this.#wanted.get(source) !== cause || trackOf(source) !== track) return true;
      if (!(failure instanceof AppError) || !failure.retry) {
        return this.#refused(source, track, failure, cause !== null);
      }
    }
    this.#mark(source, true);
    await this.#wait(source, attempt);
    return !ended() && isLive();
  }

  /** A pause that was refused changes nothing: the page sends silence all the same. */
  #refused(source: MediaSource, track: SwitchedTrack, failure: unknown, paused: boolean): false {
    if (paused) return false;
    track.pause();
    this.#wanted.set(source, 'off');
    const known = failure instanceof AppError ? failure : new AppError('internal', 'internal', String(failure));
    this.#options.onRefused(source, known);
    return false;
  }

  /** Until the next attempt, or until the person presses again. */
  #wait(source: MediaSource, attempt: number): Promise<void> {
    const { scope, retryMs = RETRY_MS } = this.#options;
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        withdraw();
        this.#hurry.delete(source);
        resolve();
      };
      const timer = setTimeout(done, retryMs[Math.min(attempt, retryMs.length - 1)]);
      const withdraw = scope.defer(done);
      this.#hurry.set(source, done);
    });
  }

  #mark(source: MediaSource, unconfirmed: boolean): void {
    if (this.#unconfirmed.has(source) === unconfirmed) return;
    if (unconfirmed) this.#unconfirmed.add(source);
    else this.#unconfirmed.delete(source);
    this.#options.onUnconfirmed([...this.#unconfirmed]);
  }
}
