import type { Socket } from 'node:net';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { ForwardFault, ForwardHealth } from '@haigang/shared/features/vessel/vessel.model';
import type { Logger } from '../../../platform/logger.js';
import type { AisNetworkAddress } from '../ais-source-address.js';

export interface ForwardOptions {
  readonly reconnectMs: number;
  readonly maxReconnectMs: number;
  /** Bytes that wait for one receiver; what comes beyond is dropped for it. Default 256 KiB. */
  readonly mostWaiting: number;
  /** A receiver that took nothing for this long while something waits for it is cut off. Default 30 s. */
  readonly stuckMs: number;
  readonly maxPeers: number;
}
export const DEFAULT_FORWARD_OPTIONS: ForwardOptions = {
  ...{ reconnectMs: 1000, maxReconnectMs: 30_000, mostWaiting: 256 * 1024, stuckMs: 30_000, maxPeers: 16 },
};

export interface OutputHost {
  readonly address: AisNetworkAddress;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly options: ForwardOptions;
  /** Whether what is sent to this place would come in again at one of our own sources. */
  readonly isOurs: (kind: 'tcp' | 'udp', address: string | undefined, port: number | undefined) => boolean;
}

/** One place sentences are sent to. */
export interface ForwardOutput {
  /** Sentences, each with its line end. */
  send(text: string, sentences: number): void;
  readonly health: ForwardHealth;
  readonly port: number;
}

/** What an output counts and says. */
export class OutputState {
  fault: ForwardFault | null = null;
  sent = 0;
  dropped = 0;
  refusedPeers = 0;

  health(address: AisNetworkAddress, receivers: number): ForwardHealth {
    const { fault, sent, dropped, refusedPeers } = this;
    return { id: address.id, kind: address.kind, receivers, fault, sent, dropped, refusedPeers };
  }
}

/** Characters that are given to the system at once: what a slow line takes in much less than `stuckMs`. */
const PIECE = 16 * 1024;

/** Writes to a receiver, never more than it takes. [AIS50] */
export class BoundedPeer {
  readonly #socket: Socket;
  readonly #options: ForwardOptions;
  readonly #pieces: string[] = [];
  #waiting = 0;

  constructor(socket: Socket, options: ForwardOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.setKeepAlive(true, 30_000);
    socket.setNoDelay(true);
    // Whatever it says is thrown away; unread it would fill the kernel's buffers and hide its end.
    socket.resume();
  }

  /** False when it was dropped. */
  send(text: string): boolean {
    if (!this.#socket.writable) return false;
    const idle = this.#waiting === 0;
    if (!idle && this.#waiting + text.length > this.#options.mostWaiting) return false;
    for (let start = 0; start < text.length; start += PIECE) this.#pieces.push(text.slice(start, start + PIECE));
    this.#waiting += text.length;
    if (idle) this.#next();
    return true;
  }

  /** One piece after the other, so that each that is taken shows that the receiver lives. */
  #next(): void {
    const piece = this.#pieces.shift();
    if (piece === undefined) return;
    const stuck = setTimeout(() => this.#socket.destroy(), this.#options.stuckMs);
    this.#socket.write(piece, 'latin1', (failure) => {
      clearTimeout(stuck);
      if (failure) return;
      this.#waiting -= piece.length;
      this.#next();
    });
  }
}
