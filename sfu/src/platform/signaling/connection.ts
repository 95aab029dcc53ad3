import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { Change } from '@haigang/shared/kernel/sync';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { EventName, EventOnWire } from '@haigang/shared/protocol';

/** One open page: a socket with its session and its life. Features hold it only as long as `scope` is open. */
export interface Connection {
  readonly id: string;
  readonly sessionId: string;
  readonly surface: string;
  readonly client: string;
  principal: Principal;
  readonly scope: Scope;
  emit<E extends EventName>(name: E, payload: EventOnWire<E>): void;
  /** Sends only when the client keeps up, and of two in one turn the first alone; a lossy feed must never queue. */
  emitVolatile<E extends EventName>(name: E, payload: EventOnWire<E>): void;
  /** Whether the network has taken everything sent before: what is sent now is not queued behind it. */
  readonly isClear: boolean;
  deliver(changes: readonly Change[]): void;
  disconnect(reason: string): void;
  /** Drops the socket and keeps the session: the page connects anew, as whoever it is now. */
  restart(): void;
}
