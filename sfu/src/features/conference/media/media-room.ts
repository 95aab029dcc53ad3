import type { types } from 'mediasoup';
import type { Scope } from '@haigang/shared/kernel/scope';
import { decodedByAll, type VideoCodec } from '@haigang/shared/features/conference/codec.rules';
import type { ProducerInfo, VoiceLevels } from '@haigang/shared/features/conference/conference.protocol';
import { clientCapabilities } from './codecs.js';
import type { ChangeLimit } from './change-limits.js';
import { MediaSeat, type PageAbilities, type SeatEvents } from './seat.js';
import { RoomSpeakers } from './speakers.js';
import type { RoomRouter, WorkerPool } from './worker-pool.js';

interface RoomOptions {
  readonly pool: WorkerPool;
  readonly scope: Scope;
  readonly onLost: () => void;
  readonly onLevels?: (levels: VoiceLevels) => void;
  /** [MEDIA12] Hears when everybody in the room decodes other codecs than before. */
  readonly onDecoded?: (codecs: VideoCodec[]) => void;
}

/** One conference's router and its seats. Ends with `scope`; ends by itself when its worker dies. */
export class MediaRoom {
  readonly scope: Scope;
  readonly #room: RoomRouter;
  readonly #speakers: RoomSpeakers;
  readonly #seats = new Map<string, MediaSeat>();
  readonly #onDecoded: (codecs: VideoCodec[]) => void;
  #decoded: VideoCodec[] = decodedByAll([]);

  private constructor(options: RoomOptions, room: RoomRouter, speakers: RoomSpeakers) {
    this.scope = options.scope;
    this.#onDecoded = options.onDecoded ?? (() => undefined);
    this.#room = room;
    this.#speakers = speakers;
  }

  /** `onLost` hears when the worker died under the room; the room is closed by then. */
  static async open(options: RoomOptions): Promise<MediaRoom> {
    const room = await options.pool.createRouter();
    options.scope.own(room.router);
    const speakers = await RoomSpeakers.open(room.router, (levels) => options.onLevels?.(levels));
    const mediaRoom = new MediaRoom(options, room, speakers);
    room.router.on('workerclose', () => {
      if (options.scope.closed) return;
      options.onLost();
    });
    return mediaRoom;
  }

  /** For senders and receivers that are no browsers: a recorder, an RTSP or WHIP sender, a synthetic load. */
  get router(): types.Router {
    return this.#room.router;
  }

  get workerPid(): number {
    return this.#room.workerPid;
  }

  /** Measures a voice that came without a seat. */
  listenTo(microphone: types.Producer, principalId: string): Promise<void> {
    return this.#speakers.add(microphone, principalId);
  }

  get rtpCapabilities(): types.RtpCapabilities {
    return clientCapabilities(this.#room.router.rtpCapabilities);
  }

  get producers(): ProducerInfo[] {
    return [...this.#seats.values()].flatMap((seat) => seat.producers);
  }

  /** [MEDIA12] What everybody in the room decodes. */
  get decoded(): VideoCodec[] {
    return this.#decoded;
  }

  get seats(): readonly MediaSeat[] {
    return [...this.#seats.values()];
  }

  seatOf(principalId: string): MediaSeat | undefined {
    return this.#seats.get(principalId);
  }

  async openSeat(
    options: PageAbilities & { seatId: string; principalId: string; events: SeatEvents; changes?: ChangeLimit },
  ): Promise<MediaSeat> {
    const scope = this.scope.child(`seat:${options.principalId}`);
    const seat = await MediaSeat.open({
      ...options,
      scope,
      room: this.#room,
      onMicrophone: (producer) => {
        // A room that ends meanwhile ends its observers too.
        this.#speakers.add(producer, options.principalId).catch(() => undefined);
      },
    });
    this.#refreshOnNewPath(seat);
    await this.#seats.get(options.principalId)?.scope.close();
    this.#seats.set(options.principalId, seat);
    scope.defer(() => {
      if (this.#seats.get(options.principalId) === seat) this.#seats.delete(options.principalId);
      this.#agreeOnCodecs();
    });
    this.#agreeOnCodecs();
    return seat;
  }

  #agreeOnCodecs(): void {
    const decoded = decodedByAll([...this.#seats.values()].map((seat) => seat.decodes));
    if (decoded.join() === this.#decoded.join()) return;
    this.#decoded = decoded;
    if (!this.scope.closed) this.#onDecoded(decoded);
  }

  /**
   * When a path was replaced, receivers would wait up to three seconds for what was lost with the old one before they ask
   * for a whole picture themselves (Chromium). [NET6]
   */
  #refreshOnNewPath(seat: MediaSeat): void {
    const ignored = (): undefined => undefined;
    onLaterPath(seat.receive, () => void seat.refreshPictures().catch(ignored));
    onLaterPath(seat.send, () => {
      for (const { producerId } of seat.producers) {
        for (const other of this.#seats.values()) void other.refreshPictures(producerId).catch(ignored);
      }
    });
  }

  dump(): Promise<types.RouterDump> {
    return this.#room.router.dump();
  }
}

/** Hears of every path of a transport but the first. */
function onLaterPath(transport: types.WebRtcTransport, heard: () => void): void {
  let first = true;
  transport.on('iceselectedtuplechange', () => {
    if (!first) heard();
    first = false;
  });
}
