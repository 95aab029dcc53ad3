import { randomUUID } from 'node:crypto';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { ProbeReply, ProbeWay } from '@haigang/shared/features/conference/probe.protocol';
import type { Logger } from '../../platform/logger.js';
import type { Connection } from '../../platform/signaling/connection.js';
import {
  describeTransport,
  MediaRoom,
  type IceServersFor,
  type MediaSeat,
  type SeatEvents,
  type WorkerPool,
} from './media/index.js';

export interface ProbesOptions {
  readonly pool: WorkerPool;
  readonly scope: Scope;
  readonly logger: Logger;
  readonly iceServers: IceServersFor;
  /** How many may be open at once; asked at each opening. */
  readonly most: () => number;
  /** How long one lasts at most, ms. */
  readonly lastsMs: () => number;
}

interface Probe {
  readonly id: string;
  readonly scope: Scope;
  readonly connection: Connection;
  /** Null while it is being opened. */
  media: { readonly seat: MediaSeat; readonly workerPid: number } | null;
}

/** Nobody else is in the room. */
const ALONE: SeatEvents = {
  producerAdded: () => undefined,
  producerChanged: () => undefined,
  producerRemoved: () => undefined,
  layersChanged: () => undefined,
  pictureLate: () => undefined,
};

/**
 * [REACH4] Private rooms in which a page hears and sees itself, to test its line. [LIFE1] One owner each: the scope of a
 * probe ends with its page, its time, its worker or the server.
 */
export class Probes {
  readonly #options: ProbesOptions;
  /** By principal, from the first moment of opening, so that two at once cannot both pass. */
  readonly #open = new Map<string, Probe>();

  constructor(options: ProbesOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#open.size;
  }

  async open(connection: Connection, way: ProbeWay): Promise<ProbeReply> {
    const { id: principalId } = connection.principal;
    const iceServers = way === 'turn' ? this.#options.iceServers(principalId) : [];
    if (way === 'turn' && iceServers.length === 0) {
      throw new AppError('conflict', 'conference.no-turn', 'this site has no TURN server');
    }
    // A TURN server reaches the media by UDP.
    const protocol = way === 'tcp' ? 'tcp' : 'udp';
    const probe = this.#enter(connection);
    try {
      const { room, seat } = await this.#openMedia(probe);
      return {
        probeId: probe.id,
        rtpCapabilities: { ...room.rtpCapabilities },
        sendTransport: describeTransport(seat.send, protocol),
        receiveTransport: describeTransport(seat.receive, protocol),
        iceServers,
      };
    } catch (failure) {
      await probe.scope.close();
      throw failure;
    }
  }

  /** The caller's own; a page may use no other's, and none after its end. */
  of(connection: Connection, probeId: string): { readonly seat: MediaSeat; readonly workerPid: number } {
    const probe = this.#own(connection, probeId);
    if (!probe?.media || probe.scope.closed) {
      throw new AppError('not_found', 'conference.probe-over', 'the test is over');
    }
    return probe.media;
  }

  async close(connection: Connection, probeId: string): Promise<void> {
    await this.#own(connection, probeId)?.scope.close();
  }

  #own(connection: Connection, probeId: string): Probe | undefined {
    const probe = this.#open.get(connection.principal.id);
    return probe?.id === probeId && probe.connection === connection ? probe : undefined;
  }

  /** Takes the person's one place; it is given back when the scope has ended. */
  #enter(connection: Connection): Probe {
    const { id: principalId } = connection.principal;
    if (this.#open.has(principalId)) {
      throw new AppError('over_capacity', 'conference.probe-running', 'a test of this person is running');
    }
    if (this.#open.size >= this.#options.most()) {
      throw new AppError('over_capacity', 'conference.probes-full', 'too many tests at once');
    }
    const id = randomUUID();
    const scope = this.#options.scope.child(`probe:${id}`);
    const probe: Probe = { id, scope, connection, media: null };
    this.#open.set(principalId, probe);
    scope.defer(() => this.#open.delete(principalId));
    const end = (): void => {
      scope.close().catch((failure: unknown) => this.#options.logger.warn({ err: failure }, 'ending a line test'));
    };
    scope.defer(connection.scope.defer(end));
    const timer = setTimeout(end, this.#options.lastsMs());
    scope.defer(() => clearTimeout(timer));
    return probe;
  }

  async #openMedia(probe: Probe): Promise<{ room: MediaRoom; seat: MediaSeat }> {
    const { scope, connection } = probe;
    const onLost = (): void => void scope.close().catch(() => undefined);
    const room = await MediaRoom.open({ pool: this.#options.pool, scope, onLost });
    const seat = await room.openSeat({ seatId: probe.id, principalId: connection.principal.id, events: ALONE });
    probe.media = { seat, workerPid: room.workerPid };
    return { room, seat };
  }
}
