import { AppError } from '@haigang/shared/kernel/errors';

/** [STO4] Gives a disk that is full or failing its plain name; any other failure passes as it is. */
export async function naming<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (failure) {
    throw named(failure);
  }
}

function named(failure: unknown): unknown {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  // A full disk shows as SHMSIZE where it is the index of the write-ahead log that cannot grow.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') {
    const text =
      '服务器磁盘已满，未保存，请联系管理员后重试 / the server disk is full, nothing was saved: tell the administrator, then try again';
    return new AppError('unavailable', 'storage.disk-full', text, { cause: failure });
  }
  if (code.startsWith('SQLITE_IOERR')) {
    const text = '服务器磁盘写入失败，未确认保存，请重试 / the server disk failed, saving is not confirmed: try again';
    return new AppError('unavailable', 'storage.write-failed', text, { cause: failure });
  }
  return failure;
}
