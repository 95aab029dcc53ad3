import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import { Scope } from '@haigang/shared/kernel/scope';
import type { ResetPassword } from '../features/identity/index.js';
import { resetPassword, Sessions } from '../features/identity/index.js';
import { openCheckpoints } from '../platform/audit/checkpoints.js';
import { silentLogger } from '../platform/logger.js';
import { askServer } from '../platform/control/control-socket.js';
import { createClock } from '../platform/clock.js';
import { lockDataDir } from '../platform/data-lock.js';
import { openDatabase } from '../platform/storage/database.js';
import { UnitOfWork } from '../platform/storage/unit-of-work.js';

const Result = z.object({ endedSessions: z.int() });

/** 120 random bits in letters that can be read aloud: no 0, 1, i, l, o. */
export function generatePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const picked = [...randomBytes(256)].filter((byte) => byte < 8 * letters.length).slice(0, 25);
  return picked
    .map((byte, at) => `${at > 0 && at % 5 === 0 ? '-' : ''}${letters[byte % letters.length] ?? ''}`)
    .join('');
}

/**
 * [CTL2] Resets a password: a running server does it itself (it alone holds the sessions and numbers the changes), a
 * stopped one's data is opened under its lock.
 */
export async function resetPasswordOf(
  target: { dataDir: string; orgId: string },
  input: z.infer<typeof ResetPassword>,
): Promise<{ endedSessions: number }> {
  if (!existsSync(join(target.dataDir, 'haigang.db'))) {
    throw new AppError('not_found', 'data.none', `没有数据 / there is no data in ${target.dataDir}`);
  }
  let release: () => void;
  try {
    release = lockDataDir(target.dataDir);
  } catch (failure) {
    if (!(failure instanceof AppError) || failure.reason !== 'data.in-use') throw failure;
    return Result.parse(await askServer(target.dataDir, 'reset-password', input));
  }
  try {
    return await resetOffline(target, input);
  } finally {
    release();
  }
}

async function resetOffline(
  { dataDir, orgId }: { dataDir: string; orgId: string },
  input: z.infer<typeof ResetPassword>,
): Promise<{ endedSessions: number }> {
  const clock = createClock(silentLogger).now;
  const scope = new Scope('reset-password');
  const database = await openDatabase(join(dataDir, 'haigang.db'));
  scope.defer(() => database.close());
  try {
    const unitOfWork = new UnitOfWork({ database, clock, onCommitted: () => undefined });
    await unitOfWork.open();
    // Signs the new row when the scope closes, as a server does at its stop.
    openCheckpoints({ dataDir, database, unitOfWork, scope, clock, logger: silentLogger });
    const sessions = new Sessions(clock);
    await sessions.load(database.reader);
    return await resetPassword({ unitOfWork, sessions, orgId, onSessionEnded: () => undefined }, input);
  } finally {
    await scope.close();
  }
}
