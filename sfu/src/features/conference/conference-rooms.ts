import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type {
  JoinReply,
  MediaSource,
  PictureSource,
  ProducerInfo,
} from '@haigang/shared/features/conference/conference.protocol';
import type { EventPayload } from '@haigang/shared/protocol';
import type { Connection } from '../../platform/signaling/connection.js';
import { describeTransport, type IceServersFor, type MediaRoom, type MediaSeat } from './media/index.js';
import { Entries, leftMeanwhile } from './entries.js';
import type { LiveRoom } from './live-room.js';
import { LiveRooms, type LiveRoomsOptions } from './live-rooms.js';
import { pageOf, type EnteringPage } from './room-occupants.js';
import type { RoomQuality } from './room-quality.js';

export interface ConferenceRoomsOptions extends LiveRoomsOptions {
  /** TURN servers with fresh credentials for a principal. */
  readonly iceServers: IceServersFor;
  /** Runs a task in its place among the durable changes: after those asked for before it, before those after it. */
  readonly inOrder: <T>(task: () => Promise<T>) => Promise<T>;
}

interface RestartReply extends Pick<JoinReply, 'iceServers'> {
  readonly iceParameters: Record<string, unknown>;
}

/** What a page is told when its seat ends; null where it asked itself. */
type SeatEnd = EventPayload<'conference:seat-ended'>['reason'] | null;

/** Who enters the live rooms, sits in them and leaves them. */
export class ConferenceRooms {
  /** The rooms themselves. */
  readonly live: LiveRooms;
  readonly #options: ConferenceRoomsOptions;
  readonly #entries = new Entries();

