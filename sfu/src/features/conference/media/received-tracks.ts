import type { types } from 'mediasoup';
import { AppError } from '@haigang/shared/kernel/errors';
import type { ConsumerWish } from '@haigang/shared/features/conference/conference.protocol';
import { SerialQueue } from '../../../platform/storage/serial-queue.js';
import { ReceivedTrack, type LatePicture } from './received-track.js';

export interface ReceivedTracksOptions {
  readonly router: types.Router;
  readonly transport: types.WebRtcTransport;
  /** Aborted when the seat ends. */
  readonly signal: AbortSignal;
  readonly layersChanged: (consumerId: string, spatialLayer: number | null) => void;
  readonly onLate: (late: LatePicture) => void;
}

/** What one seat receives of its room: a consumer of each producer at most, and how its page wants the pictures. */
export class ReceivedTracks {
  readonly #options: ReceivedTracksOptions;
  readonly #tracks = new Map<string, ReceivedTrack>();
  readonly #opening = new SerialQueue();

  #sampled = 0;
  #picturesHeld = false;

  constructor(options: ReceivedTracksOptions) {
    this.#options = options;
  }

  /** The layer of each picture; null where none is sent. One of a single layer is its lowest. */
  get layers(): (number | null)[] {
    return [...this.#tracks.values()].flatMap(({ consumer }) => {
      if (consumer.kind !== 'video') return [];
      if (consumer.paused || consumer.producerPaused) return [null];
      return [consumer.type === 'simple' ? 0 : (consumer.currentLayers?.spatialLayer ?? null)];
    });
  }

  /** One of the consumers that are not paused, another one each time. */
  sample(): types.Consumer | undefined {
    const all = [...this.#tracks.values()].map(({ consumer }) => consumer);
    const flowing = all.filter((consumer) => !consumer.paused && !consumer.producerPaused);
    this.#sampled += 1;
    return flowing[this.#sampled % flowing.length];
  }

  /**
   * Receives a producer of the same room, in place of the consumer there was of it; starts paused, so that no key frame
   * is lost before the browser is ready. The first picture of a line that is not connected yet need not: the browser
   * connects it when it is ready for just that. One after the other: many asked for at once would all stay.
   */
  receive(producerId: string, rtpCapabilities: types.RtpCapabilities): Promise<types.Consumer> {
    return this.#opening.run(async () => {
      const { router, transport, layersChanged, signal, onLate } = this.#options;
      for (const { consumer } of [...this.#tracks.values()]) if (consumer.producerId === producerId) consumer.close();
      if (!router.canConsume({ producerId, rtpCapabilities })) {
        throw new AppError('invalid_input', 'conference.cannot-consume', 'this browser cannot receive that track');
      }
      const paused = transport.dtlsState !== 'new' || this.#receivesPicture;
      const consumer = await transport.consume({ producerId, rtpCapabilities, paused });
      const track = new ReceivedTrack({ consumer, signal, onLate });
      this.#tracks.set(consumer.id, track);
      consumer.observer.once('close', () => this.#tracks.delete(consumer.id));
      consumer.on('layerschange', (layers) => layersChanged(consumer.id, layers?.spatialLayer ?? null));
      if (this.#picturesHeld && consumer.kind === 'video') {
        await track.hold(true).catch(ignoreEnded(() => consumer.closed));
      }
      return consumer;
    });
  }

  get #receivesPicture(): boolean {
    return [...this.#tracks.values()].some(({ consumer }) => consumer.kind === 'video');
  }

  /** Asks for whole pictures: of one producer, or of everything that is received. */
  async refreshPictures(producerId?: string): Promise<void> {
    const wanted = [...this.#tracks.values()].filter(
      ({ consumer }) =>
        consumer.kind === 'video' &&
        !consumer.paused &&
        (producerId === undefined || consumer.producerId === producerId),
    );
    await Promise.all(wanted.map(({ consumer }) => consumer.requestKeyFrame()));
  }

  async resume(consumerId: string): Promise<void> {
    const track = this.#tracks.get(consumerId);
    if (!track) throw new AppError('not_found', 'conference.consumer-unknown', 'no such consumer');
    await track.want({ paused: false });
  }

  get picturesHeld(): boolean {
    return this.#picturesHeld;
  }

  /** [LADDER10] Sends no picture for now, whatever the page wished or wishes; voices go on. */
  async holdPictures(held: boolean): Promise<void> {
    if (this.#picturesHeld === held) return;
    this.#picturesHeld = held;
    const pictures = [...this.#tracks.values()].filter(({ consumer }) => consumer.kind === 'video');
    await Promise.all(pictures.map((track) => track.hold(held).catch(ignoreEnded(() => track.consumer.closed))));
  }

  /** [MEDIA1] Receives pictures as the page shows them. What ended meanwhile is passed over; sound is never paused. */
  async set(wishes: readonly ConsumerWish[]): Promise<void> {
    const known = wishes.flatMap((wish) => {
      const track = this.#tracks.get(wish.consumerId);
      if (track?.consumer.kind === 'audio') {
        throw new AppError('invalid_input', 'conference.sound-stays', 'sound is never paused');
      }
      return track ? [{ wish, track }] : [];
    });
    await Promise.all(
      known.map(({ wish: { paused, spatialLayer, priority }, track }) =>
        track.want({ paused, spatialLayer, priority }).catch(ignoreEnded(() => track.consumer.closed)),
      ),
    );
  }
}

/** A failure of something that ended meanwhile is none. */
function ignoreEnded(hasEnded: () => boolean): (failure: unknown) => void {
  return (failure) => {
    if (!hasEnded()) throw failure;
  };
}
