import type { StoreApi } from 'zustand/vanilla';
import { AppError } from '../../kernel/errors.js';
import type { Scope } from '../../kernel/scope.js';
import { isLive, type Connection } from '../connection/index.js';
import { errorText } from '../i18n/index.js';
import { notify } from '../ui/index.js';
import type { MediaSession } from './media-session.js';
import type { ConferenceState } from './seat-state.js';

/** Letters on a screen need its full size more than many frames. */
const SCREEN: DisplayMediaStreamOptions = {
  video: { width: { max: 1920 }, height: { max: 1080 }, frameRate: { ideal: 15, max: 30 } },
  audio: false,
};

export interface SharedScreenOptions {
  readonly connection: Connection;
  readonly conferenceId: string;
  readonly scope: Scope;
  readonly state: StoreApi<ConferenceState>;
  readonly session: () => MediaSession | null;
}

/** [MEDIA9] The one screen a seat shows; it outlives rejoins and ends with the seat or by the browser's own bar. */
export class SharedScreen {
  readonly #options: SharedScreenOptions;
  #track: MediaStreamTrack | null = null;
  /** What the centre has not heard the end of, because the link was away. */
  #ended: string | null = null;
  #asking = false;
  /** What a press shows and the centre has not yet confirmed as open. */
  #unopened: MediaStreamTrack | null = null;

  constructor(options: SharedScreenOptions) {
    this.#options = options;
    options.scope.defer(() => this.#track?.stop());
  }

  /** Asks which screen, and shows it; a second press ends it. A person who picks none has said no, and hears nothing. */
  async toggle(): Promise<void> {
    if (this.#track) this.stop();
    else if (!this.#asking && !this.#isEnded()) await this.#ask();
  }

  #isEnded(): boolean {
    return this.#options.state.getState().phase === 'ended';
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia(SCREEN);
      const [track] = stream.getVideoTracks();
      if (!track) return;
      // [MEDIA16] The seat ended, or moved away, while a screen was being chosen.
      if (this.#options.scope.closed || this.#isEnded()) track.stop();
      else this.#show(track);
    } catch (failure) {
      if (!(failure instanceof DOMException && failure.name === 'NotAllowedError')) notify(errorText(failure));
    } finally {
      this.#asking = false;
    }
  }

  #show(track: MediaStreamTrack): void {
    track.contentHint = 'detail';
    // The browser's own bar ends the track.
    track.addEventListener('ended', () => this.stop());
    this.#track = track;
    this.#unopened = track;
    this.#options.state.setState({ sharing: true });
    this.#send();
  }

  stop(): void {
    this.#track?.stop();
    this.#track = null;
    this.#unopened = null;
    this.#options.state.setState({ sharing: false });
    void this.#options
      .session()
      ?.endScreen()
      .then((producerId) => this.#tellEnd(producerId));
  }

  /** Sends it again after the seat was entered anew. */
  publish(): void {
    this.#send();
  }

  #send(): void {
    const session = this.#options.session();
    const track = this.#track;
    if (this.#ended) this.#tellEnd(this.#ended);
    if (!track || !session) return;
    const sent = session.showScreen(track).then(() => this.#open(session, track));
    sent.catch((failure: unknown) => {
      if (session.isClosed() || this.#track !== track) return;
      // [ADMIT1] No room for another picture; or the host locked it. [ROOM5]
      if (failure instanceof AppError) notify(errorText(failure));
      this.stop();
    });
  }

  /**
   * [ROOM5] A press opens what the host had stopped, where he did not lock it. A line too slow to answer is asked again;
   * one that is away is told with the next entry.
   */
  async #open(session: MediaSession, track: MediaStreamTrack): Promise<void> {
    const { connection, conferenceId } = this.#options;
    while (this.#unopened === track && !session.isClosed()) {
      const producerId = session.producerOf('screen')?.id;
      if (producerId === undefined || !isLive(connection.state.getState().link)) return;
      try {
        await connection.call('conference:pause-producer', { conferenceId, producerId, paused: false });
        if (this.#unopened === track) this.#unopened = null;
      } catch (failure) {
        if (!(failure instanceof AppError && failure.code === 'timeout')) throw failure;
      }
    }
  }

  #tellEnd(producerId: string | null): void {
    if (producerId === null) return;
    this.#ended = producerId;
    const { connection, conferenceId } = this.#options;
    connection.call('conference:close-producer', { conferenceId, producerId }).then(
      () => {
        if (this.#ended === producerId) this.#ended = null;
      },
      // Told again with the next entry, unless the seat, and its tracks with it, is gone.
      () => undefined,
    );
  }
}
