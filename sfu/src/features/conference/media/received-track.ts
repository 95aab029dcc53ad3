import { setTimeout as wait } from 'node:timers/promises';
import type { types } from 'mediasoup';
import { SerialQueue } from '../../../platform/storage/serial-queue.js';

/** How often a picture that is wanted and has not begun is asked for, ms: the first times, and then. */
const ASK_AGAIN_MS = { first: 1000, later: 3000, firstTimes: 10 };
/** Every so many times the worker is made to choose a layer anew as well. */
const CHOOSE_ANEW_EVERY = 2;
/** A picture that is not there after so long is late and told, ms. */
const LATE_AFTER_MS = 3000;

interface Wanted {
  paused: boolean;
  spatialLayer: number | null;
  priority: number | null;
}

export interface LatePicture {
  readonly consumerId: string;
  readonly producerId: string;
  readonly waitedMs: number;
  readonly score: types.ConsumerScore;
}

/**
 * One producer as one seat receives it. What the page wants is brought about one step after the other, however fast its
 * wishes follow each other, and a picture that does not begin is asked for until it does, or until nobody wants it.
 *
 * The worker itself asks the sender twice within a second and then no more, and a receiver without a first picture cannot
 * ask either (mediasoup 3.27 `KeyFrameRequestManager`, `SimulcastConsumer`). On a busy machine both can be too early.
 */
export class ReceivedTrack {
  readonly #consumer: types.Consumer;
  readonly #signal: AbortSignal;
  readonly #onLate: (late: LatePicture) => void;
  readonly #steps = new SerialQueue();
  readonly #wanted: Wanted;
  /** What the worker has confirmed. */
  readonly #applied: Wanted;
  #watching = false;
  #held = false;

  constructor(options: {
    consumer: types.Consumer;
    /** Aborted when the seat ends. */
    signal: AbortSignal;
    onLate: (late: LatePicture) => void;
  }) {
    this.#consumer = options.consumer;
    this.#signal = options.signal;
    this.#onLate = options.onLate;
    const { consumer } = options;
    this.#wanted = { paused: consumer.paused, spatialLayer: null, priority: null };
    this.#applied = { ...this.#wanted };
    consumer.on('producerresume', () => this.#watch());
    consumer.on('layerschange', (layers) => {
      if (!layers) this.#watch();
    });
    if (!consumer.paused) this.#watch();
  }

  get consumer(): types.Consumer {
    return this.#consumer;
  }

  /** Resolves when the worker does as the latest wish says; one that was overtaken resolves with that. */
  want(wish: Partial<Wanted>): Promise<void> {
    Object.assign(this.#wanted, wish);
    return this.#steps.run(() => this.#apply());
  }

  /** While it is held nothing of it is sent, whatever is wanted. */
  hold(held: boolean): Promise<void> {
    this.#held = held;
    return this.#steps.run(() => this.#apply());
  }

  async #apply(): Promise<void> {
    const consumer = this.#consumer;
    const { spatialLayer, priority } = this.#wanted;
    const paused = this.#wanted.paused || this.#held;
    if (consumer.closed) return;
    if (priority !== null && priority !== this.#applied.priority) {
      await consumer.setPriority(priority);
      this.#applied.priority = priority;
    }
    if (spatialLayer !== null && consumer.type !== 'simple' && spatialLayer !== this.#applied.spatialLayer) {
      await consumer.setPreferredLayers({ spatialLayer });
      this.#applied.spatialLayer = spatialLayer;
    }
    if (paused !== this.#applied.paused) {
      await (paused ? consumer.pause() : consumer.resume());
      this.#applied.paused = paused;
    }
    if (!paused) this.#watch();
  }

  /** Asks for the picture until it is there. One watch at a time; what it waits for may change meanwhile. */
  #watch(): void {
    if (this.#watching || this.#consumer.kind !== 'video') return;
    this.#watching = true;
    this.#untilPicture()
      // The seat or the track ended.
      .catch(() => undefined)
      .finally(() => (this.#watching = false));
  }

  async #untilPicture(): Promise<void> {
    const began = performance.now();
    let told = false;
    for (let times = 1; ; times += 1) {
      const pauseMs = times > ASK_AGAIN_MS.firstTimes ? ASK_AGAIN_MS.later : ASK_AGAIN_MS.first;
      await wait(pauseMs, undefined, { signal: this.#signal });
      if (!this.#isWaitedFor() || (await this.#hasBegun())) return;
      const waitedMs = performance.now() - began;
      if (!told && waitedMs >= LATE_AFTER_MS) {
        told = true;
        const { id: consumerId, producerId, score } = this.#consumer;
        this.#onLate({ consumerId, producerId, waitedMs, score });
      }
      await (times % CHOOSE_ANEW_EVERY === 0 ? this.#chooseAnew() : this.#consumer.requestKeyFrame());
    }
  }

  #isWaitedFor(): boolean {
    const { closed, producerPaused } = this.#consumer;
    return !closed && !producerPaused && !this.#wanted.paused && !this.#held;
  }

  async #hasBegun(): Promise<boolean> {
    const consumer = this.#consumer;
    if (consumer.type !== 'simple') return consumer.currentLayers !== undefined;
    // Without layers nothing tells; nothing leaves the worker before a whole picture.
    const [sent] = await consumer.getStats();
    return sent !== undefined && 'packetCount' in sent && sent.packetCount > 0;
  }

  /** A pause and a resume make the worker choose a layer anew, for this receiver alone. */
  #chooseAnew(): Promise<void> {
    return this.#steps.run(async () => {
      if (!this.#isWaitedFor()) return;
      await this.#consumer.pause();
      this.#applied.paused = true;
      await this.#apply();
    });
  }
}
