import type { Scope } from '@haigang/shared/kernel/scope';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { QualityMark } from '@haigang/shared/features/conference/quality.rules';
import type {
  JoinReply,
  MediaSource,
  PictureSource,
  ProducerInfo,
} from '@haigang/shared/features/conference/conference.protocol';
import type { EventPayload } from '@haigang/shared/protocol';
import type { Connection } from '../../platform/signaling/connection.js';
import type { Logger } from '../../platform/logger.js';
import { SerialQueue } from '../../platform/storage/serial-queue.js';
import {
  ChangeLimits,
  describeTransport,
  MediaRoom,
  type IceServersFor,
  type MediaSeat,
  type SeenPlace,
  type SurveyedPlace,
  type WorkerPool,
} from './media/index.js';
import { Entries, leftMeanwhile } from './entries.js';
import { placesOf, showSeen, type LiveRoom } from './live-room.js';
import { noSeat, RoomOccupants, type EnteringPage, type RoomOccupantsOptions } from './room-occupants.js';
import { RoomQuality } from './room-quality.js';

export interface ConferenceRoomsOptions extends Pick<RoomOccupantsOptions, 'onSeat' | 'seatGraceMs'> {
  readonly pool: WorkerPool;
  readonly scope: Scope;
  readonly logger: Logger;
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

/**
 * The live rooms. [LIFE1] one owner each; [LIFE3] marked closed, torn down, then announced; [NET1] a room outlives the
 * worker that carries it.
 */
export class ConferenceRooms {
  readonly #options: ConferenceRoomsOptions;
  readonly #rooms = new Map<string, LiveRoom>();
  /** [MEDIA5] They outlive seats and rooms. */
  readonly #changes = new ChangeLimits();
  /** What happens to a room happens one after the other; kept as long as there is the room or somebody waits. */
  readonly #turns = new Map<string, SerialQueue>();
  readonly #entries = new Entries();
  /** Of rooms that are gone, too: what happened in them between two looks counts. */
  #standstills = 0;

  constructor(options: ConferenceRoomsOptions) {
    this.#options = options;
  }

  /** Runs a task in its place among the durable changes. */
  get inOrder(): ConferenceRoomsOptions['inOrder'] {
    return this.#options.inOrder;
  }

  get size(): number {
    return this.#rooms.size;
  }

  /** Rooms that something happens to, or that are open; for tests of what is kept. */
  get turnCount(): number {
    return this.#turns.size;
  }

