import type { Presence, PresenceReport } from '@haigang/shared/features/identity/identity.protocol';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Connection } from '../../platform/signaling/connection.js';

/** Open pages and what they say of themselves; live only. Commander and dispatcher see it, a wall without places. */
export class PresenceBoard {
  readonly #clock: Clock;
  readonly #connections: Iterable<Connection>;
  readonly #reports = new Map<string, { connection: Connection; report: PresenceReport; at: number }>();

  constructor(clock: Clock, connections: Iterable<Connection>) {
    this.#clock = clock;
    this.#connections = connections;
  }

  report(connection: Connection, report: PresenceReport): void {
    if (!this.#reports.has(connection.id)) {
      connection.scope.defer(() => {
        this.#reports.delete(connection.id);
        this.#announce();
      });
    }
    this.#reports.set(connection.id, { connection, report, at: this.#clock() });
    this.#announce();
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

  #announce(): void {
    const everybody = this.list();
    const redacted = everybody.map((one) => ({ ...one, position: null, positionAt: null, batteryPercent: null }));
    for (const connection of this.#connections) {
      if (hasRole(connection.principal, 'commander', 'dispatcher')) {
        connection.emit('identity:presence-changed', everybody);
      } else if (hasRole(connection.principal, 'display')) {
        connection.emit('identity:presence-changed', redacted);
      }
    }
  }
}
