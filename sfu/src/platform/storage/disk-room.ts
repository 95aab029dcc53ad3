import { statfs } from 'node:fs/promises';

/**
 * Whether the disk that holds a folder has at least so many bytes left; also where the file system does not tell. Rejects
 * where the folder is none.
 */
export async function hasRoom(folder: string, leastFreeBytes: number): Promise<boolean> {
  const { bavail, bsize, blocks } = await statfs(folder);
  return blocks === 0 || bavail * bsize >= leastFreeBytes;
}

/** As a write refused by the system would be. */
export function noRoom(): Error {
  return Object.assign(new Error('less is free on the disk than must stay free'), { code: 'ENOSPC' });
}
