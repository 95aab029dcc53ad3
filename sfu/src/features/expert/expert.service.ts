import type { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Conference } from '@haigang/shared/features/conference/conference.model';
import type { Availability, Expert } from '@haigang/shared/features/expert/expert.model';
import type { expertCalls } from '@haigang/shared/features/expert/expert.protocol';
import { DIRECTORY_KEEPERS } from '@haigang/shared/features/expert/expert.rules';
import type { Account } from '@haigang/shared/features/identity/identity.model';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import type { RoomService } from '../conference/index.js';
import { accounts, requireRole } from '../identity/index.js';
import { nameParams, type IncidentService } from '../incident/index.js';
import { experts } from './expert.store.js';

type Entry = z.output<(typeof expertCalls)['expert:save']['request']>;

/** The directory of internal experts and their way into a conference. */
export class ExpertService {
  readonly #room: RoomService;
  readonly #incidents: IncidentService;

  constructor(deps: { room: RoomService; incidents: IncidentService }) {
    this.#room = deps.room;
    this.#incidents = deps.incidents;
  }

  /** [EXPT1] Makes or changes an entry of the directory. */
  async save(unit: Unit, { id, revision, ...entry }: Entry): Promise<Expert> {
    requireRole(unit.actor, ...DIRECTORY_KEEPERS);
    const account = await expertAccount(unit, id);
    const known = await experts.find(unit.tx, id);
    if ((known?.revision ?? null) !== revision) {
      throw new AppError('conflict', 'expert.stale', 'changed by someone else');
    }
    unit.audit('expert:saved', 'expert', id, entry);
    return put(unit, known, { ...(known ?? blank(unit, account)), ...entry, name: account.name });
  }

  /** [EXPT2] What the expert says of himself. */
  async setAvailability(unit: Unit, availability: Availability, until: string | null): Promise<Expert> {
    requireRole(unit.actor, 'internal-expert');
    if (until !== null && Date.parse(until) <= unit.now) {
      throw new AppError('invalid_input', 'expert.until-past', 'the end lies in the past');
    }
    const { id } = unit.actor;
    const known = await experts.find(unit.tx, id);
    unit.audit('expert:availability-set', 'expert', id, { availability, until });
    const entry = known ?? blank(unit, await expertAccount(unit, id));
    return put(unit, known, { ...entry, availability, until, availabilityAt: unit.at });
  }

  /** [EXPT5] [EXPT6] Rings for the expert, and the incident opens to him. */
  async invite(unit: Unit, conferenceId: string, id: string): Promise<Conference> {
    const conference = await this.#room.openFor(unit, conferenceId, 'invite');
    const account = await expertAccount(unit, id);
    const invited = await this.#room.invite(unit, conference, {
      principalId: account.id,
      name: account.name,
      role: 'internal-expert',
      state: 'RINGING',
      call: { at: unit.at, byId: unit.actor.id, byName: unit.actor.name, declineReason: null },
    });
    if (invited === conference) return conference;
    unit.audit('expert:invited', 'conference', conferenceId, { id });
    await this.#incidents.openToExpert(unit, conference.incidentId, account.id);
    await this.#incidents.log(unit, conference.incidentId, {
      kind: 'conference',
      textKey: 'log.internal-expert-invited',
      params: nameParams(account.name),
    });
    return invited;
  }
}

/** An account that stands for an internal expert now. */
async function expertAccount(unit: Unit, id: string): Promise<Account> {
  const account = await accounts.find(unit.tx, id);
  const fits = account?.roles.includes('internal-expert') && !account.disabled && account.orgId === unit.actor.orgId;
  if (!account || !fits) {
    throw new AppError('invalid_input', 'expert.not-an-expert', 'no internal expert has this account');
  }
  return account;
}

function blank(unit: Unit, account: Account): Expert {
  const { id, orgId, simulated, drill, name } = account;
  return {
    ...{ id, orgId, simulated, drill, name },
    specialities: [],
    organisation: '',
    phone: '',
    availability: 'off',
    until: null,
    availabilityAt: unit.at,
    createdAt: unit.at,
    revision: 0,
  };
}

function put(unit: Unit, known: Expert | undefined, next: Expert): Promise<Expert> {
  return known ? experts.update(unit, known, { ...next, revision: known.revision + 1 }) : experts.insert(unit, next);
}
