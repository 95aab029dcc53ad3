import type { types } from 'mediasoup';
import { AppError } from '@haigang/shared/kernel/errors';
import type { MediaSource, PauseCause, ProducerInfo } from '@haigang/shared/features/conference/conference.protocol';
import { SerialQueue } from '../../../platform/storage/serial-queue.js';
import { HeldSources } from './held-sources.js';

/** Most producers one seat may own: camera, microphone, screen with a spare. */
export const MAX_PRODUCERS_PER_SEAT = 4;

/**
 * Least time between two key frame requests for one stream, ms. Chromium ignores a request within 300 ms of the one
 * before, and the worker asks again only after 1,000 ms: without this a viewer who comes just after the first frames
 * waits that second for a picture (measured). The 50 ms are for jitter on the way.
 */
const KEY_FRAME_REQUEST_DELAY_MS = 350;

/** A track that a seat sends into its room. */
export interface OwnTrack {
  readonly transportId: string;
  readonly kind: types.MediaKind;
  readonly source: MediaSource;
  readonly rtpParameters: types.RtpParameters;
  readonly paused: boolean;
  /** Why it begins paused; switched off when not told. */
  readonly cause?: PauseCause;
}

interface SentTrack {
  readonly producer: types.Producer;
  readonly source: MediaSource;
  /** Why it is paused, while it is. */
  cause: PauseCause;
  /** What its person and the host want; the worker is brought there step by step, never two steps at once. */
  paused: boolean;
  readonly steps: SerialQueue;
}

export interface SentTracksOptions {
  readonly principalId: string;
  readonly transport: types.WebRtcTransport;
  readonly events: {
    producerAdded(info: ProducerInfo): void;
    producerChanged(info: ProducerInfo): void;
    producerRemoved(producerId: string): void;
  };
  readonly onMicrophone: (producer: types.Producer) => void;
}

/** What one seat sends into its room: a track of each source at most, and what the host silenced of them. */
export class SentTracks {
  readonly held = new HeldSources();
  readonly #options: SentTracksOptions;
  readonly #tracks = new Map<string, SentTrack>();

  constructor(options: SentTracksOptions) {
    this.#options = options;
  }

  get infos(): ProducerInfo[] {
    return [...this.#tracks.values()].map((track) => this.#info(track));
  }

  /** The worker's own count, 0–255 of 256, without what listeners reported to it. */
  async voiceLossPercent(): Promise<number | null> {
    const voice = [...this.#tracks.values()].find(({ source }) => source === 'microphone')?.producer;
    if (!voice || voice.paused) return null;
    const [stream] = await voice.getStats().catch(() => []);
    return stream ? Math.min(100, (stream.fractionLost / 256) * 100) : null;
  }

  get producers(): types.Producer[] {
    return [...this.#tracks.values()].map(({ producer }) => producer);
  }

  /** Sends a track into the room. The one already there of the same source is replaced, so a retry never doubles it. */
  async send(track: OwnTrack): Promise<string> {
    this.#check(track);
    const { source, kind, rtpParameters } = track;
    for (const known of [...this.#tracks.values()]) if (known.source === source) known.producer.close();
    if (this.#tracks.size >= MAX_PRODUCERS_PER_SEAT) {
      throw new AppError('over_capacity', 'conference.too-many-producers', 'too many tracks');
    }
    const producer = await this.#options.transport.produce({
      ...{ kind, rtpParameters, keyFrameRequestDelay: KEY_FRAME_REQUEST_DELAY_MS },
      paused: track.paused || this.held.has(source),
    });
    const { events } = this.#options;
    const { cause = 'off' } = track;
    const sent: SentTrack = { producer, source, cause, paused: producer.paused, steps: new SerialQueue() };
    this.#tracks.set(producer.id, sent);
    producer.observer.once('close', () => {
      this.#tracks.delete(producer.id);
      events.producerRemoved(producer.id);
    });
    // The host may have silenced the source while its track was being opened; nobody has heard of it yet.
    if (this.held.has(source)) await this.#want(sent, true);
    if (source === 'microphone') this.#options.onMicrophone(producer);
    events.producerAdded(this.#info(sent));
    return producer.id;
  }

  async pause(producerId: string, cause: PauseCause = 'off'): Promise<void> {
    const track = this.#track(producerId);
    track.cause = cause;
    await this.#want(track, true);
    this.#options.events.producerChanged(this.#info(track));
  }

  /** [ROOM5] [NET8] A held source stays paused: its person lifts a mute before, by a change of the conference. */
  async resume(producerId: string): Promise<void> {
    const track = this.#track(producerId);
    if (track.cause === 'off') this.held.requireLiftable(track.source);
    track.cause = 'off';
    if (!this.held.has(track.source)) await this.#want(track, false);
    this.#options.events.producerChanged(this.#info(track));
  }

  /** Whether it is paused, or runs, by its person's or the host's will alone. */
  isSwitchedOff(producerId: string): boolean {
    return this.#track(producerId).cause === 'off';
  }

  /** [ROOM5] Silences a source, tracks to come included; only the person himself opens it again. */
  async hold(source: MediaSource, locked: boolean): Promise<void> {
    this.held.hold(source, locked);
    for (const [producerId, track] of this.#tracks) {
      if (track.source === source && !track.paused) await this.pause(producerId);
    }
  }

  /** Resolves when the worker does as the latest wish says; a wish made meanwhile counts, not the one that was asked. */
  #want(track: SentTrack, paused: boolean): Promise<void> {
    track.paused = paused;
    return track.steps.run(async () => {
      const { producer } = track;
      if (producer.paused !== track.paused) await (track.paused ? producer.pause() : producer.resume());
    });
  }

  end(producerId: string): void {
    this.#track(producerId).producer.close();
  }

  sourceOf(producerId: string): MediaSource {
    return this.#track(producerId).source;
  }

  #check({ transportId, source, kind }: OwnTrack): void {
    if (transportId !== this.#options.transport.id) {
      throw new AppError('invalid_input', 'conference.not-a-send-transport', 'not the sending transport');
    }
    if ((source === 'microphone') !== (kind === 'audio')) {
      throw new AppError('invalid_input', 'conference.source-mismatch', 'source and kind do not fit');
    }
  }

  #track(id: string): SentTrack {
    const known = this.#tracks.get(id);
    if (!known) throw new AppError('not_found', 'conference.producer-unknown', 'no such producer');
    return known;
  }

  #info({ producer, source, cause }: SentTrack): ProducerInfo {
    return {
      producerId: producer.id,
      principalId: this.#options.principalId,
      source,
      kind: producer.kind,
      paused: producer.paused,
      cause,
    };
  }
}
