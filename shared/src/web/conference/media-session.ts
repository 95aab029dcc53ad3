import type { types } from 'mediasoup-client';
import { AppError } from '../../kernel/errors.js';
import type { Scope } from '../../kernel/scope.js';
import type { JoinReply, MediaSource, ProducerInfo } from '../../features/conference/conference.protocol.js';
import type { Connection } from '../connection/index.js';
import type { LocalMedia } from './local-media.js';
import { AUDIO_CODEC_OPTIONS, CAMERA_ENCODINGS, SCREEN_ENCODINGS, VIDEO_CODEC_OPTIONS } from './media-layers.js';
import { preferredCodec } from './preferred-codec.js';
import type { ReceivedPicture } from './layer-subscription.js';
import { adjustEncodings } from './sender-encodings.js';
import { deviceFor } from './prepared-device.js';

export interface MediaSessionOptions {
  readonly connection: Connection;
  readonly conferenceId: string;
  readonly scope: Scope;
  readonly join: JoinReply;
  readonly onTrack: (info: ProducerInfo, track: MediaStreamTrack) => void;
  readonly onFailure: (failure: unknown) => void;
  readonly onTransportBroken: (transport: types.Transport) => void;
}

/**
 * The two transports of one seat and what flows through them, until `scope` ends. Sending never waits for receiving,
 * nor the reverse. [LIFE4] After each wait the world may have ended, or the one producer that was waited for.
 */
export class MediaSession {
  readonly scope: Scope;
  readonly #options: MediaSessionOptions;
  readonly #capabilities: Record<string, unknown>;
  readonly #sendCapabilities: types.RtpCapabilities;
  readonly #send: types.Transport;
  readonly #receive: types.Transport;
  /** Producers to be received; the value stays null until its consumer is there. */
  readonly #incoming = new Map<string, types.Consumer | null>();
  readonly #outgoing = new Map<MediaSource, types.Producer>();
  /** Transports whose DTLS parameters the server has not acknowledged yet, for instance because the link went. */
  readonly #unconfirmed = new Map<types.Transport, Record<string, unknown>>();
  #publishing: Promise<unknown> = Promise.resolve();

  private constructor(options: MediaSessionOptions, device: types.Device) {
    const { scope, join } = options;
    this.scope = scope;
    this.#options = options;
    this.#capabilities = { ...device.recvRtpCapabilities };
    const transport = (made: JoinReply['sendTransport']): types.TransportOptions => ({
      ...(made as unknown as types.TransportOptions),
      iceServers: join.iceServers,
    });
    this.#send = scope.own(device.createSendTransport(transport(join.sendTransport)));
    this.#receive = scope.own(device.createRecvTransport(transport(join.receiveTransport)));
    this.#sendCapabilities = device.sendRtpCapabilities;
    this.#wire();
  }

  /** Rejects when the browser cannot take part, or `scope` ended meanwhile. */
  static async open(options: MediaSessionOptions): Promise<MediaSession> {
    const device = await deviceFor(options.connection, options.join.rtpCapabilities);
    return new MediaSession(options, device);
  }

