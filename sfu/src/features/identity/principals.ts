import type { Kysely } from 'kysely';
import type { Device } from '@haigang/shared/features/identity/device.model';
import type { Account, Display, Principal } from '@haigang/shared/features/identity/identity.model';
import type { Database } from '../../platform/storage/schema.js';
import { accounts } from './account.store.js';
import { devices } from './device.store.js';
import { displays } from './display.store.js';
import type { Session } from './sessions.js';

/** The system itself, for rules, sensors and start-up. */
export function systemPrincipal(orgId: string): Principal {
  return { id: 'system', kind: 'account', name: { zh: '系统', en: 'System' }, roles: [], orgId, conferenceId: null };
}

export function accountPrincipal(account: Account): Principal {
  return {
    id: account.id,
    kind: 'account',
    name: account.name,
    roles: account.roles,
    orgId: account.orgId,
    conferenceId: null,
  };
}

export function displayPrincipal(display: Display): Principal {
  const roles: Principal['roles'] = display.state === 'PAIRED' ? ['display'] : [];
  return {
    id: display.id,
    kind: 'wall',
    name: { zh: display.name, en: display.name },
    roles,
    orgId: display.orgId,
    conferenceId: null,
  };
}

/** [DEV3] A unit acts as an officer: in the name of the one who carries it, or in its own while it is in the pool. */
export function devicePrincipal(device: Device): Principal {
  const { accountName, label } = device;
  return {
    id: device.id,
    kind: 'device',
    name: accountName
      ? { zh: `${accountName.zh} ${label}`, en: `${accountName.en} ${label}` }
      : { zh: label, en: label },
    roles: ['officer'],
    orgId: device.orgId,
    conferenceId: null,
    enrolledAs: device.kind,
    ...(device.accountId === null ? {} : { carriedById: device.accountId }),
  };
}

/** Finds a guest's principal; the conference feature owns guests and provides this. */
export type FindGuest = (db: Kysely<Database>, linkId: string) => Promise<Principal | null>;

/** The principal behind a session as it stands now, or null when it may act no more. */
export async function resolvePrincipal(
  db: Kysely<Database>,
  session: Session,
  findGuest: FindGuest,
): Promise<Principal | null> {
  switch (session.kind) {
    case 'account': {
      const account = await accounts.find(db, session.subjectId);
      return account && !account.disabled ? accountPrincipal(account) : null;
    }
    case 'wall': {
      const display = await displays.find(db, session.subjectId);
      return display && display.state !== 'REVOKED' ? displayPrincipal(display) : null;
    }
    case 'device': {
      const device = await devices.find(db, session.subjectId);
      return device?.state === 'ENROLLED' ? devicePrincipal(device) : null;
    }
    case 'guest':
      return findGuest(db, session.subjectId);
  }
}
