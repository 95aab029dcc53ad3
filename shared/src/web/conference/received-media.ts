import type { types } from 'mediasoup-client';
import { AppError } from '../../kernel/errors.js';
import type { MediaSource, ProducerInfo } from '../../features/conference/conference.protocol.js';
import type { Connection } from '../connection/index.js';
import type { ReceivedPicture } from './layer-subscription.js';

export interface ReceivedMediaOptions {
  readonly connection: Connection;
  readonly conferenceId: string;
  readonly transport: types.Transport;
  readonly capabilities: types.RtpCapabilities;
  /** Asked again after every wait: what was open before it may be closed after it. */
  readonly isClosed: () => boolean;
  /** The track is null where the centre has no room for the picture now. */
  readonly onTrack: (info: ProducerInfo, track: MediaStreamTrack | null) => void;
  readonly onFailure: (failure: unknown) => void;
}

/** What a page receives of its room. [LIFE4] After each wait the one producer that was waited for may have ended. */
export class ReceivedMedia {
  readonly #options: ReceivedMediaOptions;
  /** Producers to be received; the value stays null until its consumer is there. */
  readonly #incoming = new Map<string, types.Consumer | null>();
  /** What was heard last of each: it may be paused or resumed while its consumer is under way. */
  readonly #infos = new Map<string, ProducerInfo>();
  /** [ADMIT4] Pictures that the centre has no room for. */
  readonly #refused = new Map<string, ProducerInfo>();

  constructor(options: ReceivedMediaOptions) {
    this.#options = options;
  }

  /** Producers that are received or about to be. */
  get producerIds(): readonly string[] {
    return [...this.#incoming.keys(), ...this.#refused.keys()];
  }

  /** The pictures that are received now, shown or not. */
  get pictures(): ReceivedPicture[] {
    return [...this.#incoming].flatMap(([producerId, consumer]) =>
      consumer?.kind === 'video'
        ? [{ producerId, consumerId: consumer.id, source: consumer.appData['source'] as MediaSource }]
        : [],
    );
  }

  producerOfConsumer(consumerId: string): string | undefined {
    return [...this.#incoming].find(([, consumer]) => consumer?.id === consumerId)?.[0];
  }

  /** Receives a producer unless it is received already. Never rejects: failures go to `onFailure`. */
  async receive(info: ProducerInfo): Promise<void> {
    const { isClosed, onFailure } = this.#options;
    if (isClosed() || this.#incoming.has(info.producerId)) return;
    this.#incoming.set(info.producerId, null);
    this.#infos.set(info.producerId, info);
    try {
      await this.#consume(info);
      this.#refused.delete(info.producerId);
    } catch (failure) {
      // Dropped while it was asked for: nobody waits for it any more.
      const isWanted = this.#incoming.delete(info.producerId);
      if (failure instanceof AppError && failure.reason === 'conference.video-full') {
        if (isWanted && !isClosed()) this.#wait(this.#infos.get(info.producerId) ?? info);
        return;
      }
      // A producer that ended meanwhile is nothing to receive and no failure of the seat.
      const ended = failure instanceof AppError && failure.reason === 'conference.cannot-consume';
      if (!ended && !isClosed()) onFailure(failure);
    }
  }

  /** [ADMIT4] Asks again for the pictures that were refused. */
  receiveRefused(): void {
    for (const info of this.#refused.values()) void this.receive(info);
  }

  #wait(info: ProducerInfo): void {
    const isNew = !this.#refused.has(info.producerId);
    this.#refused.set(info.producerId, info);
    if (isNew) this.#options.onTrack(info, null);
  }

  async #consume(info: ProducerInfo): Promise<void> {
    const { connection, conferenceId, transport, capabilities, isClosed, onTrack } = this.#options;
    const { producerId } = info;
    const reply = await connection.call('conference:consume', {
      conferenceId,
      producerId,
      rtpCapabilities: { ...capabilities },
    });
    if (isClosed() || !this.#incoming.has(producerId)) return;
    this.#infos.set(producerId, { ...info, paused: reply.producerPaused });
    const consumer = await transport.consume({
      id: reply.consumerId,
      producerId,
      kind: reply.kind,
      appData: { source: info.source },
      rtpParameters: reply.rtpParameters as unknown as types.RtpParameters,
    });
    if (!this.#incoming.has(producerId)) {
      consumer.close();
      return;
    }
    this.#incoming.set(producerId, consumer);
    const resumed = connection.call('conference:resume-consumer', { conferenceId, consumerId: consumer.id });
    onTrack(this.#infos.get(producerId) ?? info, consumer.track);
    await resumed;
  }

  /** Frames decoded of a picture so far; null while it is not received. */
  async framesDecoded(producerId: string): Promise<number | null> {
    const report = await this.#incoming.get(producerId)?.getStats();
    if (!report) return null;
    const rows = [...report.values()] as { type: string; framesDecoded?: number }[];
    return rows.reduce((sum, row) => sum + (row.type === 'inbound-rtp' ? (row.framesDecoded ?? 0) : 0), 0);
  }

  /** Receives a track anew, from a new consumer at the server. */
  async receiveAgain(producerId: string): Promise<void> {
    const info = this.#infos.get(producerId);
    if (!info || !this.#incoming.get(producerId)) return;
    this.drop(producerId);
    await this.receive(info);
  }

  /** Its sender paused or resumed it. */
  changed(info: ProducerInfo): void {
    for (const known of [this.#infos, this.#refused]) if (known.has(info.producerId)) known.set(info.producerId, info);
  }

  drop(producerId: string): void {
    this.#incoming.get(producerId)?.close();
    this.#incoming.delete(producerId);
    this.#refused.delete(producerId);
    this.#infos.delete(producerId);
  }
}