  get transports(): readonly types.Transport[] {
    return [this.#send, this.#receive];
  }

  /** Asked again after every wait: what was open before it may be closed after it. */
  isClosed(): boolean {
    return this.scope.closed;
  }

  producerOf(source: MediaSource): types.Producer | undefined {
    const producer = this.#outgoing.get(source);
    return producer?.closed === false ? producer : undefined;
  }

  /** The pictures that are received now, shown or not. */
  get pictures(): ReceivedPicture[] {
    return [...this.#incoming].flatMap(([producerId, consumer]) =>
      consumer?.kind === 'video'
        ? [{ producerId, consumerId: consumer.id, source: consumer.appData['source'] as MediaSource }]
        : [],
    );
  }

  /** Whether a track is being sent now. */
  get sends(): boolean {
    return [...this.#outgoing.values()].some(({ closed, paused, track }) => !closed && !paused && track !== null);
  }

  producerOfConsumer(consumerId: string): string | undefined {
    return [...this.#incoming].find(([, consumer]) => consumer?.id === consumerId)?.[0];
  }

  /** [LADDER1] Sends the picture up to this layer, none at -1, and the voice within `voiceKbps` and before all else. */
  async fitUplink(topLayer: number, voiceKbps: number): Promise<void> {
    const camera = this.producerOf('camera')?.rtpSender;
    const screen = this.producerOf('screen')?.rtpSender;
    const voice = this.producerOf('microphone')?.rtpSender;
    if (camera) await adjustEncodings(camera, (_, at) => ({ active: at <= topLayer }));
    // The full size of a screen needs as much as the top layer.
    if (screen) await adjustEncodings(screen, (_, at) => ({ active: 2 * at <= topLayer }));
    if (voice) {
      await adjustEncodings(voice, () => ({ maxBitrate: voiceKbps * 1000, priority: 'high', networkPriority: 'high' }));
    }
  }

  /** Sends these tracks, in place of those already sent; the picture first, since it needs longest to arrive. */
  publish(local: LocalMedia): Promise<void> {
    return this.#inTurn(async () => {
      await Promise.all([this.#sendTrack('camera', local.camera), this.#sendTrack('microphone', local.microphone)]);
    });
  }

  /** [MEDIA9] Sends a screen, in place of the one already sent. */
  showScreen(track: MediaStreamTrack): Promise<void> {
    return this.#inTurn(() => this.#sendTrack('screen', track));
  }

  /** Ends the screen and gives the producer the centre has to close; null when none was sent. Never rejects. */
  endScreen(): Promise<string | null> {
    return this.#inTurn(() => {
      const producer = this.producerOf('screen');
      producer?.close();
      return Promise.resolve(producer?.id ?? null);
    });
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const next = this.#publishing.then(task);
    this.#publishing = next.catch(() => undefined);
    return next;
  }

  async #sendTrack(source: MediaSource, track: MediaStreamTrack | null): Promise<void> {
    if (this.isClosed() || track?.readyState !== 'live') return;
    const known = this.producerOf(source);
    if (known) {
      if (known.track !== track) await known.replaceTrack({ track });
      return;
    }
    const options = { track, stopTracks: false, appData: { source } };
    this.#outgoing.set(
      source,
      source === 'microphone'
        ? await this.#send.produce({ ...options, codecOptions: AUDIO_CODEC_OPTIONS })
        : await this.#sendPicture(track, {
            ...options,
            encodings: source === 'screen' ? SCREEN_ENCODINGS : CAMERA_ENCODINGS,
          }),
    );
  }

  /**
   * The picture flows only when the server knows its producer: what comes sooner is dropped there, with it the first key
   * frame, and the next one may take a second to get (measured; see KEY_FRAME_REQUEST_DELAY_MS).
   */
  async #sendPicture(track: MediaStreamTrack, options: types.ProducerOptions): Promise<types.Producer> {
    let sender: RTCRtpSender | undefined;
    const producer = await this.#send.produce({
      ...options,
      ...preferredCodec(this.#options.connection, this.#sendCapabilities),
      codecOptions: VIDEO_CODEC_OPTIONS,
      onRtpSender: (created) => {
        sender = created;
        void created.replaceTrack(null).catch(() => undefined);
      },
    });
    await sender?.replaceTrack(track);
    return producer;
  }

  /** Receives a producer unless it is received already. Never rejects: failures go to `onFailure`. */
  async receive(info: ProducerInfo): Promise<void> {
    if (this.isClosed() || this.#incoming.has(info.producerId)) return;
    this.#incoming.set(info.producerId, null);
    try {
      await this.#consume(info);
    } catch (failure) {
      this.#incoming.delete(info.producerId);
      // A producer that ended meanwhile is nothing to receive and no failure of the seat.
      const ended = failure instanceof AppError && failure.reason === 'conference.cannot-consume';
      if (!ended && !this.isClosed()) this.#options.onFailure(failure);
    }
  }

  async #consume(info: ProducerInfo): Promise<void> {
    const { connection, conferenceId, onTrack } = this.#options;
    const { producerId } = info;
    const reply = await connection.call('conference:consume', {
      conferenceId,
      producerId,
      rtpCapabilities: this.#capabilities,
    });
    if (this.isClosed() || !this.#incoming.has(producerId)) return;
    const consumer = await this.#receive.consume({
      id: reply.consumerId,
      producerId,
      kind: reply.kind,
      appData: { source: info.source, info },
      rtpParameters: reply.rtpParameters as unknown as types.RtpParameters,
    });
    if (!this.#incoming.has(producerId)) {
      consumer.close();
      return;
    }
    this.#incoming.set(producerId, consumer);
    const resumed = connection.call('conference:resume-consumer', { conferenceId, consumerId: consumer.id });
    onTrack(info, consumer.track);
    await resumed;
  }

  /** Tells the server again about transports it has not acknowledged, after the link was away; repeating it is harmless. */
  async confirmConnects(): Promise<void> {
    await Promise.all([...this.#unconfirmed.keys()].map((transport) => this.#confirm(transport)));
  }

  async #confirm(transport: types.Transport): Promise<void> {
    const { connection, conferenceId } = this.#options;
    const dtlsParameters = this.#unconfirmed.get(transport) ?? {};
    await connection.call('conference:connect-transport', {
      conferenceId,
      transportId: transport.id,
      dtlsParameters,
    });
    this.#unconfirmed.delete(transport);
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
    const info = this.#incoming.get(producerId)?.appData['info'] as ProducerInfo | undefined;
    if (!info) return;
    this.drop(producerId);
    await this.receive(info);
  }

  drop(producerId: string): void {
    this.#incoming.get(producerId)?.close();
    this.#incoming.delete(producerId);
  }

  /** Producers that are received or about to be. */
  get received(): readonly string[] {
    return [...this.#incoming.keys()];
  }

  #wire(): void {
    const { connection, conferenceId, onFailure, onTransportBroken } = this.#options;
    for (const transport of this.transports) {
      transport.on('connect', ({ dtlsParameters }, done) => {
        // Calls arrive in the order they are sent, so what follows need not wait for the answer to this one.
        done();
        this.#unconfirmed.set(transport, { ...dtlsParameters });
        this.#confirm(transport).catch((failure: unknown) => (this.isClosed() ? undefined : onFailure(failure)));
      });
      transport.on('connectionstatechange', (state) => {
        if (state === 'disconnected' || state === 'failed') onTransportBroken(transport);
      });
    }
    this.#send.on('produce', ({ kind, rtpParameters, appData }, done, fail) => {
      connection
        .call('conference:produce', {
          conferenceId,
          transportId: this.#send.id,
          kind,
          source: appData['source'] as MediaSource,
          rtpParameters: { ...rtpParameters },
        })
        .then(({ producerId }) => done({ id: producerId }), fail);
    });
  }
}
