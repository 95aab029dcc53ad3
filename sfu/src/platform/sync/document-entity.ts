import type { Kysely } from 'kysely';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { Database } from '../storage/schema.js';
import type { Documents, Scoped } from '../storage/documents.js';
import type { SyncedEntity } from './sync-hub.js';

/** Serves a document entity: snapshot from its store, presented per principal. */
export function documentEntity<T extends Scoped>(
  documents: Documents<T>,
  present: (value: T, principal: Principal) => unknown = (value) => value,
): SyncedEntity {
  return {
    // The hub stores and returns exactly what the store wrote, so the value is a T.
    present: (value, principal) => present(value as T, principal),
    snapshot: async (db: Kysely<Database>) =>
      (await documents.list(db)).map((value) => ({ id: value.id, value, audience: documents.audienceOf(value) })),
  };
}

/**
 * Serves a document entity as it changes and nothing of it to a first visit: pages ask for what they show by a call of
 * the feature, and a resume does not read all that was ever said.
 */
export function liveEntity<T extends Scoped>(documents: Documents<T>): SyncedEntity {
  return { ...documentEntity(documents), snapshot: () => Promise.resolve([]) };
}
