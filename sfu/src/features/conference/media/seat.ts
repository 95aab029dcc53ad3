import { setTimeout as wait } from 'node:timers/promises';
import type { types } from 'mediasoup';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Scope } from '@haigang/shared/kernel/scope';
import { HeldSources } from './held-sources.js';
import type { ConsumerWish, MediaSource, ProducerInfo } from '@haigang/shared/features/conference/conference.protocol';
import { SerialQueue } from '../../../platform/storage/serial-queue.js';
import { TokenBucket } from '../../../platform/signaling/token-bucket.js';
import type { RoomRouter } from './worker-pool.js';

/** Outgoing start estimate towards a browser: high enough for the top layer at once on a good network (measured). */
export const INITIAL_OUTGOING_BITRATE = 2_000_000;
/** Most producers one seat may own: camera, microphone, screen with a spare. */
export const MAX_PRODUCERS_PER_SEAT = 4;

/**
 * Least time between two key frame requests for one stream, ms. Chromium ignores a request within 300 ms of the one
 * before, and the worker asks again only after 1,000 ms: without this a viewer who comes just after the first frames
 * waits that second for a picture (measured). The 50 ms are for jitter on the way.
 */
export const KEY_FRAME_REQUEST_DELAY_MS = 350;

/** A picture that has not begun by then is asked for anew, ms; and how often at most. */
const FIRST_PICTURE_WAIT_MS = 700;
export const FIRST_PICTURE_ATTEMPTS = 5;

/** Tracks a seat may open or receive at once, and each second on average; a room of sixteen needs 32 at its join. */
const CHANGES = { burst: 80, perSecond: 8 };

/** A track that a seat sends into its room. */
interface OwnTrack {
  readonly transportId: string;
  readonly kind: types.MediaKind;
  readonly source: MediaSource;
  readonly rtpParameters: types.RtpParameters;
  readonly paused: boolean;
}

/** What happens in a seat that others must hear of. */
export interface SeatEvents {
  producerAdded(info: ProducerInfo): void;
  producerChanged(info: ProducerInfo): void;
  producerRemoved(producerId: string): void;
  layersChanged(consumerId: string, spatialLayer: number | null): void;
}

