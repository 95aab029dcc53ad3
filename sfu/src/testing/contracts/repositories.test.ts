import { openTestStorage } from '../storage.js';
import { accountSecretsContract } from './account-secrets.contract.js';
import { documentsContract } from './documents.contract.js';
import { incidentLogContract } from './incident-log.contract.js';
import { sessionsContract } from './sessions.contract.js';
import { settingsContract } from './settings.contract.js';
import { unitOfWorkContract } from './unit-of-work.contract.js';

const engines = [['SQLite', () => openTestStorage()]] as const;
for (const [engine, open] of engines) {
  documentsContract(engine, open);
  unitOfWorkContract(engine, open);
  sessionsContract(engine, open);
  incidentLogContract(engine, open);
  accountSecretsContract(engine, open);
  settingsContract(engine, open);
}