  get seatCount(): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.occupants.size, 0);
  }

  /** [STAT3] Standstills of pictures so far that pages told of, of all rooms that are or were. */
  get standstills(): number {
    return this.#standstills;
  }

  /** [STAT3] How many seats have a line this good, over all rooms. */
  linesBy(mark: QualityMark): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.quality.count(mark), 0);
  }

  /** [STAT3] How good the lines of each room are, of nobody in particular. */
  get qualities(): readonly RoomQuality[] {
    return [...this.#rooms.values()].map(({ quality }) => quality);
  }

  /** [STAT3] Simulcast layers that leave the server now, 0 lowest; null for each picture of which nothing does. */
  layers(): (number | null)[] {
    return [...this.#rooms.values()].flatMap(({ media }) => media?.seats.flatMap((seat) => seat.receivedLayers) ?? []);
  }

  /** [STAT5] Every seat that has its media, of all rooms. */
  places(): SurveyedPlace[] {
    return [...this.#rooms.values()].flatMap(placesOf);
  }

  showSeen(seen: readonly SeenPlace[]): void {
    for (const room of this.#rooms.values()) showSeen(room, seen);
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
      this.#entries.begin({ conferenceId, sessionId, principalId: principal.id }, requireSeat),
    );
    const stillHis = async (): Promise<void> => {
      await requireSeat();
      // A session that ended while its entry waited for the writer was not there to be withdrawn.
      if (entry.withdrawn || connection.scope.closed) throw leftMeanwhile();
    };
    return this.#inTurn(conferenceId, () => this.#enter(conferenceId, connection, page, stillHis)).finally(() =>
      this.#entries.end(entry),
    );
  }

  async #enter(
    conferenceId: string,
    connection: Connection,
    page: EnteringPage,
    stillHis: () => Promise<void>,
  ): Promise<JoinReply> {
    const { id: principalId } = connection.principal;
    const room = this.#rooms.get(conferenceId) ?? (await this.#open(conferenceId));
    room.occupants.requireOwn(principalId, page);
    const media = await this.#mediaOf(room);
    const kept = room.occupants.resumable(principalId, page.seatId);
    if (!kept) this.#changes.of(conferenceId, principalId).takeSeat();
    const hadSeat = room.occupants.has(principalId);
    const seat = kept ?? (await this.#openSeat(room, media, connection, page));
    try {
      await stillHis();
      // He may have left in the moment since.
      if (!room.occupants.attach(connection, page)) throw leftMeanwhile();
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
    return this.#room(conferenceId).occupants.seatOf(connection);
  }

  /** [ADMIT3] The pictures that a person sends, or sent until the room's media was lost; the caller adds and removes. */
  picturesOf(conferenceId: string, principalId: string): Set<MediaSource> {
    return this.#room(conferenceId).occupants.picturesOf(principalId);
  }

  /** [ADMIT5] The pictures that a person received since he has the place; the caller adds. */
  seenBy(conferenceId: string, principalId: string): Set<string> {
    return this.#room(conferenceId).occupants.seenBy(principalId);
  }

  seatsOf(conferenceId: string): number {
    return this.#rooms.get(conferenceId)?.media?.seats.length ?? 0;
  }

  producerOf(conferenceId: string, producerId: string): ProducerInfo | undefined {
    return this.#rooms.get(conferenceId)?.media?.producers.find((one) => one.producerId === producerId);
  }

  /** Somebody's seat, whoever asks; undefined while he has none. */
  seatOf(conferenceId: string, principalId: string): MediaSeat | undefined {
    return this.#rooms.get(conferenceId)?.occupants.seatFor(principalId);
  }

  /** Has a seat, or a place that waits for its page. */
  hasPlace(conferenceId: string, principalId: string): boolean {
    return this.#rooms.get(conferenceId)?.occupants.has(principalId) === true;
  }

  /** How the lines of a room are; only a page that holds a seat may ask and tell. */
  quality(conferenceId: string, connection: Connection): RoomQuality {
    this.seat(conferenceId, connection);
    return this.#room(conferenceId).quality;
  }

  /** [LADDER3] To those of the room who cannot have the moving picture. */
  showStill(conferenceId: string, senderId: string, still: { source: PictureSource; jpeg: string; at: string }): void {
    const { occupants, quality } = this.#room(conferenceId);
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

  /** [CONF7] A page of this person has the seat, or its place waits for it, and it is not this one. */
  isWithAnotherPage(conferenceId: string, principalId: string, pageId: string): boolean {
    return this.#rooms.get(conferenceId)?.occupants.isWithAnotherPage(principalId, pageId) ?? false;
  }

  /** [LIFE7] From this moment on he has no seat, whatever is under way; resolves when it is torn down. */
  leave(conferenceId: string, principalId: string, reason: SeatEnd): Promise<void> {
    this.#entries.withdraw({ conferenceId, principalId });
    return this.#giveUp(conferenceId, principalId, reason, (task) => this.#inTurn(conferenceId, task));
  }

  /** Takes the place at once and tears the seat down in turn; at once where it is the caller's turn. */
  async #giveUp(
    conferenceId: string,
    principalId: string,
    reason: SeatEnd,
    inTurn = (task: () => Promise<void>): Promise<void> => task(),
  ): Promise<void> {
    const room = this.#rooms.get(conferenceId);
    const taken = room?.occupants.take(principalId);
    if (!room || !taken) return;
    room.quality.forget(principalId);
    await inTurn(async () => {
      await taken.seat?.scope.close();
      if (reason) taken.connection?.emit('conference:seat-ended', { conferenceId, reason });
      if (room.occupants.size === 0) await this.#close(room);
    });
  }

  /** [ID6] An ended session keeps no seat: its transports close now, not after the grace of a dropped page. */
  async endSession(sessionId: string): Promise<void> {
    const leaveRoom = async (conferenceId: string): Promise<void> => {
      const principal = this.#rooms.get(conferenceId)?.occupants.ofSession(sessionId);
      if (!principal) return;
      this.#options.onSeat(conferenceId, principal, 'LEFT');
      await this.#giveUp(conferenceId, principal.id, 'revoked');
    };
    this.#entries.withdraw({ sessionId });
    // A room whose first seat is under way is none yet, but has its turn.
    await Promise.all([...this.#turns.keys()].map((id) => this.#inTurn(id, () => leaveRoom(id))));
  }

  end(conferenceId: string): Promise<void> {
    this.#entries.withdraw({ conferenceId });
    return this.#inTurn(conferenceId, async () => {
      const room = this.#rooms.get(conferenceId);
      if (!room) return;
      const { pages } = room.occupants;
      await this.#close(room);
      for (const page of pages) page.emit('conference:seat-ended', { conferenceId, reason: 'ended' });
    });
  }

  workerPid(conferenceId: string): number | undefined {
    return this.#rooms.get(conferenceId)?.media?.workerPid;
  }

  #inTurn<T>(conferenceId: string, task: () => Promise<T>): Promise<T> {
    const queue = this.#turns.get(conferenceId) ?? new SerialQueue();
    this.#turns.set(conferenceId, queue);
    return queue.run(task).finally(() => {
      // This task still counts as one.
      if (queue.length <= 1 && !this.#rooms.has(conferenceId)) this.#turns.delete(conferenceId);
    });
  }

  /** [LIFE5] The page did not come back in time, unless it does in this moment. */
  #expire(conferenceId: string, principal: Principal): void {
    void this.#inTurn(conferenceId, async () => {
      if (this.#rooms.get(conferenceId)?.occupants.isWaiting(principal.id) !== true) return;
      this.#options.onSeat(conferenceId, principal, 'LEFT');
      await this.#giveUp(conferenceId, principal.id, null);
    }).catch((failure: unknown) => this.#options.logger.warn({ conferenceId, err: failure }, 'giving up a seat'));
  }

  #room(conferenceId: string): LiveRoom {
    const room = this.#rooms.get(conferenceId);
    if (!room) throw noSeat();
    return room;
  }

  async #open(conferenceId: string): Promise<LiveRoom> {
    const { onSeat, seatGraceMs } = this.#options;
    const scope = this.#options.scope.child(`room:${conferenceId}`);
    const occupants = new RoomOccupants({
      ...{ conferenceId, scope, onSeat, seatGraceMs },
      onPictureLate: (late) => this.#options.logger.warn({ conferenceId, ...late }, 'a picture does not begin'),
      onExpired: (principal) => this.#expire(conferenceId, principal),
    });
    const quality = new RoomQuality({
      scope,
      tell: (people) => occupants.tellAll('conference:quality-changed', { conferenceId, people }),
      onStandstills: (more) => void (this.#standstills += more),
    });
    const room: LiveRoom = { conferenceId, scope, occupants, quality, media: null };
    try {
      await this.#mediaOf(room);
    } catch (failure) {
      await scope.close();
      throw failure;
    }
    this.#rooms.set(conferenceId, room);
    return room;
  }

  /** The room's media, made anew when its worker died. Only in turn: two at once would make two. */
  async #mediaOf(room: LiveRoom): Promise<MediaRoom> {
    if (room.media) return room.media;
    const { pool, logger } = this.#options;
    const scope = room.scope.child('media');
    const lost = (): void => {
      if (room.media?.scope === scope) this.#lost(room, room.media);
    };
    const { conferenceId, occupants } = room;
    const media = await MediaRoom.open({
      ...{ pool, scope, onLost: lost },
      onLevels: (levels) => occupants.tellAll('conference:levels-changed', { conferenceId, ...levels }),
      onDecoded: (decoded) => {
        for (const page of occupants.pages) page.emit('conference:codecs-changed', { conferenceId, decoded });
      },
    }).catch(async (failure: unknown) => {
      await scope.close();
      throw failure;
    });
    room.media = media;
    logger.info({ conferenceId, workerPid: media.workerPid }, 'room has its media');
    return media;
  }

  async #openSeat(room: LiveRoom, media: MediaRoom, connection: Connection, page: EnteringPage): Promise<MediaSeat> {
    const principalId = connection.principal.id;
    const changes = this.#changes.of(room.conferenceId, principalId);
    const events = room.occupants.eventsFor(principalId);
    const seat = await media.openSeat({ ...page, principalId, events, changes });
    room.occupants.occupy(connection, page.seatId, seat);
    return seat;
  }

  /** [NET1] The pages hear of it when the room is torn down; its new media is ready or under way when they ask for it. */
  #lost(room: LiveRoom, media: MediaRoom): void {
    const { conferenceId } = room;
    room.media = null;
    room.occupants.loseMedia();
    const { pages } = room.occupants;
    const people = media.seats.map(({ principalId }) => principalId);
    this.#changes.forgive(conferenceId, people);
    void this.#inTurn(conferenceId, async () => {
      if (room.scope.closed) return;
      await this.#mediaOf(room);
    }).catch((failure: unknown) => this.#options.logger.warn({ conferenceId, err: failure }, 'rebuilding a room'));
    void media.scope.close().finally(() => {
      for (const page of pages) page.emit('conference:media-lost', { conferenceId, reason: 'worker-died' });
    });
  }

  async #close(room: LiveRoom): Promise<void> {
    if (this.#rooms.get(room.conferenceId) === room) this.#rooms.delete(room.conferenceId);
    room.occupants.clear();
    await room.scope.close().catch((failure: unknown) => this.#options.logger.warn({ err: failure }, 'closing a room'));
    this.#options.logger.info({ conferenceId: room.conferenceId }, 'room closed');
  }
}
