import type { Presence, PresenceReport } from '@haigang/shared/features/identity/identity.protocol';
import { hasRole, seesPresence, standsOnDuty } from '@haigang/shared/features/identity/identity.model';
import { every } from '@haigang/shared/kernel/every';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Connection } from '../../platform/signaling/connection.js';

const TICK_MS = 1000;
/** A list is repeated after so many ticks without a change. */
const QUIET_TICKS = 10;

/** Open pages and what they say of themselves; live only. Commander and dispatcher see it, a wall without places. */
export class PresenceBoard {
  readonly #clock: Clock;
  readonly #connections: Iterable<Connection>;
  readonly #reports = new Map<string, { connection: Connection; report: PresenceReport; at: number }>();

  #changed = false;
  #quietTicks = 0;

  constructor(deps: { clock: Clock; connections: Iterable<Connection>; scope: Scope }) {
    this.#clock = deps.clock;
    this.#connections = deps.connections;
    deps.scope.defer(every(TICK_MS, () => this.#tick()));
  }

  /** [PRE3] A place is kept of those alone who stand on duty. */
  report(connection: Connection, told: PresenceReport): void {
    const report = standsOnDuty(connection.principal) ? told : { ...told, position: null, positionAt: null };
    if (!this.#reports.has(connection.id)) {
      connection.scope.defer(() => {
        this.#reports.delete(connection.id);
        this.#changed = true;
      });
    }
    this.#reports.set(connection.id, { connection, report, at: this.#clock() });
    this.#changed = true;
  }

  list(): Presence[] {
    return [...this.#reports.values()].map(({ connection, report, at }) => ({
      ...report,
      principalId: connection.principal.id,
      name: connection.principal.name,
      roles: connection.principal.roles,
      reachable: report.foreground && report.onDuty && !report.soundBlocked,
      at,
    }));
  }

  /** [PRE1] However many report, one list a second; one now and then also when nothing changed, since any may be lost. */
  #tick(): void {
    this.#quietTicks += 1;
    if (!this.#changed && this.#quietTicks < QUIET_TICKS) return;
    this.#changed = false;
    this.#quietTicks = 0;
    this.#announce();
  }

  #announce(): void {
    const everybody = this.list();
    const redacted = everybody.map((one) => ({ ...one, position: null, positionAt: null, batteryPercent: null }));
    for (const connection of this.#connections) {
      if (!seesPresence(connection.principal)) continue;
      const places = hasRole(connection.principal, 'commander', 'dispatcher');
      connection.emitVolatile('identity:presence-changed', places ? everybody : redacted);
    }
  }
}
