import type { Kysely } from 'kysely';
import { Device } from '@haigang/shared/features/identity/device.model';
import { Documents } from '../../platform/storage/documents.js';
import type { Database } from '../../platform/storage/schema.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';

export const devices = new Documents<Device>({
  entity: 'device',
  schema: Device,
  audience: (device) => ({ roles: ['administrator'], principals: [device.id] }),
  incidentId: () => null,
  state: (device) => device.state,
  createdAt: (device) => device.createdAt,
});

/** Puts a device's only code; an earlier one is worth nothing from now on. */
export async function putCode(unit: Unit, deviceId: string, codeHash: string, expiresAt: number): Promise<void> {
  await unit.tx
    .insertInto('device_codes')
    .values({ device_id: deviceId, code_hash: codeHash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('device_id').doUpdateSet({ code_hash: codeHash, expires_at: expiresAt }))
    .execute();
}

/** The device a code belongs to, while the code lives. */
export async function findByCode(db: Kysely<Database>, codeHash: string, now: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('device_codes')
    .select('device_id')
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.device_id;
}

export async function dropCode(unit: Unit, deviceId: string): Promise<void> {
  await unit.tx.deleteFrom('device_codes').where('device_id', '=', deviceId).execute();
}
