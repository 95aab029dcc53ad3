import { AppError } from '@haigang/shared/kernel/errors';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { MediaSource } from '@haigang/shared/features/conference/conference.protocol';
import type { EventName, EventOnWire } from '@haigang/shared/protocol';
import type { Connection } from '../../platform/signaling/connection.js';
import type { MediaSeat, PageAbilities, SeatEvents } from './media/index.js';

/** Where a participant stands, told to the durable side; `isStill` is asked in the moment it is written down. */
export type SeatNotice = (
  conferenceId: string,
  principal: Principal,
  state: 'JOINED' | 'DROPPED' | 'LEFT',
  isStill?: () => boolean,
) => void;

export interface RoomOccupantsOptions {
  readonly conferenceId: string;
  readonly scope: Scope;
  readonly onSeat: SeatNotice;
  /** How long a seat waits for its page after the socket dropped; asked at each drop. */
  readonly seatGraceMs: () => number;
  readonly onPictureLate: SeatEvents['pictureLate'];
  /** The page did not come back in time; its seat is to be given up. */
  readonly onExpired: (principal: Principal) => void;
}

/** A page that enters, as it says of itself. */
export interface EnteringPage extends PageAbilities {
  readonly seatId: string;
  /** Names the page over all its seats; `seatId` where it is not said. */
  readonly pageId?: string | undefined;
  /** What it was before it was loaded anew. */
  readonly previousPageId?: string | undefined;
  /** Without a press: the page comes back after a loss. */
  readonly byItself?: boolean | undefined;
}

interface Occupant {
  readonly principal: Principal;
  readonly seatId: string;
  /** The page that holds the seat, or the place waits for. */
  pageId: string;
  /** Session of the page that took the seat last; the seat ends with it. */
  sessionId: string;
  /** Null from the death of the worker until the page has entered the rebuilt room. */
  seat: MediaSeat | null;
  connection: Connection | null;
  /** Ends the wait for a page that dropped. */
  stopWaiting: () => void;
  /** Withdraws what the socket was given to do at its end: a page that comes and goes leaves nothing with it. */
  forgetSocket: () => void;
  /** Pictures this person sends, or sent until the room's media was lost. */
  readonly pictures: Set<MediaSource>;
  /** Pictures this person has received since he has the place, by source and sender. */
  readonly seen: Set<string>;
}

const nothing = (): void => undefined;

/** Who asks has no seat, or another page has it. */
export function noSeat(): AppError {
  return new AppError('conflict', 'conference.no-seat', 'join the conference first');
}

/**
 * The people of one room and the pages they sit at. [LIFE5] a dropped socket is not a departure: the place waits
 * `seatGraceMs` for the page to come back, whatever happens to the room's media meanwhile.
 */
export class RoomOccupants {
  readonly #options: RoomOccupantsOptions;
  readonly #byPrincipal = new Map<string, Occupant>();
  /** The page that sat in the room last for each person, gone ones too, as long as there is the room. */
  readonly #lastPages = new Map<string, string>();

  constructor(options: RoomOccupantsOptions) {
    this.#options = options;
    options.scope.defer(() => this.clear());
  }

  get size(): number {
    return this.#byPrincipal.size;
  }

