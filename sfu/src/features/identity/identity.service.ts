import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AppError } from '@haigang/shared/kernel/errors';
import { type Account, type Principal, type Role } from '@haigang/shared/features/identity/identity.model';
import {
  fieldSessionDays,
  signInFirstDelaySeconds,
  signInFreeAttempts,
  signInLongestDelaySeconds,
  staffSessionHours,
  wallSessionDays,
} from '@haigang/shared/features/identity/identity.settings';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import type { Database } from '../../platform/storage/schema.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { Unit, UnitOfWork } from '../../platform/storage/unit-of-work.js';
import type { Clock } from '@haigang/shared/kernel/time';
import { accounts, findSecret, findSecretOf, putSecret } from './account.store.js';
import { DeviceService } from './device.service.js';
import { DisplayService } from './display.service.js';
import { hashPassword, verifyPassword } from './password.js';
import { accountPrincipal, systemPrincipal } from './principals.js';
import type { Session, Sessions } from './sessions.js';
import { SignInThrottle } from './sign-in-throttle.js';

const LIFETIMES = { staff: staffSessionHours, field: fieldSessionDays, wall: wallSessionDays } as const;

export interface NewAccount {
  readonly username: string;
  readonly name: Bilingual;
  readonly roles: readonly Role[];
  readonly password: string;
}

export interface IdentityDeps {
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly settings: SettingsReader;
  readonly orgId: string;
  readonly simulated: boolean;
  /** Closes everything live of a session within a second of its end. */
  readonly onSessionEnded: (session: Session, reason: string) => void;
  /** Hears of a screen that was paired, so that its page connects anew with what it may see now. */
  readonly onDisplayPaired: (displayId: string) => void;
  /** Hears of a device that was renamed or given to somebody else, so that its page connects anew as whoever it is now. */
  readonly onDeviceChanged: (deviceId: string) => void;
}

/** Accounts and sign-in; wall screens stand in `displays`, enrolled units in `devices`. */
export class IdentityService {
  readonly #deps: IdentityDeps;
  readonly #throttle: SignInThrottle;
  readonly displays: DisplayService;
  readonly devices: DeviceService;

