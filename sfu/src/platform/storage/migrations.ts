import type { Kysely, Migration, MigrationProvider } from 'kysely';
import type { Database } from './schema.js';

const scopeColumns = ['org_id', 'simulated', 'drill'] as const;

async function createTables(db: Kysely<Database>): Promise<void> {
  await db.schema
    .createTable('meta')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('account_secrets')
    .addColumn('account_id', 'text', (c) => c.primaryKey())
    .addColumn('username', 'text', (c) => c.notNull().unique())
    .addColumn('password_hash', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('sessions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('principal_id', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema.createIndex('sessions_principal').on('sessions').column('principal_id').execute();
  await createJournalTables(db);
  await createDocumentTables(db);
}

async function createJournalTables(db: Kysely<Database>): Promise<void> {
  await db.schema
    .createTable('requests')
    .addColumn('principal_id', 'text', (c) => c.notNull())
    .addColumn('request_id', 'text', (c) => c.notNull())
    .addColumn('call', 'text', (c) => c.notNull())
    .addColumn('body_digest', 'text', (c) => c.notNull())
    .addColumn('response', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('requests_pk', ['principal_id', 'request_id'])
    .execute();
  await db.schema
    .createTable('changes')
    .addColumn('seq', 'integer', (c) => c.primaryKey())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('entity', 'text', (c) => c.notNull())
    .addColumn('entity_id', 'text', (c) => c.notNull())
    .addColumn('audience', 'text', (c) => c.notNull())
    .addColumn('previous_audience', 'text')
    .addColumn('value', 'text')
    .execute();
  await db.schema
    .createTable('audit')
    .addColumn('seq', 'integer', (c) => c.primaryKey())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('org_id', 'text', (c) => c.notNull())
    .addColumn('actor_id', 'text', (c) => c.notNull())
    .addColumn('actor_role', 'text')
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('entity', 'text', (c) => c.notNull())
    .addColumn('entity_id', 'text', (c) => c.notNull())
    .addColumn('client', 'text')
    .addColumn('payload_digest', 'text', (c) => c.notNull())
    .addColumn('prev_hash', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('audit_payloads')
    .addColumn('digest', 'text', (c) => c.primaryKey())
    .addColumn('payload', 'text', (c) => c.notNull())
    .execute();
}

async function createDocumentTables(db: Kysely<Database>): Promise<void> {
  let documents = db.schema
    .createTable('documents')
    .addColumn('entity', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull());
  for (const column of scopeColumns) {
    documents = documents.addColumn(column, column === 'org_id' ? 'text' : 'integer', (c) => c.notNull());
  }
  await documents
    .addColumn('incident_id', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('audience', 'text', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('documents_pk', ['entity', 'id'])
    .execute();
  await db.schema.createIndex('documents_incident').on('documents').columns(['incident_id', 'entity']).execute();
  await db.schema.createIndex('documents_created').on('documents').columns(['entity', 'created_at']).execute();
  let log = db.schema.createTable('incident_log').addColumn('id', 'text', (c) => c.primaryKey());
  for (const column of scopeColumns) {
    log = log.addColumn(column, column === 'org_id' ? 'text' : 'integer', (c) => c.notNull());
  }
  await log
    .addColumn('incident_id', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('occurred_at', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('actor_id', 'text', (c) => c.notNull())
    .addColumn('actor_name', 'text', (c) => c.notNull())
    .addColumn('actor_role', 'text')
    .addColumn('text_key', 'text', (c) => c.notNull())
    .addColumn('params', 'text', (c) => c.notNull())
    .addColumn('note', 'text')
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('prev_hash', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('incident_log_order')
    .on('incident_log')
    .columns(['incident_id', 'position'])
    .unique()
    .execute();
  await db.schema
    .createTable('expert_secrets')
    .addColumn('link_id', 'text', (c) => c.primaryKey())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('bound_session_id', 'text')
    .execute();
  await db.schema
    .createTable('settings')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'text', (c) => c.notNull())
    .addColumn('updated_by', 'text', (c) => c.notNull())
    .execute();
}

async function extendSettings(db: Kysely<Database>): Promise<void> {
  await db.schema
    .alterTable('settings')
    .addColumn('org_id', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('settings')
    .addColumn('revision', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('settings').addColumn('changed_by_name', 'text').execute();
  await db.schema.alterTable('settings').addColumn('proposal', 'text').execute();
}

async function createDeviceCodes(db: Kysely<Database>): Promise<void> {
  await db.schema
    .createTable('device_codes')
    .addColumn('device_id', 'text', (c) => c.primaryKey())
    .addColumn('code_hash', 'text', (c) => c.notNull().unique())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
}

async function createVesselStatic(db: Kysely<Database>): Promise<void> {
  await db.schema
    .createTable('vessel_static')
    .addColumn('mmsi', 'text', (c) => c.notNull())
    .addColumn('simulated', 'integer', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('heard_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('vessel_static_key', ['mmsi', 'simulated'])
    .execute();
  await db.schema.createIndex('vessel_static_heard').on('vessel_static').column('heard_at').execute();
  await db.schema
    .createTable('vessel_identity_changes')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('mmsi', 'text', (c) => c.notNull())
    .addColumn('simulated', 'integer', (c) => c.notNull())
    .addColumn('field', 'text', (c) => c.notNull())
    .addColumn('before', 'text', (c) => c.notNull())
    .addColumn('after', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('vessel_identity_changes_of')
    .on('vessel_identity_changes')
    .columns(['mmsi', 'id'])
    .execute();
}

async function createPortCalls(db: Kysely<Database>): Promise<void> {
  await db.schema
    .createTable('port_calls')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('org_id', 'text', (c) => c.notNull())
    .addColumn('mmsi', 'text', (c) => c.notNull())
    .addColumn('simulated', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('opened_at', 'text', (c) => c.notNull())
    .addColumn('closed_at', 'text')
    .execute();
  for (const column of ['mmsi', 'state', 'closed_at'] as const) {
    await db.schema.createIndex(`port_calls_${column}`).on('port_calls').columns([column, 'opened_at']).execute();
  }
  await db.schema.createIndex('port_calls_opened').on('port_calls').columns(['opened_at', 'id']).execute();
}

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_foundation': { up: (db: Kysely<Database>) => createTables(db) },
  '0002_settings': { up: (db: Kysely<Database>) => extendSettings(db) },
  // Retention looks for old requests by time; without it each look would read them all.
  '0003_requests_by_time': {
    up: (db: Kysely<Database>) => db.schema.createIndex('requests_at').on('requests').column('at').execute(),
  },
  '0004_device_codes': { up: (db: Kysely<Database>) => createDeviceCodes(db) },
  '0005_vessel_static': { up: (db: Kysely<Database>) => createVesselStatic(db) },
  '0006_port_calls': { up: (db: Kysely<Database>) => createPortCalls(db) },
  '0007_expert_browser_keys': {
    up: (db: Kysely<Database>) =>
      db.schema.alterTable('expert_secrets').addColumn('browser_key_hash', 'text').execute(),
  },
};

/** Numbered migrations, compiled in; the newest name is what "this program's version of the database" means. */
export const migrationProvider: MigrationProvider = { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) };
export const KNOWN_MIGRATIONS: readonly string[] = Object.keys(MIGRATIONS);