  constructor(options: ConferenceRoomsOptions) {
    this.#options = options;
    this.live = new LiveRooms(options, (conferenceId, principal) => this.#expire(conferenceId, principal));
  }

  /** Runs a task in its place among the durable changes. */
  get inOrder(): ConferenceRoomsOptions['inOrder'] {
    return this.#options.inOrder;
  }

  /** What every room can carry, before there is one. */
  async capabilities(): Promise<JoinReply['rtpCapabilities']> {
    return { ...(await this.#options.pool.clientCapabilities()) };
  }

  /**
   * Takes or takes up a seat; joins of one conference run one after the other, so two cannot make two rooms. [LIFE7]
   * `requireSeat` is asked in the order of the durable changes and again when the seat is there: whoever left or was
   * removed while he waited for it does not get it.
   */
  async join(
    conferenceId: string,
    connection: Connection,
    page: EnteringPage,
    requireSeat: () => Promise<void>,
  ): Promise<JoinReply> {
    const { sessionId, principal } = connection;
    const entry = await this.#options.inOrder(() =>
      this.#entries.begin({ conferenceId, sessionId, principalId: principal.id, pageId: pageOf(page) }, requireSeat),
    );
    const stillHis = async (): Promise<void> => {
      await requireSeat();
      // A session that ended while its entry waited for the writer was not there to be withdrawn.
      if (entry.withdrawn || connection.scope.closed) throw leftMeanwhile();
    };
    return this.live
      .inTurn(conferenceId, () => this.#enter(conferenceId, connection, page, stillHis))
      .finally(() => this.#entries.end(entry));
  }

  async #enter(
    conferenceId: string,
    connection: Connection,
    page: EnteringPage,
    stillHis: () => Promise<void>,
  ): Promise<JoinReply> {
    const { id: principalId } = connection.principal;
    const room = await this.live.opened(conferenceId);
    room.occupants.requireOwn(principalId, page);
    const media = await this.live.mediaOf(room);
    const kept = room.occupants.resumable(principalId, page.seatId);
    if (!kept) this.live.changes.of(conferenceId, principalId).takeSeat();
    const hadSeat = room.occupants.has(principalId);
    const seat = kept ?? (await this.#openSeat(room, media, connection, page));
    try {
      await stillHis();
      // He may have left in the moment since.
      if (!room.occupants.attach(connection, page)) throw leftMeanwhile();
      await kept?.heardOf();
    } catch (refusal) {
      await this.#giveUp(conferenceId, principalId, null);
      // Another page of his was in the seat that this one took and now gives up.
      if (hadSeat) this.#options.onSeat(conferenceId, connection.principal, 'LEFT');
      throw refusal;
    }
    return {
      resumed: kept !== null,
      rtpCapabilities: { ...media.rtpCapabilities },
      producers: media.producers.filter((producer) => producer.principalId !== principalId),
      sendTransport: describeTransport(seat.send),
      receiveTransport: describeTransport(seat.receive),
      iceServers: this.#options.iceServers(principalId),
      decoded: media.decoded,
    };
  }

  /** The caller's seat; only the page that holds it may use it. */
  seat(conferenceId: string, connection: Connection): MediaSeat {
    return this.live.require(conferenceId).occupants.seatOf(connection);
  }

  /** [ADMIT3] The pictures that a person sends, or sent until the room's media was lost; the caller adds and removes. */
  picturesOf(conferenceId: string, principalId: string): Set<MediaSource> {
    return this.live.require(conferenceId).occupants.picturesOf(principalId);
  }

  /** [ADMIT5] The pictures that a person received since he has the place; the caller adds. */
  seenBy(conferenceId: string, principalId: string): Set<string> {
    return this.live.require(conferenceId).occupants.seenBy(principalId);
  }

  seatsOf(conferenceId: string): number {
    return this.live.find(conferenceId)?.media?.seats.length ?? 0;
  }

  producerOf(conferenceId: string, producerId: string): ProducerInfo | undefined {
    return this.live.find(conferenceId)?.media?.producers.find((one) => one.producerId === producerId);
  }

  /** Somebody's seat, whoever asks; undefined while he has none. */
  seatOf(conferenceId: string, principalId: string): MediaSeat | undefined {
    return this.live.find(conferenceId)?.occupants.seatFor(principalId);
  }

  /** Has a seat, or a place that waits for its page. */
  hasPlace(conferenceId: string, principalId: string): boolean {
    return this.live.find(conferenceId)?.occupants.has(principalId) === true;
  }

  /** How the lines of a room are; only a page that holds a seat may ask and tell. */
  quality(conferenceId: string, connection: Connection): RoomQuality {
    this.seat(conferenceId, connection);
    return this.live.require(conferenceId).quality;
  }

  /** [LADDER3] To those of the room who cannot have the moving picture. */
  showStill(conferenceId: string, senderId: string, still: { source: PictureSource; jpeg: string; at: string }): void {
    const { occupants, quality } = this.live.require(conferenceId);
    for (const page of occupants.pages) {
      const { id } = page.principal;
      if (id === senderId || !quality.needsStills(senderId, id)) continue;
      page.emitVolatile('conference:still-shown', { conferenceId, principalId: senderId, ...still });
    }
  }

  /** A new path for one of the caller's transports, and what it may need for that. */
  async restartIce(conferenceId: string, connection: Connection, transportId: string): Promise<RestartReply> {
    const iceParameters = await this.seat(conferenceId, connection).restartIce(transportId);
    return { iceParameters: { ...iceParameters }, iceServers: this.#options.iceServers(connection.principal.id) };
  }

  /** Has a seat, a place that waits for its page, or enters now. */
  isEntering(conferenceId: string, principalId: string): boolean {
    return this.hasPlace(conferenceId, principalId) || this.#entries.has({ conferenceId, principalId });
  }

  /** [CONF7] A page of this person has the seat, waits for it or enters now, and this one does not have it. */
  isWithAnotherPage(conferenceId: string, principalId: string, pageId: string): boolean {
    const holder = this.live.find(conferenceId)?.occupants.pageFor(principalId);
    if (holder !== undefined) return holder !== pageId;
    return this.#entries.pagesOf({ conferenceId, principalId }).some((entering) => entering !== pageId);
  }

  /**
   * [LIFE7] From this moment on he has no seat, whatever is under way; resolves when it is torn down. [CONF7] Where a
   * page is named, what another page of his has or takes stays.
   */
  async leave(conferenceId: string, principalId: string, reason: SeatEnd, pageId?: string): Promise<void> {
    this.#entries.withdraw({ conferenceId, principalId, ...(pageId === undefined ? {} : { pageId }) });
    if (pageId !== undefined && this.isWithAnotherPage(conferenceId, principalId, pageId)) return;
    await this.#giveUp(conferenceId, principalId, reason, (task) => this.live.inTurn(conferenceId, task));
  }

  /** Takes the place at once and tears the seat down in turn; at once where it is the caller's turn. */
  async #giveUp(
    conferenceId: string,
    principalId: string,
    reason: SeatEnd,
    inTurn = (task: () => Promise<void>): Promise<void> => task(),
  ): Promise<void> {
    const room = this.live.find(conferenceId);
    const taken = room?.occupants.take(principalId);
    if (!room || !taken) return;
    room.quality.forget(principalId);
    await inTurn(async () => {
      await taken.seat?.scope.close();
      if (reason) taken.connection?.emit('conference:seat-ended', { conferenceId, reason });
      if (room.occupants.size === 0) await this.live.close(room);
    });
  }

  /** [ID6] An ended session keeps no seat: its transports close now, not after the grace of a dropped page. */
  async endSession(sessionId: string): Promise<void> {
    const leaveRoom = async (conferenceId: string): Promise<void> => {
      const principal = this.live.find(conferenceId)?.occupants.ofSession(sessionId);
      if (!principal) return;
      this.#options.onSeat(conferenceId, principal, 'LEFT');
      await this.#giveUp(conferenceId, principal.id, 'revoked');
    };
    this.#entries.withdraw({ sessionId });
    await this.live.everyInTurn(leaveRoom);
  }

  end(conferenceId: string): Promise<void> {
    this.#entries.withdraw({ conferenceId });
    return this.live.inTurn(conferenceId, async () => {
      const room = this.live.find(conferenceId);
      if (!room) return;
      const { pages } = room.occupants;
      await this.live.close(room);
      for (const page of pages) page.emit('conference:seat-ended', { conferenceId, reason: 'ended' });
    });
  }

  workerPid(conferenceId: string): number | undefined {
    return this.live.find(conferenceId)?.media?.workerPid;
  }

  /** [LIFE5] The page did not come back in time, unless it does in this moment. */
  #expire(conferenceId: string, principal: Principal): void {
    void this.live
      .inTurn(conferenceId, async () => {
        if (this.live.find(conferenceId)?.occupants.isWaiting(principal.id) !== true) return;
        this.#options.onSeat(conferenceId, principal, 'LEFT');
        await this.#giveUp(conferenceId, principal.id, null);
      })
      .catch((failure: unknown) => this.#options.logger.warn({ conferenceId, err: failure }, 'giving up a seat'));
  }

  async #openSeat(room: LiveRoom, media: MediaRoom, connection: Connection, page: EnteringPage): Promise<MediaSeat> {
    const principalId = connection.principal.id;
    const changes = this.live.changes.of(room.conferenceId, principalId);
    const events = room.occupants.eventsFor(principalId);
    const seat = await media.openSeat({ ...page, principalId, events, changes });
    room.occupants.occupy(connection, page, seat);
    return seat;
  }
}