  constructor(deps: IdentityDeps) {
    this.#deps = deps;
    this.displays = new DisplayService(deps);
    this.devices = new DeviceService(deps);
    this.#throttle = new SignInThrottle(deps.clock, () => ({
      freeAttempts: deps.settings.get(signInFreeAttempts),
      baseDelayMs: settingMs(deps.settings, signInFirstDelaySeconds),
      maxDelayMs: settingMs(deps.settings, signInLongestDelaySeconds),
    }));
  }

  /** How long a new session of this kind lives, as the site has set it. */
  sessionLifetimeMs(surface: keyof typeof LIFETIMES): number {
    return settingMs(this.#deps.settings, LIFETIMES[surface]);
  }

  async isAdministrator(db: Kysely<Database>, principalId: string): Promise<boolean> {
    const account = await accounts.find(db, principalId);
    return account !== undefined && !account.disabled && account.roles.includes('administrator');
  }

  async hasAnyAdministrator(): Promise<boolean> {
    const all = await accounts.list(this.#deps.database.reader);
    return all.some((account) => account.roles.includes('administrator') && !account.disabled);
  }

  /** [ID2] The first administrator, by the console's code and only while there is none; guesses are slowed. */
  async createFirstAdministrator(request: {
    username: string;
    name: Bilingual;
    password: string;
    address: string;
    codeIsRight: boolean;
  }): Promise<void> {
    const { username, name, password, address, codeIsRight } = request;
    const wait = this.#throttle.attempt('setup', address);
    if (wait > 0) throw new AppError('over_capacity', 'identity.wait', `wait ${Math.ceil(wait / 1000)} s`);
    if (!codeIsRight) {
      throw new AppError('forbidden', 'identity.setup-code-wrong', 'the set-up code is wrong or has expired');
    }
    const origin = { call: 'setup:administrator', requestId: undefined, body: null, client: address };
    await this.#deps.unitOfWork.run(systemPrincipal(this.#deps.orgId), origin, async (unit) => {
      const all = await accounts.list(unit.tx);
      if (all.some((account) => account.roles.includes('administrator'))) {
        throw new AppError('conflict', 'identity.already-set-up', 'there is an administrator already');
      }
      return this.createAccount(unit, { username, name, roles: ['administrator'], password });
    });
  }

  /** [ID1] Signs in by name and password; wrong ones are slowed per account and address and always read the same. */
  async signIn(request: {
    username: string;
    password: string;
    surface: 'staff' | 'field';
    address: string;
  }): Promise<{ token: string; session: Session; principal: Principal }> {
    const { username, password, surface, address } = request;
    const wait = this.#throttle.attempt(username, address);
    if (wait > 0) {
      throw new AppError('over_capacity', 'identity.wait', `too many attempts, wait ${Math.ceil(wait / 1000)} s`);
    }
    const secret = await findSecret(this.#deps.database.reader, username);
    const correct = await verifyPassword(secret?.passwordHash ?? (await unknownHash()), password);
    const account = secret && correct ? await accounts.find(this.#deps.database.reader, secret.accountId) : undefined;
    if (!account || account.disabled) {
      await this.#recordRefusal(username, address);
      throw new AppError('unauthenticated', 'identity.wrong-credentials', 'wrong name or password');
    }
    this.#throttle.succeeded(username, address);
    const principal = accountPrincipal(account);
    const opened = await this.#deps.unitOfWork.run(
      principal,
      { call: 'session:open', requestId: undefined, body: null, client: address },
      async (unit) => {
        unit.audit('session:opened', 'account', account.id, { surface });
        return this.#deps.sessions.open(unit, {
          principalId: account.id,
          subjectId: account.id,
          kind: 'account',
          lifetimeMs: this.sessionLifetimeMs(surface),
        });
      },
    );
    return { ...opened, principal };
  }

  async #recordRefusal(username: string, address: string): Promise<void> {
    const actor = systemPrincipal(this.#deps.orgId);
    await this.#deps.unitOfWork.run(
      actor,
      { call: 'session:refuse', requestId: undefined, body: null, client: address },
      (unit) => {
        unit.audit('session:refused', 'account', username.slice(0, 60));
        return Promise.resolve();
      },
    );
  }

  async endSession(principal: Principal, sessionId: string, client: string | null): Promise<void> {
    await this.#deps.unitOfWork.run(
      principal,
      { call: 'session:close', requestId: undefined, body: null, client },
      async (unit) => {
        unit.audit('session:closed', 'account', principal.id);
        await this.#revoke(unit, (session) => session.id === sessionId, 'signed-out');
      },
    );
  }

  signOutEverywhere(unit: Unit): Promise<number> {
    unit.audit('session:closed-everywhere', 'account', unit.actor.id);
    return this.#revoke(unit, (session) => session.principalId === unit.actor.id, 'signed-out-everywhere');
  }

  async changePassword(unit: Unit, current: string, next: string, keepSessionId: string): Promise<void> {
    const secret = await findSecretOf(unit.tx, unit.actor.id);
    if (!secret || !(await verifyPassword(secret.passwordHash, current))) {
      throw new AppError('forbidden', 'identity.wrong-password', 'the current password is wrong');
    }
    const account = await accounts.get(unit.tx, unit.actor.id);
    await putSecret(unit, account.id, account.username, await hashPassword(next));
    unit.audit('account:password-changed', 'account', account.id);
    await this.#revoke(
      unit,
      (session) => session.principalId === account.id && session.id !== keepSessionId,
      'password-changed',
    );
  }

  async createAccount(unit: Unit, draft: NewAccount): Promise<Account> {
    if (await findSecret(unit.tx, draft.username)) {
      throw new AppError('conflict', 'identity.username-taken', `the name ${draft.username} is taken`);
    }
    const account: Account = {
      id: `account:${randomUUID()}`,
      orgId: this.#deps.orgId,
      simulated: this.#deps.simulated,
      drill: false,
      username: draft.username,
      name: draft.name,
      roles: [...draft.roles],
      disabled: false,
      createdAt: unit.at,
      revision: 0,
    };
    await putSecret(unit, account.id, draft.username, await hashPassword(draft.password));
    unit.audit('account:created', 'account', account.id, { username: draft.username, roles: draft.roles });
    return accounts.insert(unit, account);
  }

  /** A change of role, name or password, or disabling; what must not go on (sessions) ends with the commit. */
  async updateAccount(
    unit: Unit,
    change: {
      id: string;
      revision: number;
      name?: Bilingual | undefined;
      roles?: Role[] | undefined;
      disabled?: boolean | undefined;
      password?: string | undefined;
    },
  ): Promise<Account> {
    const account = await accounts.get(unit.tx, change.id);
    if (account.revision !== change.revision) {
      throw new AppError('conflict', 'account.stale', 'changed by someone else');
    }
    const next: Account = {
      ...account,
      name: change.name ?? account.name,
      roles: change.roles ?? account.roles,
      disabled: change.disabled ?? account.disabled,
      revision: account.revision + 1,
    };
    await this.#requireAnAdministrator(unit, next);
    if (change.password !== undefined) {
      await putSecret(unit, account.id, account.username, await hashPassword(change.password));
    }
    unit.audit('account:changed', 'account', account.id, {
      roles: next.roles,
      disabled: next.disabled,
      password: change.password !== undefined,
    });
    const endsSessions = next.disabled || change.roles !== undefined || change.password !== undefined;
    if (endsSessions) await this.#revoke(unit, (session) => session.principalId === account.id, 'account-changed');
    if (next.disabled || !next.roles.includes('officer')) await this.devices.revokeOf(unit, account.id);
    else if (change.name !== undefined) await this.devices.nameAfter(unit, next);
    return accounts.update(unit, account, next);
  }

  /** [ID5] Somebody must be able to administer. */
  async #requireAnAdministrator(unit: Unit, next: Account): Promise<void> {
    const all = (await accounts.list(unit.tx)).map((account) => (account.id === next.id ? next : account));
    if (all.some((account) => account.roles.includes('administrator') && !account.disabled)) return;
    throw new AppError(
      'conflict',
      'identity.last-administrator',
      'the last administrator cannot be removed or disabled',
    );
  }

  #revoke(unit: Unit, which: (session: Session) => boolean, reason: string): Promise<number> {
    return this.#deps.sessions.revoke(unit, which, (session) => this.#deps.onSessionEnded(session, reason));
  }
}

let dummyHash: Promise<string> | undefined;
/** A hash nobody knows the password of: an unknown name takes as long as a wrong password. */
function unknownHash(): Promise<string> {
  dummyHash ??= hashPassword(randomUUID());
  return dummyHash;
}
