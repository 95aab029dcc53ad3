import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Conference, Participant } from '@haigang/shared/features/conference/conference.model';
import type { Logger } from '../../platform/logger.js';
import { repeat } from '../../platform/repeat.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { systemPrincipal } from '../identity/index.js';
import type { ConferenceRooms } from './conference-rooms.js';
import type { ConferenceService } from './conference.service.js';
import { conferences } from './conference.stores.js';

const LOOK_EVERY_MS = 1000;

/**
 * [LIFE5] Whoever was dropped has LEFT after the grace by the server's clock, over a restart too: no timer of a process
 * waits for him then. Those for whom a seat still waits are the room's.
 */
export function openSeatExpiry(deps: {
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly service: ConferenceService;
  readonly rooms: Pick<ConferenceRooms, 'hasPlace'>;
  readonly graceMs: () => number;
  readonly clock: Clock;
  readonly orgId: string;
  readonly scope: Scope;
  readonly logger: Logger;
}): void {
  const { database, unitOfWork, service, rooms, graceMs, clock, orgId, scope, logger } = deps;
  const origin = { call: 'conference:seat', requestId: undefined, body: null, client: null };
  const look = async (): Promise<void> => {
    const droppedBefore = clock() - graceMs();
    for (const conference of await conferences.list(database.reader, { states: ['OPEN', 'ACTIVE'] })) {
      for (const { principalId } of away(conference, droppedBefore)) {
        if (rooms.hasPlace(conference.id, principalId)) continue;
        await unitOfWork.run(systemPrincipal(orgId), origin, async (unit) => {
          const now = await conferences.get(unit.tx, conference.id);
          const person = away(now, droppedBefore).find((one) => one.principalId === principalId);
          if (!person) return;
          const principal = { ...unit.actor, id: principalId, name: person.name, roles: [person.role] };
          await service.setParticipant(unit, conference.id, principal, 'LEFT');
        });
      }
    }
  };
  repeat(scope, LOOK_EVERY_MS, look, (failure) => {
    if (!scope.closed) logger.error({ err: failure }, 'seats of pages that did not come back could not be ended');
  });
}

function away(conference: Conference, droppedBefore: number): Participant[] {
  return conference.participants.filter(
    ({ state, droppedAt }) =>
      state === 'DROPPED' && (droppedAt === undefined || Date.parse(droppedAt) <= droppedBefore),
  );
}
