import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAuditedStorage, type AuditedStorage } from '../../testing/audited-storage.js';
import { chainHash, digestOf } from './chain.js';
import { checkpointFile } from './checkpoint.js';
import { auditFolder, openHostKey } from './host-key.js';
import { erasePayload } from './tombstone.js';

let storage: AuditedStorage;
const written: string[] = [];
beforeEach(async () => {
  storage = await openAuditedStorage();
  written.length = 0;
  for (let n = 0; n < 3; n += 1) written.push(await storage.incident());
  await storage.checkpoint();
});
afterEach(() => storage.close());

const folder = () => auditFolder(storage.dataDir);
const kindsAt = async (): Promise<string[]> =>
  (await storage.verify()).findings.map((finding) => `${finding.kind} ${finding.table} ${finding.row}`);
const write = (query: string) => sql.raw(query).execute(storage.database.writer);

test('[AUD1] [AUD4] an untouched chain is whole, and every row was looked at', async () => {
  const report = await storage.verify();
  expect(report).toMatchObject({ findings: [], auditRows: 12, logRows: 6, checkpoints: 2, rowsAfterLastCheckpoint: 0 });
});

const COVERED = ['audit', 'audit_payloads', 'incident_log'] as const;
interface Cell {
  readonly table: (typeof COVERED)[number];
  readonly rowid: number;
  readonly column: string;
  readonly value: unknown;
  readonly names: readonly string[];
}

/** Every cell of every covered table, with the names a finding may call its row by. */
async function cells(): Promise<Cell[]> {
  const all: Cell[] = [];
  for (const table of COVERED) {
    const { rows } = await sql<Record<string, unknown>>`select rowid as rowid_, * from ${sql.table(table)}`.execute(
      storage.database.writer,
    );
    for (const { rowid_, ...row } of rows) {
      const names =
        table === 'audit'
          ? [String(row['seq'])]
          : table === 'audit_payloads'
            ? [String(row['digest'])]
            : [`${String(row['incident_id'])}#${String(row['position'])}`];
      for (const [column, value] of Object.entries(row)) {
        all.push({ table, rowid: Number(rowid_), column, value, names });
      }
    }
  }
  return all;
}

/** The value with one character (or the number) changed. */
function altered(value: unknown, at: number): unknown {
  if (typeof value === 'number') return value + 1000;
  if (typeof value !== 'string' || value === '') return 'x';
  const index = at % value.length;
  const other = value[index] === '7' ? '8' : '7';
  return value.slice(0, index) + other + value.slice(index + 1);
}

test('[AUD4] one character changed in any cell of a covered table is found, and the finding names the row', async () => {
  const all = await cells();
  const put = async (cell: Cell, rowid: number, value: unknown): Promise<void> => {
    const column = sql.ref(cell.column);
    await sql`update ${sql.table(cell.table)} set ${column} = ${value} where rowid = ${rowid}`.execute(
      storage.database.writer,
    );
  };
  const byColumn = new Map<string, Cell[]>();
  for (const cell of all) {
    const key = `${cell.table}.${cell.column}`;
    byColumn.set(key, [...(byColumn.get(key) ?? []), cell]);
  }
  for (const [key, column] of byColumn) {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...column), fc.nat(), async (cell, at) => {
        const value = altered(cell.value, at);
        // `seq` is the row id itself: the row moves with it.
        const moved = cell.table === 'audit' && cell.column === 'seq' ? Number(value) : cell.rowid;
        await put(cell, cell.rowid, value);
        const { findings } = await storage.verify();
        await put(cell, moved, cell.value);
        const own = cell.column === 'incident_id' ? `${String(value)}#` : cell.column === 'position' ? '#' : '';
        const named = findings.filter(
          (finding) => cell.names.includes(finding.row) || (own !== '' && finding.row.includes(own)),
        );
        expect(named, `${key} ${String(cell.value)} → ${String(value)}`).not.toEqual([]);
      }),
      { numRuns: 5 },
    );
  }
  expect((await storage.verify()).findings).toEqual([]);
}, 60_000);

test('[AUD4] a row taken out is a gap, and the incident log row it spoke of is left without its record', async () => {
  await write('delete from audit where seq = 5');
  expect(await kindsAt()).toContain('gap audit 5');
  await write(`delete from incident_log where incident_id = '${written[0]!}' and position = 1`);
  expect(await kindsAt()).toContain(`gap incident_log ${written[0]!}#1`);
});

test('[AUD4] two rows exchanged are said to be moved, and where from', async () => {
  await write('update audit set seq = -1 where seq = 4');
  await write('update audit set seq = 4 where seq = 8');
  await write('update audit set seq = 8 where seq = -1');
  expect(await kindsAt()).toEqual(expect.arrayContaining(['reordered audit 4', 'reordered audit 8']));
  const { findings } = await storage.verify();
  expect(findings.find((finding) => finding.row === '4' && finding.kind === 'reordered')?.en).toBe(
    'audit row 4 was moved: it was written as audit row 8',
  );
});

