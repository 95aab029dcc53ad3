import { every } from '@haigang/shared/kernel/every';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { QualityMark } from '@haigang/shared/features/conference/quality.rules';
import type { Logger } from '../../platform/logger.js';
import { SerialQueue } from '../../platform/storage/serial-queue.js';
import { ChangeLimits, MediaRoom, type SeenPlace, type SurveyedPlace, type WorkerPool } from './media/index.js';
import { placesOf, showSeen, spareSilentLines, type LiveRoom } from './live-room.js';
import { noSeat, RoomOccupants, type RoomOccupantsOptions } from './room-occupants.js';
import { RoomQuality } from './room-quality.js';

export interface LiveRoomsOptions extends Pick<RoomOccupantsOptions, 'onSeat' | 'seatGraceMs'> {
  readonly pool: WorkerPool;
  readonly scope: Scope;
  readonly logger: Logger;
}

/** How often it is looked whose page has fallen silent, ms. */
const SPARE_EVERY_MS = 1000;

/** A page of this person did not come back in time; called in no turn. */
type Expired = (conferenceId: string, principal: Principal) => void;

/**
 * The rooms there are, their media and their turns. [LIFE1] one owner each; [LIFE3] marked closed, torn down, then
 * announced; [NET1] a room outlives the worker that carries it. Who enters and leaves is of `ConferenceRooms`.
 */
export class LiveRooms {
  readonly #options: LiveRoomsOptions;
  readonly #onExpired: Expired;
  readonly #rooms = new Map<string, LiveRoom>();
  /** [MEDIA5] They outlive seats and rooms. */
  readonly changes = new ChangeLimits();
  /** What happens to a room happens one after the other; kept as long as there is the room or somebody waits. */
  readonly #turns = new Map<string, SerialQueue>();
  /** Of rooms that are gone, too: what happened in them between two looks counts. */
  #standstills = 0;

  constructor(options: LiveRoomsOptions, onExpired: Expired) {
    this.#options = options;
    this.#onExpired = onExpired;
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

  find(conferenceId: string): LiveRoom | undefined {
    return this.#rooms.get(conferenceId);
  }

  /** The room, of whoever says that he has a seat in it. */
  require(conferenceId: string): LiveRoom {
    const room = this.#rooms.get(conferenceId);
    if (!room) throw noSeat();
    return room;
  }

  /** The room, opened where there is none. Only in turn: two at once would open two. */
  async opened(conferenceId: string): Promise<LiveRoom> {
    return this.#rooms.get(conferenceId) ?? this.#open(conferenceId);
  }

  inTurn<T>(conferenceId: string, task: () => Promise<T>): Promise<T> {
    const queue = this.#turns.get(conferenceId) ?? new SerialQueue();
    this.#turns.set(conferenceId, queue);
    return queue.run(task).finally(() => {
      // This task still counts as one.
      if (queue.length <= 1 && !this.#rooms.has(conferenceId)) this.#turns.delete(conferenceId);
    });
  }

  /** Runs a task for every room that is open or that something happens to, each in its turn. */
  async everyInTurn(task: (conferenceId: string) => Promise<void>): Promise<void> {
    // A room whose first seat is under way is none yet, but has its turn.
    await Promise.all([...this.#turns.keys()].map((id) => this.inTurn(id, () => task(id))));
  }

  async #open(conferenceId: string): Promise<LiveRoom> {
    const { onSeat, seatGraceMs } = this.#options;
    const scope = this.#options.scope.child(`room:${conferenceId}`);
    const occupants = new RoomOccupants({
      ...{ conferenceId, scope, onSeat, seatGraceMs },
      onPictureLate: (late) => this.#options.logger.warn({ conferenceId, ...late }, 'a picture does not begin'),
      onExpired: (principal) => this.#onExpired(conferenceId, principal),
    });
    const quality = new RoomQuality({
      scope,
      tell: (people) => occupants.tellAll('conference:quality-changed', { conferenceId, people }),
      onStandstills: (more) => void (this.#standstills += more),
    });
    const room: LiveRoom = { conferenceId, scope, occupants, quality, media: null };
    try {
      await this.mediaOf(room);
    } catch (failure) {
      await scope.close();
      throw failure;
    }
    this.#rooms.set(conferenceId, room);
    scope.defer(every(SPARE_EVERY_MS, () => spareSilentLines(room)));
    return room;
  }

  /** The room's media, made anew when its worker died. Only in turn: two at once would make two. */
  async mediaOf(room: LiveRoom): Promise<MediaRoom> {
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

  /** [NET1] The pages hear of it when the room is torn down; its new media is ready or under way when they ask for it. */
  #lost(room: LiveRoom, media: MediaRoom): void {
    const { conferenceId } = room;
    room.media = null;
    room.occupants.loseMedia();
    const { pages } = room.occupants;
    const people = media.seats.map(({ principalId }) => principalId);
    this.changes.forgive(conferenceId, people);
    void this.inTurn(conferenceId, async () => {
      if (room.scope.closed) return;
      await this.mediaOf(room);
    }).catch((failure: unknown) => this.#options.logger.warn({ conferenceId, err: failure }, 'rebuilding a room'));
    void media.scope.close().finally(() => {
      for (const page of pages) page.emit('conference:media-lost', { conferenceId, reason: 'worker-died' });
    });
  }

  async close(room: LiveRoom): Promise<void> {
    if (this.#rooms.get(room.conferenceId) === room) this.#rooms.delete(room.conferenceId);
    room.occupants.clear();
    await room.scope.close().catch((failure: unknown) => this.#options.logger.warn({ err: failure }, 'closing a room'));
    this.#options.logger.info({ conferenceId: room.conferenceId }, 'room closed');
  }
}
