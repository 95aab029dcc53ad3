import { AppError } from '@haigang/shared/kernel/errors';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { JoinReply } from '@haigang/shared/features/conference/conference.protocol';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { EventName, EventPayload } from '@haigang/shared/protocol';
import type { Connection } from '../../platform/signaling/connection.js';
import type { Logger } from '../../platform/logger.js';
import { SerialQueue } from '../../platform/storage/serial-queue.js';
import { MediaRoom, type MediaSeat, type SeatEvents, type WorkerPool } from './media/index.js';

/** Where a participant stands, told to the durable side. */
export type SeatNotice = (conferenceId: string, principal: Principal, state: 'JOINED' | 'DROPPED' | 'LEFT') => void;

export interface ConferenceRoomsOptions {
  readonly pool: WorkerPool;
  readonly scope: Scope;
  readonly logger: Logger;
  readonly onSeat: SeatNotice;
  /** How long a seat waits for its page after the socket dropped; asked at each drop. */
  readonly seatGraceMs: () => number;
}

interface Occupant {
  readonly principal: Principal;
  /** Session of the page that took the seat last; the seat ends with it. */
  sessionId: string;
  seat: MediaSeat;
  connection: Connection | null;
}

interface Room {
  readonly conferenceId: string;
  readonly media: MediaRoom;
  readonly scope: Scope;
  readonly occupants: Map<string, Occupant>;
}

/**
 * The live rooms. [LIFE1] one owner each; [LIFE3] marked closed, torn down, then announced; [LIFE5] a dropped socket is
 * not a departure: the seat and its transports wait `seatGraceMs` for the page to come back.
 */
export class ConferenceRooms {
  readonly #options: ConferenceRoomsOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #queues = new Map<string, SerialQueue>();

  constructor(options: ConferenceRoomsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#rooms.size;
  }

