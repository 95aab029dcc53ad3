import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { PortCallPage, PortCallQuery } from '@haigang/shared/features/vessel/port-call.protocol';
import { CORRECTING_ROLES } from '@haigang/shared/features/vessel/port-call.rules';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import type { CallContext } from '../../platform/signaling/call-context.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { findPortCalls } from './port-call.store.js';

interface PortCallReaderDeps {
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly site: () => PortSite;
}

/** [AIS66] Reads the stays of ships for whoever may see the traffic; each read is a row of the audit. */
export class PortCallReader {
  readonly #deps: PortCallReaderDeps;

  constructor(deps: PortCallReaderDeps) {
    this.#deps = deps;
  }

  async list({ principal, client }: CallContext, query: PortCallQuery): Promise<PortCallPage> {
    const { database, unitOfWork, site } = this.#deps;
    const calls = await findPortCalls(database.reader, principal.orgId, query);
    const origin = { call: 'vessel:port-calls', requestId: undefined, body: query, client };
    await unitOfWork.run(principal, origin, (unit) => {
      unit.audit('vessel:port-calls-read', 'port-call', query.mmsi ?? '*', { ...query, calls: calls.length });
      return Promise.resolve();
    });
    const { berths, anchorages } = site();
    const places = [
      ...berths.map(({ id, name }) => ({ id, name, kind: 'berth' as const })),
      ...anchorages.map(({ id, name }) => ({ id, name, kind: 'anchorage' as const })),
    ];
    return { calls, mayCorrect: hasRole(principal, ...CORRECTING_ROLES), places };
  }
}