  get pages(): readonly Connection[] {
    return [...this.#byPrincipal.values()].flatMap(({ connection }) => connection ?? []);
  }

  has(principalId: string): boolean {
    return this.#byPrincipal.has(principalId);
  }

  /** Has a place, and its page is away. */
  isWaiting(principalId: string): boolean {
    return this.#byPrincipal.get(principalId)?.connection === null;
  }

  /** The page that has this person's seat, or the place waits for; undefined while he has none. */
  pageFor(principalId: string): string | undefined {
    return this.#byPrincipal.get(principalId)?.pageId;
  }

  ofSession(sessionId: string): Principal | undefined {
    return [...this.#byPrincipal.values()].find((occupant) => occupant.sessionId === sessionId)?.principal;
  }

  /** [CONF7] Whoever comes back by itself leaves the seat to the page that took it meanwhile; a press takes it. */
  requireOwn(principalId: string, page: EnteringPage): void {
    const last = this.#lastPages.get(principalId);
    if (!page.byItself || last === undefined || [pageOf(page), page.previousPageId].includes(last)) return;
    throw new AppError('conflict', 'conference.seat-moved', 'another page of this person took the seat');
  }

  /** The living seat that this page of this person left, if it did. */
  resumable(principalId: string, seatId: string): MediaSeat | null {
    const known = this.#byPrincipal.get(principalId);
    return known?.seatId === seatId && known.seat?.scope.closed === false ? known.seat : null;
  }

  /** Somebody's seat, whoever asks; undefined while he has none. */
  seatFor(principalId: string): MediaSeat | undefined {
    return this.#byPrincipal.get(principalId)?.seat ?? undefined;
  }

  /** The caller's seat; only the page that holds it may use it. */
  seatOf(connection: Connection): MediaSeat {
    const occupant = this.#byPrincipal.get(connection.principal.id);
    if (occupant?.connection !== connection || !occupant.seat) throw noSeat();
    return occupant.seat;
  }

  /** Gives a person a new seat; a page that held the one before is told, unless it is the same page. */
  occupy(connection: Connection, page: EnteringPage, seat: MediaSeat): void {
    const { principal } = connection;
    const { seatId } = page;
    const previous = this.#byPrincipal.get(principal.id);
    previous?.stopWaiting();
    if (previous?.connection && previous.connection !== connection && previous.seatId !== seatId) {
      previous.connection.emit('conference:seat-ended', { conferenceId: this.#options.conferenceId, reason: 'moved' });
    }
    const sameSeat = previous?.seatId === seatId;
    if (!sameSeat) previous?.forgetSocket();
    this.#byPrincipal.set(principal.id, {
      ...{ principal, seatId, seat, pageId: pageOf(page), stopWaiting: nothing },
      sessionId: sameSeat ? previous.sessionId : '',
      connection: sameSeat ? previous.connection : null,
      forgetSocket: sameSeat ? previous.forgetSocket : nothing,
      pictures: previous?.pictures ?? new Set(),
      seen: previous?.seen ?? new Set(),
    });
  }

  /** What this person sends or sent as long as the place was kept; the caller adds and removes. */
  picturesOf(principalId: string): Set<MediaSource> {
    return this.#byPrincipal.get(principalId)?.pictures ?? new Set();
  }

  /** What this person received as long as the place was kept; the caller adds. */
  seenBy(principalId: string): Set<string> {
    return this.#byPrincipal.get(principalId)?.seen ?? new Set();
  }

  /** The seat is used over this socket from now on; when it drops, the wait begins. False where there is no seat. */
  attach(connection: Connection, page: EnteringPage): boolean {
    const occupant = this.#byPrincipal.get(connection.principal.id);
    if (!occupant) return false;
    this.#lastPages.set(connection.principal.id, pageOf(page));
    if (occupant.connection === connection) return true;
    occupant.stopWaiting();
    occupant.forgetSocket();
    occupant.connection = connection;
    occupant.pageId = pageOf(page);
    occupant.sessionId = connection.sessionId;
    // [LIFE7] Whoever leaves before it is written down is not JOINED afterwards.
    const isStill = (): boolean => this.#byPrincipal.has(connection.principal.id);
    this.#options.onSeat(this.#options.conferenceId, occupant.principal, 'JOINED', isStill);
    occupant.forgetSocket = connection.scope.defer(() => this.#detached(connection));
    return true;
  }

  /** Takes a person out; returns what has to end with it. */
  take(principalId: string): { seat: MediaSeat | null; connection: Connection | null } | null {
    const occupant = this.#byPrincipal.get(principalId);
    if (!occupant) return null;
    this.#byPrincipal.delete(principalId);
    occupant.stopWaiting();
    occupant.forgetSocket();
    return occupant;
  }

  /** The worker died: everybody keeps the place and has no media until the page enters again. */
  loseMedia(): void {
    for (const occupant of this.#byPrincipal.values()) occupant.seat = null;
  }

  clear(): void {
    for (const principalId of [...this.#byPrincipal.keys()]) this.take(principalId);
  }

  /** To every page that keeps up; lossy, the newest says it all. */
  tellAll<E extends EventName>(name: E, payload: EventOnWire<E>): void {
    for (const page of this.pages) page.emitVolatile(name, payload);
  }

  /** What happens in one person's seat, told to the others and to the person. */
  eventsFor(principalId: string): SeatEvents {
    const { conferenceId } = this.#options;
    const others = <E extends EventName>(name: E, payload: EventOnWire<E>): void => {
      for (const occupant of this.#byPrincipal.values()) {
        if (occupant.principal.id !== principalId) occupant.connection?.emit(name, payload);
      }
    };
    return {
      producerAdded: (producer) => others('conference:producer-added', { conferenceId, producer }),
      producerChanged: (producer) => others('conference:producer-changed', { conferenceId, producer }),
      producerRemoved: (producerId) => others('conference:producer-removed', { conferenceId, producerId }),
      pictureLate: (late) => this.#options.onPictureLate(late),
      layersChanged: (consumerId, spatialLayer) =>
        this.#byPrincipal
          .get(principalId)
          ?.connection?.emit('conference:consumer-layers-changed', { consumerId, spatialLayer }),
    };
  }

  #detached(connection: Connection): void {
    const occupant = this.#byPrincipal.get(connection.principal.id);
    if (occupant?.connection !== connection) return;
    const { conferenceId, onSeat, seatGraceMs, onExpired } = this.#options;
    occupant.connection = null;
    onSeat(conferenceId, occupant.principal, 'DROPPED');
    const timer = setTimeout(() => onExpired(occupant.principal), seatGraceMs());
    occupant.stopWaiting = () => clearTimeout(timer);
  }
}

/** The name of a page over all its seats. */
export function pageOf({ pageId, seatId }: EnteringPage): string {
  return pageId ?? seatId;
}
