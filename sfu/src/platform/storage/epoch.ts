import { randomUUID } from 'node:crypto';
import type { HaigangDatabase } from './database.js';

/** The database's history id: made once, and anew by a restore, so that clients take a snapshot then. */
export async function openEpoch(database: HaigangDatabase): Promise<string> {
  const known = await database.writer.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirst();
  if (known) return known.value;
  const epoch = randomUUID();
  await database.writer.insertInto('meta').values({ key: 'epoch', value: epoch }).execute();
  return epoch;
}

/** [BAK5] Begins a new history, so that every client drops what it has and takes a snapshot. */
export async function renewEpoch(database: HaigangDatabase): Promise<string> {
  await database.writer.deleteFrom('meta').where('key', '=', 'epoch').execute();
  return openEpoch(database);
}
