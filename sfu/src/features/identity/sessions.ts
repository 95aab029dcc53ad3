import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Database } from '../../platform/storage/schema.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';

export interface Session {
  readonly id: string;
  readonly principalId: string;
  /** Account, expert link, display or device behind it. */
  readonly subjectId: string;
  readonly kind: 'account' | 'guest' | 'wall' | 'device';
  readonly expiresAt: number;
}

/** 256 random bits, base64url; only its hash is stored. */
export function newSecret(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * Sessions of browsers and displays. The table is the truth; living ones are kept in memory so that every call can be
 * checked against revocation without a query.
 */
export class Sessions {
  readonly #clock: Clock;
  readonly #alive = new Map<string, Session>();
  readonly #byToken = new Map<string, string>();
  readonly #tokenOf = new Map<string, string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async load(db: Kysely<Database>): Promise<void> {
    const rows = await db
      .selectFrom('sessions')
      .selectAll()
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', this.#clock())
      .execute();
    for (const row of rows) {
      this.#remember(row.token_hash, {
        id: row.id,
        principalId: row.principal_id,
        subjectId: row.subject_id,
        kind: row.kind,
        expiresAt: row.expires_at,
      });
    }
  }

  /** Opens a session inside the caller's transaction; it lives from the commit on. Returns the token, shown once. */
  async open(
    unit: Unit,
    options: { principalId: string; subjectId: string; kind: Session['kind']; lifetimeMs: number },
  ): Promise<{ session: Session; token: string }> {
    const token = newSecret();
    const session: Session = {
      id: randomUUID(),
      principalId: options.principalId,
      subjectId: options.subjectId,
      kind: options.kind,
      expiresAt: unit.now + options.lifetimeMs,
    };
    await unit.tx
      .insertInto('sessions')
      .values({
        id: session.id,
        token_hash: hashSecret(token),
        principal_id: session.principalId,
        subject_id: session.subjectId,
        kind: session.kind,
        created_at: unit.now,
        expires_at: session.expiresAt,
        revoked_at: null,
      })
      .execute();
    unit.afterCommit(() => this.#remember(hashSecret(token), session));
    return { session, token };
  }

  /** The same session by another token, whose old one never arrived; the old one opens nothing from the commit on. */
  async renew(unit: Unit, session: Session): Promise<string> {
    const token = newSecret();
    const tokenHash = hashSecret(token);
    await unit.tx.updateTable('sessions').set({ token_hash: tokenHash }).where('id', '=', session.id).execute();
    unit.afterCommit(() => {
      this.#forget(session.id);
      this.#remember(tokenHash, session);
    });
    return token;
  }

  find(token: string): Session | undefined {
    const id = this.#byToken.get(hashSecret(token));
    return id === undefined ? undefined : this.get(id);
  }

  get(id: string): Session | undefined {
    const session = this.#alive.get(id);
    return session && session.expiresAt > this.#clock() ? session : undefined;
  }

  isAlive(id: string): boolean {
    return this.get(id) !== undefined;
  }

  /** Ends sessions; after the commit `onEnded` hears each one, so that sockets and transports close at once. */
  async revoke(unit: Unit, which: (session: Session) => boolean, onEnded: (session: Session) => void): Promise<number> {
    const ending = [...this.#alive.values()].filter(which);
    if (ending.length === 0) return 0;
    const ids = ending.map((session) => session.id);
    await unit.tx.updateTable('sessions').set({ revoked_at: unit.now }).where('id', 'in', ids).execute();
    unit.afterCommit(() => {
      for (const session of ending) {
        this.#forget(session.id);
        onEnded(session);
      }
    });
    return ending.length;
  }

  /** Forgets those whose time is over; whoever must be told was told before. */
  forgetExpired(): void {
    const now = this.#clock();
    for (const session of this.#alive.values()) if (session.expiresAt <= now) this.#forget(session.id);
  }

  /** Sessions and tokens in memory. */
  get kept(): number {
    return this.#alive.size + this.#byToken.size + this.#tokenOf.size;
  }

  #forget(id: string): void {
    const tokenHash = this.#tokenOf.get(id);
    if (tokenHash !== undefined) this.#byToken.delete(tokenHash);
    this.#tokenOf.delete(id);
    this.#alive.delete(id);
  }

  #remember(tokenHash: string, session: Session): void {
    this.#alive.set(session.id, session);
    this.#byToken.set(tokenHash, session.id);
    this.#tokenOf.set(session.id, tokenHash);
  }
}