/** One principal's place in a room: two transports and what flows through them; all of it ends with `scope`. */
export class MediaSeat {
  readonly seatId: string;
  readonly principalId: string;
  readonly scope: Scope;
  readonly send: types.WebRtcTransport;
  readonly receive: types.WebRtcTransport;
  /** What the host silenced of this seat. */
  readonly held = new HeldSources();
  readonly #router: types.Router;
  readonly #events: SeatEvents;
  readonly #onMicrophone: (producer: types.Producer) => void;
  readonly #changes = new TokenBucket(
    () => CHANGES,
    () => performance.now(),
  );
  readonly #opening = new SerialQueue();
  readonly #producers = new Map<string, { producer: types.Producer; source: MediaSource }>();
  readonly #consumers = new Map<string, types.Consumer>();
  /** Pictures that the page does not want now. */
  readonly #unwanted = new Set<string>();

  private constructor(options: {
    seatId: string;
    principalId: string;
    scope: Scope;
    router: types.Router;
    send: types.WebRtcTransport;
    receive: types.WebRtcTransport;
    events: SeatEvents;
    onMicrophone: (producer: types.Producer) => void;
  }) {
    this.seatId = options.seatId;
    this.principalId = options.principalId;
    this.scope = options.scope;
    this.#router = options.router;
    this.send = options.send;
    this.receive = options.receive;
    this.#events = options.events;
    this.#onMicrophone = options.onMicrophone;
  }

  static async open(options: {
    seatId: string;
    principalId: string;
    scope: Scope;
    room: RoomRouter;
    events: SeatEvents;
    onMicrophone: (producer: types.Producer) => void;
  }): Promise<MediaSeat> {
    const { room, scope } = options;
    const open = (): Promise<types.WebRtcTransport> =>
      room.router.createWebRtcTransport({
        webRtcServer: room.webRtcServer,
        enableUdp: true,
        enableTcp: true,
        preferUdp: true,
        initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
        iceConsentTimeout: 20,
      });
    const [send, receive] = await Promise.all([open(), open()]);
    scope.own(send);
    scope.own(receive);
    return new MediaSeat({ ...options, router: room.router, send, receive });
  }

  get producers(): ProducerInfo[] {
    return [...this.#producers.values()].map(({ producer, source }) => this.#info(producer, source));
  }

  async connect(transportId: string, dtlsParameters: types.DtlsParameters): Promise<void> {
    const transport = this.#transport(transportId);
    if (transport.dtlsState === 'connected' || transport.dtlsState === 'connecting') return;
    await transport.connect({ dtlsParameters });
  }

  /** What the worker estimates it could send to this seat, kbit/s; null before there is an estimate. */
  async downAvailableKbps(): Promise<number | null> {
    const stats = await this.receive.getStats().catch(() => []);
    const [{ availableOutgoingBitrate } = { availableOutgoingBitrate: undefined }] = stats;
    return availableOutgoingBitrate === undefined ? null : availableOutgoingBitrate / 1000;
  }

  restartIce(transportId: string): Promise<types.IceParameters> {
    return this.#transport(transportId).restartIce();
  }

  /** [MEDIA5] One after the other: of two tracks of one source sent at once the second replaces the first. */
  produce(track: OwnTrack): Promise<string> {
    return this.#opening.run(() => this.#produce(track));
  }

  /** Sends a track into the room. The one already there of the same source is replaced, so a retry never doubles it. */
  async #produce(options: OwnTrack): Promise<string> {
    this.#allowChange();
    if (options.transportId !== this.send.id) {
      throw new AppError('invalid_input', 'conference.not-a-send-transport', 'not the sending transport');
    }
    if ((options.source === 'microphone') !== (options.kind === 'audio')) {
      throw new AppError('invalid_input', 'conference.source-mismatch', 'source and kind do not fit');
    }
    for (const { producer, source } of [...this.#producers.values()]) if (source === options.source) producer.close();
    if (this.#producers.size >= MAX_PRODUCERS_PER_SEAT) {
      throw new AppError('over_capacity', 'conference.too-many-producers', 'too many tracks');
    }
    const producer = await this.send.produce({
      kind: options.kind,
      rtpParameters: options.rtpParameters,
      paused: options.paused || this.held.has(options.source),
      keyFrameRequestDelay: KEY_FRAME_REQUEST_DELAY_MS,
    });
    this.#producers.set(producer.id, { producer, source: options.source });
    producer.observer.once('close', () => {
      this.#producers.delete(producer.id);
      this.#events.producerRemoved(producer.id);
    });
    if (options.source === 'microphone') this.#onMicrophone(producer);
    this.#events.producerAdded(this.#info(producer, options.source));
    return producer.id;
  }

  async pauseProducer(producerId: string, paused: boolean): Promise<void> {
    const { producer, source } = this.#producer(producerId);
    if (!paused) this.held.lift(source);
    await (paused ? producer.pause() : producer.resume());
    this.#events.producerChanged(this.#info(producer, source));
  }

  sourceOf(producerId: string): MediaSource {
    return this.#producer(producerId).source;
  }

  /** [ROOM5] Silences a source, tracks to come included; only the person himself opens it again. */
  async hold(source: MediaSource, locked: boolean): Promise<void> {
    this.held.hold(source, locked);
    for (const [producerId, track] of this.#producers) {
      if (track.source === source && !track.producer.paused) await this.pauseProducer(producerId, true);
    }
  }

  closeProducer(producerId: string): void {
    this.#producer(producerId).producer.close();
  }

  /** Receives a producer of the same room; starts paused, so that no key frame is lost before the browser is ready. */
  async consume(producerId: string, rtpCapabilities: types.RtpCapabilities): Promise<types.Consumer> {
    this.#allowChange();
    const known = [...this.#consumers.values()].find((consumer) => consumer.producerId === producerId);
    known?.close();
    if (!this.#router.canConsume({ producerId, rtpCapabilities })) {
      throw new AppError('invalid_input', 'conference.cannot-consume', 'this browser cannot receive that track');
    }
    const consumer = await this.receive.consume({ producerId, rtpCapabilities, paused: true });
    this.#consumers.set(consumer.id, consumer);
    consumer.observer.once('close', () => {
      this.#consumers.delete(consumer.id);
      this.#unwanted.delete(consumer.id);
    });
    consumer.on('layerschange', (layers) => this.#events.layersChanged(consumer.id, layers?.spatialLayer ?? null));
    return consumer;
  }

  /** Asks for whole pictures: of one producer, or of everything this seat receives. */
  async refreshPictures(producerId?: string): Promise<void> {
    const wanted = [...this.#consumers.values()].filter(
      (consumer) =>
        consumer.kind === 'video' &&
        !consumer.paused &&
        (producerId === undefined || consumer.producerId === producerId),
    );
    await Promise.all(wanted.map((consumer) => consumer.requestKeyFrame()));
  }

  async resumeConsumer(consumerId: string): Promise<void> {
    const consumer = this.#consumers.get(consumerId);
    if (!consumer) throw new AppError('not_found', 'conference.consumer-unknown', 'no such consumer');
    this.#unwanted.delete(consumerId);
    await consumer.resume();
    if (consumer.type === 'simulcast') void this.#untilPicture(consumer).catch(() => undefined);
  }

  /** [MEDIA1] Receives pictures as the page shows them. What ended meanwhile is passed over; sound is never paused. */
  async setConsumers(wishes: readonly ConsumerWish[]): Promise<void> {
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
    for (let attempt = 0; attempt < FIRST_PICTURE_ATTEMPTS; attempt += 1) {
      await wait(FIRST_PICTURE_WAIT_MS, undefined, { signal: this.scope.signal });
      if (consumer.closed || consumer.producerPaused || consumer.currentLayers) return;
      if (this.#unwanted.has(consumer.id)) return;
      await consumer.pause();
      await consumer.resume();
    }
  }

  /** Whether this seat sends a track of that source now, so that another one takes its place. */
  sends(wanted: MediaSource): boolean {
    return [...this.#producers.values()].some(({ source }) => source === wanted);
  }

  /** [MEDIA5] A page that opens and closes tracks without end keeps the worker from the others. */
  #allowChange(): void {
    if (this.#changes.take()) return;
    throw new AppError('over_capacity', 'conference.too-many-changes', 'too many tracks opened in a short time');
  }

  #transport(id: string): types.WebRtcTransport {
    if (id === this.send.id) return this.send;
    if (id === this.receive.id) return this.receive;
    throw new AppError('not_found', 'conference.transport-unknown', 'no such transport');
  }

  #producer(id: string): { producer: types.Producer; source: MediaSource } {
    const known = this.#producers.get(id);
    if (!known) throw new AppError('not_found', 'conference.producer-unknown', 'no such producer');
    return known;
  }

  #info(producer: types.Producer, source: MediaSource): ProducerInfo {
    return {
      producerId: producer.id,
      principalId: this.principalId,
      source,
      kind: producer.kind,
      paused: producer.paused,
    };
  }
}

/** A failure of something that ended meanwhile is none. */
function ignoreEnded(hasEnded: () => boolean): (failure: unknown) => void {
  return (failure) => {
    if (!hasEnded()) throw failure;
  };
}
