import type { Scope } from '@haigang/shared/kernel/scope';
import type { SettingsReader } from '@haigang/shared/kernel/settings';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Logger } from '../../platform/logger.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';

/** What every watch is made with that writes down what it finds in the picture. */
export interface WatchDeps {
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly settings: SettingsReader;
  readonly orgId: string;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
}
