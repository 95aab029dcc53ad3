import type { PortCall } from '@haigang/shared/features/vessel/port-call.model';
import type { PortCallQuery } from '@haigang/shared/features/vessel/port-call.protocol';
import type { CallContext } from '../../platform/signaling/call-context.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { findPortCalls } from './port-call.store.js';

/** [AIS66] Reads the stays of ships for whoever may see the traffic; each read is a row of the audit. */
export class PortCallReader {
  readonly #deps: { database: HaigangDatabase; unitOfWork: UnitOfWork };

  constructor(deps: { database: HaigangDatabase; unitOfWork: UnitOfWork }) {
    this.#deps = deps;
  }

  async list({ principal, client }: CallContext, query: PortCallQuery): Promise<PortCall[]> {
    const { database, unitOfWork } = this.#deps;
    const calls = await findPortCalls(database.reader, principal.orgId, query);
    const origin = { call: 'vessel:port-calls', requestId: undefined, body: query, client };
    await unitOfWork.run(principal, origin, (unit) => {
      unit.audit('vessel:port-calls-read', 'port-call', query.mmsi ?? '*', { ...query, calls: calls.length });
      return Promise.resolve();
    });
    return calls;
  }
}
