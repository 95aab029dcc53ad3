import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@haigang/shared/kernel/errors';
import { writeDurably } from '../storage/durable-file.js';

/** Folder beside the database that the audit's evidence outside it stands in. */
export function auditFolder(dataDir: string): string {
  return join(dataDir, 'audit');
}

const PRIVATE_FILE = 'host-key.pem';
export const PUBLIC_KEY_FILE = 'host-key.pub.pem';

/** The server's Ed25519 key; it signs what a database administrator must not be able to make up. */
export interface HostKey {
  readonly publicKey: KeyObject;
  /** Base64 signature of a text. */
  sign(text: string): string;
}

/**
 * [AUD2] Reads the host key, made (0600) at the first start. Throws `audit.key-missing` where signed files exist without
 * it: a new key in its place would make a forged history look like a key change.
 */
export function openHostKey(folder: string): HostKey {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const privateFile = join(folder, PRIVATE_FILE);
  if (!existsSync(privateFile)) {
    if (existsSync(join(folder, PUBLIC_KEY_FILE))) throw keyMissing(folder);
    const { privateKey } = generateKeyPairSync('ed25519');
    writeDurably(privateFile, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
  }
  const privateKey = createPrivateKey(readFileSync(privateFile));
  const publicKey = createPublicKey(privateKey);
  const publicFile = join(folder, PUBLIC_KEY_FILE);
  if (!existsSync(publicFile)) {
    writeDurably(publicFile, publicKey.export({ type: 'spki', format: 'pem' }).toString(), 0o644);
  }
  return { publicKey, sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64') };
}

function keyMissing(folder: string): AppError {
  return new AppError(
    'conflict',
    'audit.key-missing',
    `审计签名私钥丢失，请从备份恢复；确认丢失时先把 ${folder} 整个移走保存 / the audit signing key is gone: restore it from a backup, or move ${folder} away and keep it`,
  );
}

export function readPublicKey(path: string): KeyObject {
  return createPublicKey(readFileSync(path));
}

/** SHA-256 of the public key (SPKI DER), hex: what an auditor writes down to know the key again. */
export function fingerprintOfKey(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** False for a wrong signature and for text that is no signature. */
export function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
}
