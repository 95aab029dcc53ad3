import type { types } from 'mediasoup';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Scope } from '@haigang/shared/kernel/scope';
import { UNIVERSAL_CODECS, type VideoCodec } from '@haigang/shared/features/conference/codec.rules';
import type {
  ConsumerWish,
  MediaSource,
  PauseCause,
  ProducerInfo,
} from '@haigang/shared/features/conference/conference.protocol';
import { LADDER_DEFAULTS, layerOfRung, roomOfDownlink } from '@haigang/shared/features/conference/ladder.rules';
import { SerialQueue } from '../../../platform/storage/serial-queue.js';
import { ChangeLimit } from './change-limits.js';
import { DownlinkEstimate } from './downlink-estimate.js';
import type { HeldSources } from './held-sources.js';
import type { LatePicture } from './received-track.js';
import { ReceivedTracks } from './received-tracks.js';
import type { SurveyedSeat } from './seat-line.js';
import { SentTracks, type OwnTrack, type SentTracksOptions } from './sent-tracks.js';
import type { RoomRouter } from './worker-pool.js';

/** Outgoing start estimate towards a page that says nothing of its line, kbit/s: enough for the top layer (measured). */
const DEFAULT_START_KBPS = 2000;

/** What a page says of itself when it enters. */
export interface PageAbilities {
  /** Codecs of pictures it decodes; those of every browser when it does not say. */
  readonly decodes?: readonly VideoCodec[] | undefined;
  /** What its line likely carries towards it, kbit/s. */
  readonly startKbps?: number | undefined;
}

/** What happens in a seat that others must hear of. */
export interface SeatEvents {
  producerAdded(info: ProducerInfo): void;
  producerChanged(info: ProducerInfo): void;
  producerRemoved(producerId: string): void;
  layersChanged(consumerId: string, spatialLayer: number | null): void;
  /** A picture this seat wants has not begun after seconds; told once per wait. */
  pictureLate(late: LatePicture): void;
}

interface SeatOptions extends PageAbilities {
  readonly seatId: string;
  readonly principalId: string;
  readonly scope: Scope;
  readonly room: RoomRouter;
  readonly events: SeatEvents;
  readonly onMicrophone: SentTracksOptions['onMicrophone'];
  /** Of the person in this room; a seat that is told none has one of its own. */
  readonly changes?: ChangeLimit | undefined;
}

/**
 * One principal's place in a room: two transports, and what flows through them as `SentTracks` and `ReceivedTracks` know
 * it; all of it ends with `scope`.
 */
export class MediaSeat {
  readonly seatId: string;
  readonly principalId: string;
  readonly scope: Scope;
  readonly decodes: readonly VideoCodec[];
  readonly send: types.WebRtcTransport;
  readonly receive: types.WebRtcTransport;
  readonly #sent: SentTracks;
  readonly #received: ReceivedTracks;
  readonly #estimate: DownlinkEstimate;
  readonly #changes: ChangeLimit;
  readonly #opening = new SerialQueue();
  /** How often its page has been heard. */
  #heard = 0;
  readonly #connects = new Map<string, Promise<void>>();

