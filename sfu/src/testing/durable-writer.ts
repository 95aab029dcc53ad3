import { writeSync } from 'node:fs';
import { sql } from 'kysely';
import { openTestStorage } from './storage.js';

/** A program whose system calls are watched: writes units and says `ACK <n>` on standard output after each. */
export async function writeDurableUnits(dataDir: string, count: number, careless: boolean): Promise<void> {
  const storage = await openTestStorage(dataDir);
  if (careless) await sql`pragma synchronous = OFF`.execute(storage.database.writer);
  writeSync(1, 'ACK 0\n');
  for (let n = 1; n <= count; n += 1) {
    await storage.run((unit) => {
      unit.audit('test:written', 'test', String(n));
      return Promise.resolve();
    });
    writeSync(1, `ACK ${n}\n`);
  }
  await storage.scope.close();
}
