import { randomInt, randomUUID } from 'node:crypto';
import { AppError } from '@haigang/shared/kernel/errors';
import { settingMs } from '@haigang/shared/kernel/settings';
import type { Display, Principal } from '@haigang/shared/features/identity/identity.model';
import { wallSessionDays } from '@haigang/shared/features/identity/identity.settings';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { displays } from './display.store.js';
import type { IdentityDeps } from './identity.service.js';
import { systemPrincipal } from './principals.js';
import { requireRole } from './require-role.js';
import { SignInThrottle } from './sign-in-throttle.js';

/** Screens that wait to be paired at once, and how long one is sure of its place in a full list. */
const MAX_WAITING_DISPLAYS = 100;
const WAITING_DISPLAY_MS = 30 * 60_000;
/** Requests of one address to be paired before they are slowed. */
const DISPLAY_REQUESTS = { freeAttempts: 20, baseDelayMs: 1000, maxDelayMs: 60_000 };

/** Wall screens: they ask, show a code, are paired by a person, and revoked. [ID7] [ID9] */
export class DisplayService {
  readonly #deps: IdentityDeps;
  readonly #throttle: SignInThrottle;

  constructor(deps: IdentityDeps) {
    this.#deps = deps;
    this.#throttle = new SignInThrottle(deps.clock, () => DISPLAY_REQUESTS);
  }

  /** A wall screen asks to be paired; returns its session token and the code it shows. */
  async request(name: string, address: string): Promise<{ token: string; display: Display }> {
    // NOTE: No username begins with a blank, so no account shares this count.
    const wait = this.#throttle.attempt(' display', address);
    if (wait > 0) throw new AppError('over_capacity', 'identity.wait', `wait ${Math.ceil(wait / 1000)} s`);
    const id = `wall:${randomUUID()}`;
    const actor: Principal = { ...systemPrincipal(this.#deps.orgId), id };
    return this.#deps.unitOfWork.run(
      actor,
      { call: 'display:request', requestId: undefined, body: null, client: address },
      async (unit) => {
        await this.#makeRoom(unit);
        const display: Display = {
          id,
          orgId: this.#deps.orgId,
          simulated: this.#deps.simulated,
          drill: false,
          name,
          state: 'WAITING',
          pairingCode: String(randomInt(100_000, 1_000_000)),
          requestedAt: unit.at,
          pairedAt: null,
          revision: 0,
        };
        await displays.insert(unit, display);
        unit.audit('display:requested', 'display', id, { name });
        const { token } = await this.#deps.sessions.open(unit, {
          principalId: id,
          subjectId: id,
          kind: 'wall',
          lifetimeMs: settingMs(this.#deps.settings, wallSessionDays),
        });
        return { token, display };
      },
    );
  }

  /** [ID9] Nobody can fill the list for good: when it is full, screens that have waited longest without an answer give way. */
  async #makeRoom(unit: Unit): Promise<void> {
    const waiting = await displays.list(unit.tx, { states: ['WAITING'] });
    if (waiting.length < MAX_WAITING_DISPLAYS) return;
    const stale = waiting.filter((one) => unit.now - Date.parse(one.requestedAt) > WAITING_DISPLAY_MS);
    if (stale.length === 0) {
      throw new AppError('over_capacity', 'display.too-many-waiting', 'too many screens wait to be paired');
    }
    for (const display of stale) await this.#drop(unit, display, 'display.gave-way');
  }

  async #drop(unit: Unit, display: Display, reason: 'revoked' | 'display.gave-way'): Promise<Display> {
    unit.audit('display:revoked', 'display', display.id);
    const { sessions, onSessionEnded } = this.#deps;
    await sessions.revoke(
      unit,
      (session) => session.subjectId === display.id,
      (session) => onSessionEnded(session, reason),
    );
    return displays.update(unit, display, {
      ...display,
      state: 'REVOKED',
      pairingCode: null,
      revision: display.revision + 1,
    });
  }

  async approve(unit: Unit, pairingCode: string, name: string): Promise<Display> {
    requireRole(unit.actor, 'administrator', 'dispatcher');
    const waiting = await displays.list(unit.tx, { states: ['WAITING'] });
    const display = waiting.find((candidate) => candidate.pairingCode === pairingCode.trim());
    if (!display) throw new AppError('not_found', 'display.code-unknown', 'no screen shows this code');
    unit.audit('display:paired', 'display', display.id, { name });
    unit.afterCommit(() => this.#deps.onDisplayPaired(display.id));
    return displays.update(unit, display, {
      ...display,
      state: 'PAIRED',
      name,
      pairingCode: null,
      pairedAt: unit.at,
      revision: display.revision + 1,
    });
  }

  async revoke(unit: Unit, id: string): Promise<Display> {
    requireRole(unit.actor, 'administrator', 'dispatcher');
    return this.#drop(unit, await displays.get(unit.tx, id), 'revoked');
  }
}
