import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@haigang/shared/kernel/errors';
import { finishRestore } from './storage/restore-journal.js';

/**
 * One server (or console tool) per data folder: two would both hand out `seq`. Returns the release. Throws `data.in-use`.
 * A lock whose process is gone (power cut, kill -9) is taken over. A restore cut short is finished or undone here.
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'server.lock');
  if (existsSync(path)) {
    const pid = Number(readFileSync(path, 'utf8').trim());
    if (pid !== process.pid && isServer(pid)) {
      throw new AppError(
        'conflict',
        'data.in-use',
        `数据目录正被进程 ${pid} 使用，请先停止它 / the data folder is in use by process ${pid}, stop it first: ${dataDir}`,
      );
    }
    rmSync(path, { force: true });
  }
  const handle = openSync(path, 'wx', 0o600);
  writeSync(handle, String(process.pid));
  closeSync(handle);
  finishRestore(dataDir);
  return () => rmSync(path, { force: true });
}

/** Whether that process lives and is a Node program; a recycled number of another program holds no lock. */
function isServer(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    return /main|server-tool/u.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    // No /proc on this system: believe the process table alone.
    return true;
  }
}
