import { randomInt, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import { settingMs } from '@haigang/shared/kernel/settings';
import { toInstant } from '@haigang/shared/kernel/time';
import { codeDigits, type Device } from '@haigang/shared/features/identity/device.model';
import type { deviceCalls } from '@haigang/shared/features/identity/device.protocol';
import { deviceSessionDays, enrolmentMinutes } from '@haigang/shared/features/identity/identity.settings';
import type { Account, Principal } from '@haigang/shared/features/identity/identity.model';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { accounts } from './account.store.js';
import { devices, dropCode, findByCode, putCode } from './device.store.js';
import type { IdentityDeps } from './identity.service.js';
import { systemPrincipal } from './principals.js';
import { requireRole } from './require-role.js';
import { hashSecret } from './sessions.js';
import { SignInThrottle } from './sign-in-throttle.js';

type Draft = z.output<(typeof deviceCalls)['identity:add-device']['request']>;
type Change = z.output<(typeof deviceCalls)['identity:update-device']['request']>;

const CODE_DIGITS = 10;
/** Wrong codes of one address before they are slowed. */
const CODE_ATTEMPTS = { freeAttempts: 5, baseDelayMs: 1000, maxDelayMs: 60_000 };
/** A device's last sign of life is written down no oftener than this. */
const SEEN_EVERY_MS = 60_000;

/** Devices of the authority: added and revoked by administrators, enrolled by a code, acting for their officer. [DEV1] */
export class DeviceService {
  readonly #deps: IdentityDeps;
  readonly #throttle: SignInThrottle;
  readonly #seen = new Map<string, number>();

  constructor(deps: IdentityDeps) {
    this.#deps = deps;
    this.#throttle = new SignInThrottle(deps.clock, () => CODE_ATTEMPTS);
  }

  async add(unit: Unit, draft: Draft): Promise<{ device: Device; code: string }> {
    requireRole(unit.actor, 'administrator');
    const officer = await this.#officer(unit, draft.accountId);
    const device = await devices.insert(unit, {
      id: `device:${randomUUID()}`,
      orgId: this.#deps.orgId,
      simulated: this.#deps.simulated,
      drill: false,
      label: draft.label,
      kind: draft.kind,
      accountId: officer?.id ?? null,
      accountName: officer?.name ?? null,
      state: 'WAITING',
      codeExpiresAt: null,
      enrolledAt: null,
      lastSeenAt: null,
      batteryPercent: null,
      createdAt: unit.at,
      revision: 0,
    });
    unit.audit('device:added', 'device', device.id, {
      label: draft.label,
      kind: draft.kind,
      accountId: draft.accountId,
    });
    return this.#issue(unit, device);
  }

  async issueCode(unit: Unit, id: string): Promise<{ device: Device; code: string }> {
    requireRole(unit.actor, 'administrator');
    const device = await devices.get(unit.tx, id);
    const officer = await this.#carrier(unit, device);
    return this.#issue(unit, officer ? { ...device, accountName: officer.name } : device);
  }

  /** [DEV2] The code leaves once and is stored hashed. */
  async #issue(unit: Unit, device: Device): Promise<{ device: Device; code: string }> {
    unit.withholdReply();
    const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
    const expiresAt = unit.now + settingMs(this.#deps.settings, enrolmentMinutes);
    await putCode(unit, device.id, hashSecret(code), expiresAt);
    unit.audit('device:code-issued', 'device', device.id);
    const codeExpiresAt = toInstant(expiresAt);
    return { device: await save(unit, device, { codeExpiresAt }), code };
  }

  /** [DEV2] A unit shows its code: the code is used up, an older token of the device ends, and it gets its own. */
  async enrol(typed: string, address: string): Promise<{ token: string; device: Device; lifetimeMs: number }> {
    // NOTE: No username begins with a blank, so no account shares this count.
    const wait = this.#throttle.attempt(' device', address);
    if (wait > 0) throw new AppError('over_capacity', 'identity.wait', `wait ${Math.ceil(wait / 1000)} s`);
    const actor = systemPrincipal(this.#deps.orgId);
    const origin = { call: 'device:enrol', requestId: undefined, body: null, client: address };
    const lifetimeMs = settingMs(this.#deps.settings, deviceSessionDays);
    const enrolled = await this.#deps.unitOfWork.run(actor, origin, async (unit) => {
      const id = await findByCode(unit.tx, hashSecret(codeDigits(typed)), unit.now);
      const device = id === undefined ? undefined : await devices.find(unit.tx, id);
      if (!device) return null;
      await this.#carrier(unit, device);
      await dropCode(unit, device.id);
      await this.#endSessions(unit, device.id, 'device.enrolled-anew');
      unit.audit('device:enrolled', 'device', device.id);
      const { id: principalId } = device;
      const opened = await this.#deps.sessions.open(unit, {
        ...{ principalId, subjectId: principalId, kind: 'device', lifetimeMs },
      });
      const change = { state: 'ENROLLED' as const, codeExpiresAt: null, enrolledAt: unit.at, lastSeenAt: unit.at };
      return { token: opened.token, device: await save(unit, device, change), lifetimeMs };
    });
    if (!enrolled) throw new AppError('not_found', 'device.code-unknown', 'no device has this code, or it is over');
    this.#throttle.succeeded(' device', address);
    return enrolled;
  }

  /** [DEV3] Renamed or given to another officer; the page connects anew as whoever it is now. */
  async update(unit: Unit, change: Change): Promise<Device> {
    requireRole(unit.actor, 'administrator');
    const device = await devices.get(unit.tx, change.id);
    if (device.revision !== change.revision) throw new AppError('conflict', 'device.stale', 'changed by someone else');
    const officer =
      change.accountId === undefined ? undefined : { account: await this.#officer(unit, change.accountId) };
    unit.audit('device:changed', 'device', device.id, { label: change.label, accountId: change.accountId });
    unit.afterCommit(() => this.#deps.onDeviceChanged(device.id));
    return save(unit, device, {
      label: change.label ?? device.label,
      ...(officer ? { accountId: officer.account?.id ?? null, accountName: officer.account?.name ?? null } : {}),
    });
  }

  async revoke(unit: Unit, id: string): Promise<Device> {
    requireRole(unit.actor, 'administrator');
    return this.#drop(unit, await devices.get(unit.tx, id), 'revoked');
  }

  /** [DEV4] What an officer carries ends with his account. */
  async revokeOf(unit: Unit, accountId: string): Promise<void> {
    for (const device of await devices.list(unit.tx, { states: ['ENROLLED', 'WAITING'] })) {
      if (device.accountId === accountId) await this.#drop(unit, device, 'account-changed');
    }
  }

  /** [DEV3] An officer's units carry the name he has now. */
  async nameAfter(unit: Unit, account: Account): Promise<void> {
    for (const device of await devices.list(unit.tx, { states: ['ENROLLED', 'WAITING'] })) {
      if (device.accountId !== account.id) continue;
      await save(unit, device, { accountName: account.name });
      unit.afterCommit(() => this.#deps.onDeviceChanged(device.id));
    }
  }

  /** [DEV4] The token, the open code, the socket and the seat end at once. */
  async #drop(unit: Unit, device: Device, reason: string): Promise<Device> {
    if (device.state === 'REVOKED' && device.codeExpiresAt === null) return device;
    unit.audit('device:revoked', 'device', device.id, { reason });
    await dropCode(unit, device.id);
    await this.#endSessions(unit, device.id, reason);
    return save(unit, device, { state: 'REVOKED', codeExpiresAt: null });
  }

  #endSessions(unit: Unit, deviceId: string, reason: string): Promise<number> {
    return this.#deps.sessions.revoke(
      unit,
      (session) => session.subjectId === deviceId,
      (session) => this.#deps.onSessionEnded(session, reason),
    );
  }

  /** Hears that a device said something of itself; written down at most once a minute. Never rejects. */
  async seen(principal: Principal, batteryPercent: number | null): Promise<void> {
    const now = this.#deps.clock();
    if (principal.kind !== 'device' || now - (this.#seen.get(principal.id) ?? 0) < SEEN_EVERY_MS) return;
    this.#seen.set(principal.id, now);
    const origin = { call: 'device:seen', requestId: undefined, body: null, client: null };
    await this.#deps.unitOfWork
      .run(principal, origin, async (unit) => {
        const device = await devices.find(unit.tx, principal.id);
        if (device?.state === 'ENROLLED') await save(unit, device, { lastSeenAt: unit.at, batteryPercent });
      })
      // The next report says the same.
      .catch(() => this.#seen.delete(principal.id));
  }

  async #officer(unit: Unit, accountId: string | null): Promise<Account | undefined> {
    if (accountId === null) return undefined;
    const account = await this.#activeOfficer(unit, accountId);
    if (account) return account;
    throw new AppError('conflict', 'device.no-officer', 'a device is given to an officer whose account is active');
  }

  /** [DEV4] Whom a unit would act for; refused while he may not act himself. Undefined for one of the pool. */
  async #carrier(unit: Unit, { accountId }: Device): Promise<Account | undefined> {
    if (accountId === null) return undefined;
    const account = await this.#activeOfficer(unit, accountId);
    if (account) return account;
    throw new AppError('conflict', 'device.officer-inactive', 'the officer of this device is disabled or no officer');
  }

  async #activeOfficer(unit: Unit, accountId: string): Promise<Account | undefined> {
    const account = await accounts.find(unit.tx, accountId);
    const may = account && !account.disabled && account.roles.includes('officer');
    return may && account.orgId === this.#deps.orgId ? account : undefined;
  }
}

function save(unit: Unit, device: Device, change: Partial<Device>): Promise<Device> {
  return devices.update(unit, device, { ...device, ...change, revision: device.revision + 1 });
}
