import type { Kysely } from 'kysely';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Account } from '@haigang/shared/features/identity/identity.model';
import { addressableRole } from '@haigang/shared/features/decision/decision.access';
import type { Addressee, DecisionPerson } from '@haigang/shared/features/decision/decision.model';
import type { Candidate } from '@haigang/shared/features/decision/decision.protocol';
import { voiceOf } from '@haigang/shared/features/decision/decision.rules';
import type { Database } from '../../platform/storage/schema.js';
import { accounts, devicePrincipal, devices } from '../identity/index.js';
import { conferences } from '../conference/index.js';

const byName = new Intl.Collator('zh-CN', { numeric: true });

/** [DEC2] [DEC7] Who can be asked and addressed on an incident: its running conference, then the organisation's people. */
export async function candidatesOf(db: Kysely<Database>, incidentId: string, orgId: string): Promise<Candidate[]> {
  const running = (await conferences.list(db, { incidentId })).find((conference) => conference.state !== 'ENDED');
  const seated = (running?.participants ?? []).filter((one) => one.state !== 'REMOVED' && one.state !== 'LOBBY');
  const units = (await devices.list(db, { states: ['ENROLLED'] })).filter((one) => one.orgId === orgId);
  // [DEC16] A unit sits for the officer who carries it.
  const carrierOf = new Map(units.map((one) => [one.id, one.accountId]));
  const inConference = new Set(seated.map((one) => carrierOf.get(one.principalId) ?? one.principalId));
  const pool = units
    .filter((one) => one.accountId === null && inConference.has(one.id))
    .map((one) => ({
      ...{ principalId: one.id, name: devicePrincipal(one).name, role: 'officer' as const, voice: 'none' as const },
      ...{ addressable: true, inConference: true },
    }));
  const staff = (await accounts.list(db))
    .filter((account) => !account.disabled && account.orgId === orgId)
    .flatMap((account) => fromAccount(account, inConference.has(account.id)));
  const guests = seated
    .filter((one) => one.role === 'external-expert')
    .map(({ principalId, name, role }) => ({
      ...{ principalId, name, role, voice: 'stance' as const },
      ...{ addressable: false, inConference: true },
    }));
  return [...guests, ...pool, ...staff].sort(
    (a, b) => Number(b.inConference) - Number(a.inConference) || byName.compare(a.name.zh, b.name.zh),
  );
}

/** Those named, as people to ask; refuses whole when one of them has no voice here. */
export function peopleToAsk(candidates: readonly Candidate[], ids: readonly string[]): DecisionPerson[] {
  return [...new Set(ids)].map((id) => {
    const found = candidates.find((one) => one.principalId === id && one.voice !== 'none');
    if (!found) throw new AppError('invalid_input', 'decision.cannot-be-asked', `${id} has no voice here`);
    return { principalId: found.principalId, name: found.name, role: found.role };
  });
}

/** Those named, as addressees; refuses whole when one of them cannot receive an order. */
export function peopleToAddress(candidates: readonly Candidate[], ids: readonly string[]): Addressee[] {
  return [...new Set(ids)].map((id) => {
    const found = candidates.find((one) => one.principalId === id && one.addressable);
    if (!found) throw new AppError('invalid_input', 'decision.cannot-be-addressed', `${id} receives no orders`);
    const { principalId, name, role } = found;
    return { principalId, name, role, ackedAt: null, pressedAt: null };
  });
}

function fromAccount(account: Account, inConference: boolean): Candidate[] {
  const { voice, role } = voiceOf(account.roles);
  const acts = addressableRole(account.roles);
  const shown = role ?? acts;
  if (!shown) return [];
  const { id: principalId, name } = account;
  return [{ principalId, name, role: shown, voice, addressable: acts !== undefined, inConference }];
}