  get seatCount(): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.occupants.size, 0);
  }

  /** What every room can carry, before there is one. */
  async capabilities(): Promise<JoinReply['rtpCapabilities']> {
    return { ...(await this.#options.pool.clientCapabilities()) };
  }

  /** Takes or takes up a seat; joins of one conference run one after the other, so two cannot make two rooms. */
  join(conferenceId: string, connection: Connection, seatId: string): Promise<JoinReply> {
    let queue = this.#queues.get(conferenceId);
    if (!queue) this.#queues.set(conferenceId, (queue = new SerialQueue()));
    return queue.run(async () => {
      const room = this.#rooms.get(conferenceId) ?? (await this.#open(conferenceId));
      const known = room.occupants.get(connection.principal.id);
      const resumed = known?.seat.seatId === seatId && !known.seat.scope.closed;
      const occupant = resumed ? known : await this.#occupy(room, connection.principal, seatId, known);
      this.#attach(room, occupant, connection);
      return {
        resumed,
        rtpCapabilities: { ...room.media.rtpCapabilities },
        producers: room.media.producers.filter((producer) => producer.principalId !== connection.principal.id),
        sendTransport: describe(occupant.seat.send),
        receiveTransport: describe(occupant.seat.receive),
      };
    });
  }

  /** The caller's seat; only the page that holds it may use it. */
  seat(conferenceId: string, connection: Connection): MediaSeat {
    const occupant = this.#rooms.get(conferenceId)?.occupants.get(connection.principal.id);
    if (occupant?.connection !== connection) {
      throw new AppError('conflict', 'conference.no-seat', 'join the conference first');
    }
    return occupant.seat;
  }

  /** Somebody's seat, whoever asks; undefined while he has none. */
  seatOf(conferenceId: string, principalId: string): MediaSeat | undefined {
    return this.#rooms.get(conferenceId)?.occupants.get(principalId)?.seat;
  }

  async leave(
    conferenceId: string,
    principalId: string,
    reason: EventPayload<'conference:seat-ended'>['reason'] | null,
  ): Promise<void> {
    const room = this.#rooms.get(conferenceId);
    const occupant = room?.occupants.get(principalId);
    if (!room || !occupant) return;
    room.occupants.delete(principalId);
    await occupant.seat.scope.close();
    if (reason) occupant.connection?.emit('conference:seat-ended', { conferenceId, reason });
    if (room.occupants.size === 0) await this.#close(room);
  }

  /** [ID6] An ended session keeps no seat: its transports close now, not after the grace of a dropped page. */
  async endSession(sessionId: string): Promise<void> {
    for (const room of [...this.#rooms.values()]) {
      const occupant = [...room.occupants.values()].find((one) => one.sessionId === sessionId);
      if (!occupant) continue;
      this.#options.onSeat(room.conferenceId, occupant.principal, 'LEFT');
      await this.leave(room.conferenceId, occupant.principal.id, 'revoked');
    }
  }

  async end(conferenceId: string): Promise<void> {
    const room = this.#rooms.get(conferenceId);
    if (!room) return;
    const pages = [...room.occupants.values()];
    await this.#close(room);
    for (const { connection } of pages) connection?.emit('conference:seat-ended', { conferenceId, reason: 'ended' });
  }

  workerPid(conferenceId: string): number | undefined {
    return this.#rooms.get(conferenceId)?.media.workerPid;
  }

  async #open(conferenceId: string): Promise<Room> {
    const scope = this.#options.scope.child(`room:${conferenceId}`);
    const media = await MediaRoom.open({ pool: this.#options.pool, scope, onLost: () => this.#lost(conferenceId) });
    const room: Room = { conferenceId, media, scope, occupants: new Map() };
    this.#rooms.set(conferenceId, room);
    this.#options.logger.info({ conferenceId, workerPid: media.workerPid }, 'room opened');
    return room;
  }

  async #occupy(room: Room, principal: Principal, seatId: string, previous: Occupant | undefined): Promise<Occupant> {
    const seat = await room.media.openSeat({
      seatId,
      principalId: principal.id,
      events: this.#events(room, principal.id),
    });
    previous?.connection?.emit('conference:seat-ended', { conferenceId: room.conferenceId, reason: 'moved' });
    const occupant: Occupant = { principal, sessionId: '', seat, connection: null };
    room.occupants.set(principal.id, occupant);
    return occupant;
  }

  #attach(room: Room, occupant: Occupant, connection: Connection): void {
    if (occupant.connection === connection) return;
    occupant.connection = connection;
    occupant.sessionId = connection.sessionId;
    this.#options.onSeat(room.conferenceId, occupant.principal, 'JOINED');
    connection.scope.defer(() => this.#detached(room, occupant, connection));
  }

  #detached(room: Room, occupant: Occupant, connection: Connection): void {
    if (occupant.connection !== connection || room.occupants.get(occupant.principal.id) !== occupant) return;
    occupant.connection = null;
    this.#options.onSeat(room.conferenceId, occupant.principal, 'DROPPED');
    const timer = setTimeout(() => {
      if (occupant.connection !== null) return;
      this.#options.onSeat(room.conferenceId, occupant.principal, 'LEFT');
      void this.leave(room.conferenceId, occupant.principal.id, null);
    }, this.#options.seatGraceMs());
    occupant.seat.scope.defer(() => clearTimeout(timer));
  }

  #events(room: Room, principalId: string): SeatEvents {
    const { conferenceId } = room;
    const others = <E extends EventName>(name: E, payload: EventPayload<E>): void => {
      for (const occupant of room.occupants.values()) {
        if (occupant.principal.id !== principalId) occupant.connection?.emit(name, payload);
      }
    };
    return {
      producerAdded: (producer) => others('conference:producer-added', { conferenceId, producer }),
      producerChanged: (producer) => others('conference:producer-changed', { conferenceId, producer }),
      producerRemoved: (producerId) => others('conference:producer-removed', { conferenceId, producerId }),
      layersChanged: (consumerId, spatialLayer) =>
        room.occupants
          .get(principalId)
          ?.connection?.emit('conference:consumer-layers-changed', { consumerId, spatialLayer }),
    };
  }

  #lost(conferenceId: string): void {
    const room = this.#rooms.get(conferenceId);
    if (!room) return;
    const pages = [...room.occupants.values()].map((occupant) => occupant.connection);
    void this.#close(room).finally(() => {
      for (const page of pages) page?.emit('conference:media-lost', { conferenceId, reason: 'worker-died' });
    });
  }

  async #close(room: Room): Promise<void> {
    if (this.#rooms.get(room.conferenceId) === room) this.#rooms.delete(room.conferenceId);
    room.occupants.clear();
    await room.scope.close().catch((failure: unknown) => this.#options.logger.warn({ err: failure }, 'closing a room'));
    this.#options.logger.info({ conferenceId: room.conferenceId }, 'room closed');
  }
}

function describe(transport: MediaSeat['send']): JoinReply['sendTransport'] {
  return {
    id: transport.id,
    iceParameters: { ...transport.iceParameters },
    iceCandidates: transport.iceCandidates.map((candidate) => ({ ...candidate })),
    dtlsParameters: { ...transport.dtlsParameters },
  };
}
