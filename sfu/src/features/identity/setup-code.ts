import { randomBytes } from 'node:crypto';
import { hashSecret } from './sessions.js';

const LIFETIME_MS = 30 * 60_000;
const ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/**
 * The one-time code for the first administrator, shown on the server's console only: 20 characters of 30, 98 bits,
 * valid 30 minutes, and only while no administrator exists (design.md §4).
 */
export class SetupCode {
  readonly #hash: string;
  readonly #expiresAt: number;
  readonly text: string;

  constructor(now: number) {
    const characters = Array.from({ length: 20 }, () => ALPHABET[unbiased(ALPHABET.length)]).join('');
    this.text = characters.match(/.{5}/gu)?.join('-') ?? characters;
    this.#hash = hashSecret(characters);
    this.#expiresAt = now + LIFETIME_MS;
  }

  matches(code: string, now: number): boolean {
    return now < this.#expiresAt && hashSecret(code.toUpperCase().replace(/[^A-Z0-9]/gu, '')) === this.#hash;
  }
}

/** A number below `limit`, every one equally likely. */
function unbiased(limit: number): number {
  for (;;) {
    const byte = randomBytes(1)[0] ?? 255;
    if (byte < 256 - (256 % limit)) return byte % limit;
  }
}