  private constructor(options: SeatOptions, send: types.WebRtcTransport, receive: types.WebRtcTransport) {
    const { seatId, principalId, scope, room, events, onMicrophone } = options;
    this.seatId = seatId;
    this.principalId = principalId;
    this.scope = scope;
    this.decodes = options.decodes ?? UNIVERSAL_CODECS;
    this.#changes = options.changes ?? new ChangeLimit();
    this.send = send;
    this.receive = receive;
    this.#estimate = new DownlinkEstimate(receive, options.startKbps ?? DEFAULT_START_KBPS);
    this.#sent = new SentTracks({ principalId, transport: send, events, onMicrophone });
    this.#received = new ReceivedTracks({
      ...{ router: room.router, transport: receive, signal: scope.signal },
      layersChanged: (consumerId, spatialLayer) => events.layersChanged(consumerId, spatialLayer),
      onLate: (late) => events.pictureLate(late),
    });
  }

  static async open(options: SeatOptions): Promise<MediaSeat> {
    const { room, scope, startKbps = DEFAULT_START_KBPS } = options;
    const open = (): Promise<types.WebRtcTransport> =>
      room.router.createWebRtcTransport({
        webRtcServer: room.webRtcServer,
        enableUdp: true,
        enableTcp: true,
        preferUdp: true,
        initialAvailableOutgoingBitrate: startKbps * 1000,
        iceConsentTimeout: 20,
      });
    const [send, receive] = await Promise.all([open(), open()]);
    scope.own(send);
    scope.own(receive);
    return new MediaSeat(options, send, receive);
  }

  get producers(): ProducerInfo[] {
    return this.#sent.infos;
  }

  /** [STAT5] What is asked of this seat in a round of the server's own measures. */
  get surveyed(): SurveyedSeat {
    const { send, receive } = this;
    return { send, receive, producers: this.#sent.producers, consumer: this.#received.sample() };
  }

  /** [STAT3] The layer of each picture that goes to this seat; null where it is paused or has not begun. */
  get receivedLayers(): (number | null)[] {
    return this.#received.layers;
  }

  /** What the host silenced of this seat. */
  get held(): HeldSources {
    return this.#sent.held;
  }

  /** Told again it is done: the acknowledgement may have been lost, and the worker takes the call once only. [NET6] */
  connect(transportId: string, dtlsParameters: types.DtlsParameters): Promise<void> {
    const transport = this.#transport(transportId);
    const known = this.#connects.get(transportId);
    if (known) return known;
    const connecting = transport.connect({ dtlsParameters });
    this.#connects.set(transportId, connecting);
    connecting.catch(() => this.#connects.delete(transportId));
    return connecting;
  }

  /** What the worker estimates it could send to this seat, kbit/s; null before there is an estimate. */
  downAvailableKbps(): Promise<number | null> {
    return this.#estimate.measureKbps();
  }

  /**
   * [LADDER10] For a page that has fallen silent: voices alone are sent until it is heard again, at once where it `isGone`,
   * else where the way to it has no room for a picture. The line it would tell of may be full of what it cannot refuse.
   */
  async spareLine(isGone: boolean): Promise<void> {
    if (this.#received.picturesHeld) return;
    const heard = this.#heard;
    const isFull = isGone || (await this.#isWayFull());
    // It may have been heard while the worker was asked.
    if (isFull && heard === this.#heard) await this.#received.holdPictures(true);
  }

  async #isWayFull(): Promise<boolean> {
    const [availableKbps, [stats]] = await Promise.all([this.downAvailableKbps(), this.receive.getStats()]);
    const roomFor = roomOfDownlink('low', availableKbps);
    const lossPercent = 100 * (stats?.rtpPacketLossSent ?? 0);
    return (roomFor !== null && layerOfRung(roomFor) < 0) || lossPercent >= LADDER_DEFAULTS.fallLossPercent;
  }

  /** The page told of its line: what it wishes holds. */
  heardOf(): Promise<void> {
    this.#heard += 1;
    return this.#received.holdPictures(false);
  }

  /** [LADDER7] What the worker missed of this seat's voice since its last report, percent; null while none is sent. */
  upLossPercent(): Promise<number | null> {
    return this.#sent.voiceLossPercent();
  }

  restartIce(transportId: string): Promise<types.IceParameters> {
    return this.#transport(transportId).restartIce();
  }

  /** [MEDIA5] One after the other: of two tracks of one source sent at once the second replaces the first. */
  produce(track: OwnTrack): Promise<string> {
    return this.#opening.run(() => {
      this.#changes.takeTrack();
      return this.#sent.send(track);
    });
  }

  pauseProducer(producerId: string, cause?: PauseCause): Promise<void> {
    return this.#sent.pause(producerId, cause);
  }

  resumeProducer(producerId: string): Promise<void> {
    return this.#sent.resume(producerId);
  }

  isSwitchedOff(producerId: string): boolean {
    return this.#sent.isSwitchedOff(producerId);
  }

  closeProducer(producerId: string): void {
    this.#sent.end(producerId);
  }

  sourceOf(producerId: string): MediaSource {
    return this.#sent.sourceOf(producerId);
  }

  hold(source: MediaSource, locked: boolean): Promise<void> {
    return this.#sent.hold(source, locked);
  }

  async consume(producerId: string, rtpCapabilities: types.RtpCapabilities): Promise<types.Consumer> {
    this.#changes.takeTrack();
    return this.#received.receive(producerId, rtpCapabilities);
  }

  resumeConsumer(consumerId: string): Promise<void> {
    return this.#received.resume(consumerId);
  }

  setConsumers(wishes: readonly ConsumerWish[]): Promise<void> {
    return this.#received.set(wishes);
  }

  refreshPictures(producerId?: string): Promise<void> {
    return this.#received.refreshPictures(producerId);
  }

  #transport(id: string): types.WebRtcTransport {
    if (id === this.send.id) return this.send;
    if (id === this.receive.id) return this.receive;
    throw new AppError('not_found', 'conference.transport-unknown', 'no such transport');
  }
}
