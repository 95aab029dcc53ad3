import type { Scope } from '@haigang/shared/kernel/scope';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import type { Clock } from '@haigang/shared/kernel/time';
import { ringSeconds } from '@haigang/shared/features/conference/conference.settings';
import type { Logger } from '../../platform/logger.js';
import { repeat } from '../../platform/repeat.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { systemPrincipal } from '../identity/index.js';
import { unanswered, type CallService } from './call.service.js';
import { conferences } from './conference.stores.js';

const LOOK_EVERY_MS = 1000;

/** [CALL3] A call that nobody answers ends by the server's clock, counted from the call itself: a restart keeps it. */
export function openCallExpiry(deps: {
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly calls: CallService;
  readonly settings: SettingsReader;
  readonly clock: Clock;
  readonly orgId: string;
  readonly scope: Scope;
  readonly logger: Logger;
}): void {
  const { database, unitOfWork, calls, settings, clock, orgId, scope, logger } = deps;
  const look = async (): Promise<void> => {
    const calledBefore = clock() - settingMs(settings, ringSeconds);
    for (const conference of await conferences.list(database.reader, { states: ['OPEN', 'ACTIVE'] })) {
      if (unanswered(conference, calledBefore).length === 0) continue;
      const origin = { call: 'conference:expire-call', requestId: undefined, body: null, client: null };
      await unitOfWork.run(systemPrincipal(orgId), origin, (unit) => calls.expire(unit, conference.id, calledBefore));
    }
  };
  repeat(scope, LOOK_EVERY_MS, look, (failure) => {
    if (!scope.closed) logger.error({ err: failure }, 'unanswered calls could not be ended');
  });
}
