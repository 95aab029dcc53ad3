import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Scope } from '@haigang/shared/kernel/scope';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import { systemPrincipal } from '../features/identity/index.js';
import { openDatabase, type HaigangDatabase } from '../platform/storage/database.js';
import { UnitOfWork, type StoredChange, type Unit } from '../platform/storage/unit-of-work.js';

/** Storage without a server: a real database in its own folder, its writer, and a clock the test advances. */
export interface TestStorage {
  readonly dataDir: string;
  readonly scope: Scope;
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  /** Every committed batch, as it was announced. */
  readonly announced: (readonly StoredChange[])[];
  readonly clock: () => number;
  advance(milliseconds: number): void;
  /** One unit by the system or by the given principal. */
  run<T>(
    work: (unit: Unit) => Promise<T>,
    request?: { requestId?: string; body?: unknown; actor?: Principal },
  ): Promise<T>;
  /** Closes and opens the same data anew. */
  reopen(): Promise<TestStorage>;
  /** Closes and removes everything. */
  close(): Promise<void>;
}

export async function openTestStorage(
  dataDir = mkdtempSync(join(tmpdir(), 'haigang-storage-')),
  startAt = Date.UTC(2026, 4, 10),
): Promise<TestStorage> {
  let now = startAt;
  const scope = new Scope('test-storage');
  const database = await openDatabase(join(dataDir, 'haigang.db'));
  scope.defer(() => database.close());
  const announced: (readonly StoredChange[])[] = [];
  const clock = () => now;
  const unitOfWork = new UnitOfWork({ database, clock, onCommitted: (changes) => void announced.push(changes) });
  await unitOfWork.open();
  return {
    dataDir,
    scope,
    database,
    unitOfWork,
    announced,
    clock,
    advance: (milliseconds) => void (now += milliseconds),
    run: (work, { requestId, body = null, actor = systemPrincipal('test') } = {}) =>
      unitOfWork.run(actor, { call: 'test:run', requestId, body, client: '127.0.0.1' }, work),
    reopen: async () => {
      await scope.close();
      return openTestStorage(dataDir, now);
    },
    close: async () => {
      await scope.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
