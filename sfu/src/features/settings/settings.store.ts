import type { Kysely } from 'kysely';
import { Bilingual } from '@haigang/shared/kernel/bilingual';
import { AppError } from '@haigang/shared/kernel/errors';
import type { SettingDefinition } from '@haigang/shared/kernel/settings';
import { SettingProposal, type SettingRow } from '@haigang/shared/features/settings/settings.model';
import { settingReaders } from '@haigang/shared/features/settings/settings.rules';
import type { Database, SettingTable } from '../../platform/storage/schema.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import type { Audience } from '../../platform/sync/audience.js';

export function settingAudience(definition: SettingDefinition, orgId: string): Audience {
  return { orgId, roles: settingReaders(definition), principals: [] };
}

/** The stored row of a setting, or what stands for it while nobody touched it. */
export async function findSetting(
  db: Kysely<Database>,
  definition: SettingDefinition,
  orgId: string,
): Promise<SettingRow> {
  const row = await db.selectFrom('settings').selectAll().where('key', '=', definition.key).executeTakeFirst();
  return row ? parseRow(row, definition) : untouched(definition, orgId);
}

export async function listSettings(
  db: Kysely<Database>,
  definitions: Iterable<SettingDefinition>,
  orgId: string,
): Promise<SettingRow[]> {
  const rows = new Map((await db.selectFrom('settings').selectAll().execute()).map((row) => [row.key, row]));
  return [...definitions].map((definition) => {
    const row = rows.get(definition.key);
    return row ? parseRow(row, definition) : untouched(definition, orgId);
  });
}

/** Writes the next revision and announces it. Throws `conflict setting.stale` when another one was faster. */
export async function saveSetting(
  unit: Unit,
  definition: SettingDefinition,
  previous: SettingRow,
  next: Omit<SettingRow, 'revision'>,
): Promise<SettingRow> {
  const row: SettingRow = { ...next, revision: previous.revision + 1 };
  const columns = {
    value: JSON.stringify(row.value),
    updated_at: row.changedAt ?? unit.at,
    updated_by: unit.actor.id,
    org_id: row.orgId,
    revision: row.revision,
    changed_by_name: row.changedByName && JSON.stringify(row.changedByName),
    proposal: row.proposal && JSON.stringify(row.proposal),
  };
  const written = await unit.tx
    .insertInto('settings')
    .values({ key: row.id, ...columns })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet(columns).where('settings.revision', '=', previous.revision),
    )
    .executeTakeFirst();
  if (Number(written.numInsertedOrUpdatedRows ?? 0) !== 1) {
    throw new AppError('conflict', 'setting.stale', 'changed by someone else');
  }
  unit.change('setting', row.id, row, settingAudience(definition, row.orgId));
  return row;
}

function untouched(definition: SettingDefinition, orgId: string): SettingRow {
  const nobody = { value: null, changedAt: null, changedByName: null, proposal: null };
  return { id: definition.key, orgId, ...nobody, revision: 0 };
}

function parseRow(row: SettingTable, definition: SettingDefinition): SettingRow {
  const { data: value } = definition.schema.safeParse(JSON.parse(row.value));
  const fits = value !== undefined;
  return {
    id: row.key,
    orgId: row.org_id,
    value: fits ? value : null,
    changedAt: fits ? row.updated_at : null,
    changedByName: row.changed_by_name === null ? null : Bilingual.parse(JSON.parse(row.changed_by_name)),
    proposal: row.proposal === null ? null : SettingProposal.parse(JSON.parse(row.proposal)),
    revision: row.revision,
  };
}
