import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { AppError } from '@haigang/shared/kernel/errors';

/**
 * Head of a sealed file, 62 bytes: magic 12 · format version 1 · log2 of scrypt's N 1 · r 1 · salt 16 · nonce prefix 7 ·
 * reserved 8 (zero) · first 16 bytes of HMAC-SHA-256 over all before. The HMAC tells a wrong passphrase apart from a
 * damaged body; the whole head is authenticated with every chunk.
 */
export const HEADER_BYTES = 62;
const MAGIC = Buffer.from('HAIGANG-BAK\n');
const VERSION = 1;
const MAC_AT = HEADER_BYTES - 16;

/** scrypt N = 2^17, r = 8, p = 1: 128 MiB and about half a second a guess (OWASP Password Storage). */
export const SCRYPT_LOG_N = 17;
const SCRYPT_R = 8;
/** A hostile file may not ask for more memory than N = 2^20, 1 GiB. */
const MAX_LOG_N = 20;

export interface SealedHeader {
  readonly bytes: Buffer;
  readonly key: Buffer;
  readonly noncePrefix: Buffer;
}

export async function createHeader(passphrase: string, logN: number): Promise<SealedHeader> {
  const bytes = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(bytes);
  bytes.set([VERSION, logN, SCRYPT_R], MAGIC.length);
  randomBytes(23).copy(bytes, 15);
  const { key, macKey } = await derive(passphrase, bytes);
  macOf(macKey, bytes).copy(bytes, MAC_AT);
  return { bytes, key, noncePrefix: noncePrefixOf(bytes) };
}

/** Throws `backup.not-a-backup`, `backup.newer-version` or `backup.wrong-passphrase`. */
export async function openHeader(passphrase: string, bytes: Buffer): Promise<SealedHeader> {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new AppError(
      'invalid_input',
      'backup.not-a-backup',
      '不是海港备份文件，或已不完整 / not a Haigang backup, or cut short',
    );
  }
  if (bytes[12] !== VERSION) {
    throw new AppError(
      'invalid_input',
      'backup.newer-version',
      '备份由更新的版本制作 / the backup was made by a newer version',
    );
  }
  const { key, macKey } = await derive(passphrase, bytes);
  if (!timingSafeEqual(macOf(macKey, bytes), bytes.subarray(MAC_AT))) {
    throw new AppError(
      'forbidden',
      'backup.wrong-passphrase',
      '口令错误（或文件头被改动） / the passphrase is wrong (or the head of the file was changed)',
    );
  }
  return { bytes, key, noncePrefix: noncePrefixOf(bytes) };
}

function noncePrefixOf(bytes: Buffer): Buffer {
  return bytes.subarray(31, 38);
}

function macOf(macKey: Buffer, bytes: Buffer): Buffer {
  return createHmac('sha256', macKey).update(bytes.subarray(0, MAC_AT)).digest().subarray(0, 16);
}

async function derive(passphrase: string, bytes: Buffer): Promise<{ key: Buffer; macKey: Buffer }> {
  const [logN = 0, r = 0] = bytes.subarray(13, 15);
  if (logN < 10 || logN > MAX_LOG_N || r !== SCRYPT_R) {
    throw new AppError('invalid_input', 'backup.not-a-backup', '文件头被改动 / the head of the file was changed');
  }
  const salt = bytes.subarray(15, 31);
  const options = { N: 2 ** logN, r, p: 1, maxmem: 2 ** logN * r * 128 + 33_554_432 };
  const derived = await new Promise<Buffer>((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 64, options, (failure, made) =>
      failure ? reject(failure) : resolve(made),
    );
  });
  return { key: derived.subarray(0, 32), macKey: derived.subarray(32) };
}
