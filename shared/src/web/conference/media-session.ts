import type { types } from 'mediasoup-client';
import type { Scope } from '../../kernel/scope.js';
import type { VideoCodec } from '../../features/conference/codec.rules.js';
import type { JoinReply, MediaSource, ProducerInfo } from '../../features/conference/conference.protocol.js';
import type { Connection } from '../connection/index.js';
import type { ReceivedPicture } from './layer-subscription.js';
import type { LocalMedia } from './local-media.js';
import { deviceFor } from './prepared-device.js';
import { ReceivedMedia } from './received-media.js';
import type { SendingSwitches } from './sending.js';
import { SentMedia } from './sent-media.js';

export interface MediaSessionOptions {
  readonly connection: Connection;
  readonly conferenceId: string;
  readonly scope: Scope;
  readonly join: JoinReply;
  /** Where the browser's estimate of the way to the centre begins, kbit/s. */
  readonly startKbps: number;
  /** The track is null where the centre has no room for the picture now. */
  readonly onTrack: (info: ProducerInfo, track: MediaStreamTrack | null) => void;
  readonly onFailure: (failure: unknown) => void;
  readonly onTransportBroken: (transport: types.Transport) => void;
}

/**
 * The two transports of one seat, until `scope` ends, and what flows through them as `SentMedia` and `ReceivedMedia` know
 * it. Sending never waits for receiving, nor the reverse.
 */
export class MediaSession {
  readonly scope: Scope;
  /** When it was opened, ms of `performance.now()`. */
  readonly openedAt = performance.now();
  readonly #options: MediaSessionOptions;
  readonly #send: types.Transport;
  readonly #receive: types.Transport;
  readonly #sent: SentMedia;
  readonly #received: ReceivedMedia;
  /** Transports whose DTLS parameters the server has not acknowledged yet, for instance because the link went. */
  readonly #unconfirmed = new Map<types.Transport, Record<string, unknown>>();

  private constructor(options: MediaSessionOptions, device: types.Device) {
    const { scope, join, connection, conferenceId, onTrack, onFailure } = options;
    this.scope = scope;
    this.#options = options;
    const transport = (made: JoinReply['sendTransport']): types.TransportOptions => ({
      ...(made as unknown as types.TransportOptions),
      iceServers: join.iceServers,
    });
    this.#send = scope.own(device.createSendTransport(transport(join.sendTransport)));
    this.#receive = scope.own(device.createRecvTransport(transport(join.receiveTransport)));
    const common = { connection, conferenceId, isClosed: () => this.isClosed() };
    this.#sent = new SentMedia({
      ...{ ...common, transport: this.#send, capabilities: device.sendRtpCapabilities },
      ...{ decoded: join.decoded, startKbps: options.startKbps },
    });
    this.#received = new ReceivedMedia({
      ...{ ...common, transport: this.#receive, capabilities: device.recvRtpCapabilities },
      ...{ onTrack, onFailure },
    });
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

  /** Whether a track is being sent now. */
  get sends(): boolean {
    return this.#sent.isSending;
  }

  producerOf(source: MediaSource): types.Producer | undefined {
    return this.#sent.producerOf(source);
  }

  fitUplink(topLayer: number, voiceKbps: number): Promise<void> {
    return this.#sent.fitUplink(topLayer, voiceKbps);
  }

  /** Never rejects: a sender that ended meanwhile sends none. */
  async holdPictures(held: boolean): Promise<void> {
    await this.#sent.holdPictures(held).catch(() => undefined);
  }

  publish(local: LocalMedia, switches: SendingSwitches): Promise<void> {
    return this.#sent.publish(local, switches);
  }

  /** [MEDIA12] What everybody in the room decodes now. Never rejects: failures go to `onFailure`. */
  async decodedBy(codecs: readonly VideoCodec[]): Promise<void> {
    await this.#sent.decodedBy(codecs).catch((failure: unknown) => {
      if (!this.isClosed()) this.#options.onFailure(failure);
    });
  }

  showScreen(track: MediaStreamTrack): Promise<void> {
    return this.#sent.showScreen(track);
  }

  endScreen(): Promise<string | null> {
    return this.#sent.endScreen();
  }

  /** Producers that are received or about to be. */
  get received(): readonly string[] {
    return this.#received.producerIds;
  }

  /** The pictures that are received now, shown or not. */
  get pictures(): ReceivedPicture[] {
    return this.#received.pictures;
  }

  producerOfConsumer(consumerId: string): string | undefined {
    return this.#received.producerOfConsumer(consumerId);
  }

  receive(info: ProducerInfo): Promise<void> {
    return this.#received.receive(info);
  }

  /** [ADMIT4] Asks again for the pictures that were refused. */
  receiveRefused(): void {
    this.#received.receiveRefused();
  }

  receiveAgain(producerId: string): Promise<void> {
    return this.#received.receiveAgain(producerId);
  }

  framesDecoded(producerId: string): Promise<number | null> {
    return this.#received.framesDecoded(producerId);
  }

  changed(info: ProducerInfo): void {
    this.#received.changed(info);
  }

  drop(producerId: string): void {
    this.#received.drop(producerId);
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

  #wire(): void {
    const { onFailure, onTransportBroken } = this.#options;
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
  }
}
