import { createCipheriv, createDecipheriv } from 'node:crypto';
import { AppError } from '@haigang/shared/kernel/errors';
import { ByteReader } from './byte-reader.js';
import { createHeader, HEADER_BYTES, openHeader, SCRYPT_LOG_N, type SealedHeader } from './sealed-header.js';

/** Plain bytes per chunk. */
const CHUNK_BYTES = 1_048_576;
const TAG_BYTES = 16;

/**
 * [BAK1] Encrypts a stream with a passphrase: AES-256-GCM in chunks, each with its number and an end mark in its nonce
 * (the STREAM construction), so that no byte is used before it is proved and no chunk can be changed, moved or cut off.
 */
export async function* seal(
  plain: AsyncIterable<Buffer>,
  passphrase: string,
  logN: number = SCRYPT_LOG_N,
): AsyncGenerator<Buffer> {
  const header = await createHeader(passphrase, logN);
  yield header.bytes;
  const reader = new ByteReader(plain);
  for (let index = 0; ; index += 1) {
    const chunk = await reader.read(CHUNK_BYTES);
    const last = await reader.atEnd();
    const cipher = createCipheriv('aes-256-gcm', header.key, nonce(header, index, last)).setAAD(header.bytes);
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
    if (last) return;
  }
}

/**
 * The plain bytes again, each chunk proved before it is handed on. Throws `backup.wrong-passphrase`, `backup.truncated`
 * or `backup.damaged` (and `backup.not-a-backup`, `backup.newer-version`).
 */
export async function* unseal(sealed: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const reader = new ByteReader(sealed);
  const header = await openHeader(passphrase, await reader.read(HEADER_BYTES));
  for (let index = 0; ; index += 1) {
    const chunk = await reader.read(CHUNK_BYTES + TAG_BYTES);
    const last = await reader.atEnd();
    const plain = decrypt(header, chunk, index, last);
    if (!plain) {
      const cutAtAChunk = last && (chunk.length === 0 || decrypt(header, chunk, index, false) !== undefined);
      throw cutAtAChunk ? truncated() : damaged(index);
    }
    yield plain;
    if (last) return;
  }
}

export function truncated(): AppError {
  return new AppError(
    'invalid_input',
    'backup.truncated',
    '备份文件不完整，尾部缺失 / the backup is cut short: its end is missing',
  );
}

function damaged(index: number): AppError {
  const at = Math.round((index * CHUNK_BYTES) / 1_048_576);
  return new AppError(
    'invalid_input',
    'backup.damaged',
    `备份文件在约 ${at} MiB 处损坏或不完整 / the backup is damaged or cut short at about ${at} MiB`,
  );
}

function nonce({ noncePrefix }: SealedHeader, index: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  noncePrefix.copy(bytes);
  bytes.writeUInt32BE(index, 7);
  bytes[11] = last ? 1 : 0;
  return bytes;
}

function decrypt(header: SealedHeader, chunk: Buffer, index: number, last: boolean): Buffer | undefined {
  if (chunk.length < TAG_BYTES) return undefined;
  const body = chunk.subarray(0, chunk.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', header.key, nonce(header, index, last), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(header.bytes).setAuthTag(chunk.subarray(body.length));
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    return undefined;
  }
}