test('[AUD3] a tail cut cleanly is betrayed by the checkpoint; the tail of an incident log by the audit chain', async () => {
  await write('delete from audit where seq > 9');
  expect(await kindsAt()).toContain('cut-tail audit 10');
});

test('[AUD6] an incident log cut at its end, or removed whole, is found', async () => {
  const { rows } = await sql<{
    id: string;
  }>`select id from incident_log where incident_id = ${written[1]!} order by position`.execute(storage.database.reader);
  await write(`delete from incident_log where id = '${rows[1]!.id}'`);
  expect(await kindsAt()).toEqual([`log-missing incident_log ${rows[1]!.id}`]);
  await write(`delete from incident_log where id = '${rows[0]!.id}'`);
  expect(await kindsAt()).toEqual(rows.map((row) => `log-missing incident_log ${row.id}`));
});

test('[AUD3] [AUD6] a history rewritten with every hash recomputed is betrayed by checkpoint and anchors', async () => {
  const { writer } = storage.database;
  await write("update audit set action = 'nothing:happened' where seq = 2");
  let prev = (await writer.selectFrom('audit').select('hash').where('seq', '=', 1).executeTakeFirstOrThrow()).hash;
  for (const row of await writer.selectFrom('audit').selectAll().where('seq', '>', 1).orderBy('seq').execute()) {
    const digest = digestOf({
      ...{ seq: row.seq, at: row.at, orgId: row.org_id, actorId: row.actor_id, actorRole: row.actor_role },
      ...{ action: row.action, entity: row.entity, entityId: row.entity_id, client: row.client },
      payloadDigest: row.payload_digest,
    });
    const hash = chainHash(prev, digest);
    await writer.updateTable('audit').set({ prev_hash: prev, hash }).where('seq', '=', row.seq).execute();
    prev = hash;
  }
  const found = await kindsAt();
  expect(found).toContain('checkpoint-mismatch audit 12');
  expect(found.some((line) => line.startsWith('changed'))).toBe(false);
});

test('[AUD2] [AUD3] a checkpoint changed, forged with another key, or taken out is found', async () => {
  await storage.incident();
  await storage.checkpoint();
  await storage.incident();
  await storage.checkpoint();
  const path = checkpointFile(folder());
  const original = readFileSync(path, 'utf8');
  const lines = original.trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  writeFileSync(path, original.replace('"seq":16', '"seq":15'));
  expect(await kindsAt()).toContain('checkpoint-forged checkpoints 3');
  writeFileSync(path, `${lines[0]!}\n${lines[1]!}\n${lines[3]!}\n`);
  expect(await kindsAt()).toEqual(['checkpoint-forged checkpoints 3']);
  writeFileSync(path, `${original}{"seq":1}\n`);
  expect(await kindsAt()).toEqual(['checkpoint-forged checkpoints 5']);
  writeFileSync(path, original);
  const foreignFolder = join(storage.dataDir, 'other');
  openHostKey(foreignFolder);
  const withOtherKey = await storage.verify(join(foreignFolder, 'host-key.pub.pem'));
  expect(withOtherKey.findings.filter((finding) => finding.kind === 'checkpoint-forged')).toHaveLength(4);
  expect(await kindsAt()).toEqual([]);
});

test('[AUD5] a payload may go with a signed tombstone; without one, or with a forged one, it is missed', async () => {
  const { digest } = await storage.database.reader
    .selectFrom('audit_payloads')
    .select('digest')
    .where('payload', 'like', '%"number"%')
    .limit(1)
    .executeTakeFirstOrThrow();
  await storage.run((unit) => erasePayload(unit, { dataDir: storage.dataDir, digest, reason: 'erasure order 12' }));
  const report = await storage.verify();
  expect(report.findings).toEqual([]);
  expect(report.erasedPayloads).toBeGreaterThan(0);
  const path = join(folder(), 'tombstones.jsonl');
  writeFileSync(path, readFileSync(path, 'utf8').replace('order 12', 'order 13'));
  const found = await kindsAt();
  expect(found).toContain('tombstone-forged tombstones 1');
  expect(found).toContain(`payload-missing audit_payloads ${digest}`);
});

test('[AUD2] the host key is private to its owner, kept over restarts, and never silently replaced', async () => {
  expect(statSync(join(folder(), 'host-key.pem')).mode & 0o777).toBe(0o600);
  const text = 'the same key';
  expect(openHostKey(folder()).sign(text)).toBe(openHostKey(folder()).sign(text));
  const { renameSync } = await import('node:fs');
  renameSync(join(folder(), 'host-key.pem'), join(folder(), 'gone.pem'));
  expect(() => openHostKey(folder())).toThrow(expect.objectContaining({ reason: 'audit.key-missing' }) as Error);
});
