import type { Socket } from 'socket.io-client';
import { OPENS_WITHIN_MS } from './socket.js';

/** A link that gives no sign of life for this long is given up, ms; on a slow one four round trips. */
const LEAST_WAIT_MS = 1000;
const MOST_WAIT_MS = 4000;
const ROUND_TRIPS = 4;
/** A socket younger than this is not replaced by another, ms. */
const YOUNG_MS = 1000;

/** Most that opening a socket may take after others took too long, ms. */
const OPENS_WITHIN_MOST_MS = 24_000;
/** Without a packet of the call for so long the line may be dead, ms. */
const ALIVE_MS = 5000;

/** Why the link is doubted: this device may have another address, or packets stopped coming. */
export type LinkDoubt = 'network' | 'silence';

export interface LinkCheckOptions {
  readonly socket: Socket;
  /** When anything was last heard over the link, ms of `Date.now()`. */
  readonly heardAt: () => number;
  /** When anything else was last heard from the centre over this network, ms of `Date.now()`. */
  readonly arrivedAt: () => number;
  /** How long the last answers took, ms. */
  readonly roundTripMs: () => number;
}

export interface LinkCheck {
  /**
   * Asks the centre for a sign of life and opens a new socket when there is none: a TCP connection whose address is gone
   * would look alive for a quarter of an hour. Resolves with whether the link lives. A line that is slow and not dead is
   * left its socket, and a socket that is being opened over it its time: another one would have to begin anew. [NET10]
   */
  verify(doubt: LinkDoubt): Promise<boolean>;
}

/** Several who doubt the link at once get the same answer. */
export function createLinkCheck({ socket, heardAt, arrivedAt, roundTripMs }: LinkCheckOptions): LinkCheck {
  let checking: Promise<boolean> | null = null;
  let renewedAt = -YOUNG_MS;
  let openingSince = performance.now();
  let networkDoubted = false;
  // The line stands: what is still to come has its own time.
  for (const step of ['reconnect_attempt', 'open'] as const) {
    socket.io.on(step, () => (openingSince = performance.now()));
  }
  // Opening takes four round trips, and on a full line each of them seconds.
  socket.io.on('error', ({ message }) => {
    if (message !== 'timeout') return;
    socket.io.timeout(isAlive() ? Math.min(OPENS_WITHIN_MOST_MS, 2 * Number(socket.io.timeout())) : OPENS_WITHIN_MS);
  });
  socket.on('connect', () => void socket.io.timeout(OPENS_WITHIN_MS));

  /** Packets of the call come: the line is slow, and not dead. */
  function isAlive(): boolean {
    return Date.now() - arrivedAt() < ALIVE_MS;
  }

  function isOpening(): boolean {
    const { readyState } = socket.io.engine;
    const patienceMs = Number(socket.io.timeout());
    return (readyState === 'opening' || readyState === 'open') && performance.now() - openingSince < patienceMs;
  }

  function renew(): void {
    const now = performance.now();
    if (now - renewedAt < YOUNG_MS) return;
    renewedAt = now;
    openingSince = now;
    // Also ends the wait between two attempts and an attempt that hangs; `connect()` alone would not.
    socket.disconnect().connect();
  }

  async function check(): Promise<boolean> {
    const asked = Date.now();
    const waitMs = Math.min(MOST_WAIT_MS, Math.max(LEAST_WAIT_MS, ROUND_TRIPS * roundTripMs()));
    try {
      await socket.timeout(waitMs).emitWithAck('identity:me', { body: {} });
      return true;
    } catch {
      // Packets of the call may come by the network that was left.
      const seenAt = networkDoubted ? heardAt() : Math.max(heardAt(), arrivedAt());
      if (seenAt > asked) return true;
      renew();
      return false;
    }
  }

  return {
    verify: (doubt) => {
      if (!socket.connected) {
        if (doubt === 'network' || !isAlive() || !isOpening()) renew();
        return Promise.resolve(false);
      }
      networkDoubted ||= doubt === 'network';
      checking ??= check().finally(() => {
        checking = null;
        networkDoubted = false;
      });
      return checking;
    },
  };
}
