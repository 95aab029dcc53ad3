import { setTimeout as wait } from 'node:timers/promises';
import type { types } from 'mediasoup';
import { AppError } from '@haigang/shared/kernel/errors';
import type { ConsumerWish } from '@haigang/shared/features/conference/conference.protocol';

/** A picture that has not begun by then is asked for anew, ms; and how often at most. */
const FIRST_PICTURE_WAIT_MS = 700;
export const FIRST_PICTURE_ATTEMPTS = 5;

export interface ReceivedTracksOptions {
  readonly router: types.Router;
  readonly transport: types.WebRtcTransport;
  /** Aborted when the seat ends. */
  readonly signal: AbortSignal;
  readonly layersChanged: (consumerId: string, spatialLayer: number | null) => void;
}

/** What one seat receives of its room: a consumer of each producer at most, and how its page wants the pictures. */
export class ReceivedTracks {
  readonly #options: ReceivedTracksOptions;
  readonly #consumers = new Map<string, types.Consumer>();
  /** Pictures that the page does not want now. */
  readonly #unwanted = new Set<string>();

  constructor(options: ReceivedTracksOptions) {
    this.#options = options;
  }

  /** Receives a producer of the same room; starts paused, so that no key frame is lost before the browser is ready. */
  async receive(producerId: string, rtpCapabilities: types.RtpCapabilities): Promise<types.Consumer> {
    const { router, transport, layersChanged } = this.#options;
    const known = [...this.#consumers.values()].find((consumer) => consumer.producerId === producerId);
    known?.close();
    if (!router.canConsume({ producerId, rtpCapabilities })) {
      throw new AppError('invalid_input', 'conference.cannot-consume', 'this browser cannot receive that track');
    }
    const consumer = await transport.consume({ producerId, rtpCapabilities, paused: true });
    this.#consumers.set(consumer.id, consumer);
    consumer.observer.once('close', () => {
      this.#consumers.delete(consumer.id);
      this.#unwanted.delete(consumer.id);
    });
    consumer.on('layerschange', (layers) => layersChanged(consumer.id, layers?.spatialLayer ?? null));
    return consumer;
  }

  /** Asks for whole pictures: of one producer, or of everything that is received. */
  async refreshPictures(producerId?: string): Promise<void> {
    const wanted = [...this.#consumers.values()].filter(
      (consumer) =>
        consumer.kind === 'video' &&
        !consumer.paused &&
        (producerId === undefined || consumer.producerId === producerId),
    );
    await Promise.all(wanted.map((consumer) => consumer.requestKeyFrame()));
  }

  async resume(consumerId: string): Promise<void> {
    const consumer = this.#consumers.get(consumerId);
    if (!consumer) throw new AppError('not_found', 'conference.consumer-unknown', 'no such consumer');
    this.#unwanted.delete(consumerId);
    await consumer.resume();
    if (consumer.type === 'simulcast') void this.#untilPicture(consumer).catch(() => undefined);
  }

  /** [MEDIA1] Receives pictures as the page shows them. What ended meanwhile is passed over; sound is never paused. */
  async set(wishes: readonly ConsumerWish[]): Promise<void> {
    const known = wishes.flatMap((wish) => {
      const consumer = this.#consumers.get(wish.consumerId);
      if (consumer?.kind === 'audio') {
        throw new AppError('invalid_input', 'conference.sound-stays', 'sound is never paused');
      }
      return consumer ? [{ wish, consumer }] : [];
    });
    await Promise.all(
      known.map(({ wish, consumer }) => this.#fulfil(wish, consumer).catch(ignoreEnded(() => consumer.closed))),
    );
  }

  async #fulfil({ paused, spatialLayer, priority }: ConsumerWish, consumer: types.Consumer): Promise<void> {
    if (paused) this.#unwanted.add(consumer.id);
    else this.#unwanted.delete(consumer.id);
    if (consumer.priority !== priority) await consumer.setPriority(priority);
    if (consumer.type !== 'simple' && consumer.preferredLayers?.spatialLayer !== spatialLayer) {
      await consumer.setPreferredLayers({ spatialLayer });
    }
    if (consumer.paused !== paused) await (paused ? consumer.pause() : consumer.resume());
  }

  /**
   * Seen on a busy machine, twice in some hundred joins: a receiver got nothing for many seconds, and the worker had not
   * asked the sender for a key frame either. A pause and a resume make it choose a layer anew, for this receiver alone.
   */
  async #untilPicture(consumer: types.Consumer): Promise<void> {
    const { signal } = this.#options;
    for (let attempt = 0; attempt < FIRST_PICTURE_ATTEMPTS; attempt += 1) {
      await wait(FIRST_PICTURE_WAIT_MS, undefined, { signal });
      if (consumer.closed || consumer.producerPaused || consumer.currentLayers) return;
      if (this.#unwanted.has(consumer.id)) return;
      await consumer.pause();
      await consumer.resume();
    }
  }
}

/** A failure of something that ended meanwhile is none. */
function ignoreEnded(hasEnded: () => boolean): (failure: unknown) => void {
  return (failure) => {
    if (!hasEnded()) throw failure;
  };
}
