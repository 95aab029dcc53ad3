import { hash, verify } from '@node-rs/argon2';

/** The library's number for argon2id; its const enum cannot be imported by isolated modules. */
const ARGON2ID = 2;

/** argon2id with 19 MiB and two passes (OWASP Password Storage, argon2id minimum). */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/** False for a wrong password and for a hash nobody can have written. */
export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  try {
    return await verify(passwordHash, password);
  } catch {
    return false;
  }
}
