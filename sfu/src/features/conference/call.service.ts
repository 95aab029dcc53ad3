import type { Kysely } from 'kysely';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Callable, CallTarget } from '@haigang/shared/features/conference/call.protocol';
import type { Conference, Participant, ParticipantState } from '@haigang/shared/features/conference/conference.model';
import { conferenceAbilities } from '@haigang/shared/features/conference/conference.rules';
import { mayBecome, PARTICIPANT_EDGES } from '@haigang/shared/features/conference/conference.states';
import type { Account, Role } from '@haigang/shared/features/identity/identity.model';
import type { Incident } from '@haigang/shared/features/incident/incident.model';
import { requireNotOver } from '@haigang/shared/features/incident/incident.rules';
import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import type { Database } from '../../platform/storage/schema.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { isInAudience } from '../../platform/sync/audience.js';
import { accounts, devicePrincipal, devices, requireRole } from '../identity/index.js';
import { incidents, nameParams, type IncidentService } from '../incident/index.js';
import type { ConferenceService } from './conference.service.js';
import { conferences } from './conference.stores.js';

/** Whom the centre may call, in the order a list shows them. */
const CALLABLE_ROLES: readonly Role[] = ['officer', 'lab', 'internal-expert', 'commander', 'dispatcher'];

/** The centre's calls as durable facts: who was called, who said no, who did not answer. */
export class CallService {
  readonly #incidents: IncidentService;
  readonly #conferences: ConferenceService;

  constructor(deps: { incidents: IncidentService; conferences: ConferenceService }) {
    this.#incidents = deps.incidents;
    this.#conferences = deps.conferences;
  }

  /** Everybody the caller could call for an incident, himself left out. */
  async callable(db: Kysely<Database>, incident: Incident, callerId: string): Promise<Callable[]> {
    const running = (await conferences.list(db, { incidentId: incident.id })).find((one) => one.state !== 'ENDED');
    const listed = seatsOf(running);
    const people = (await accounts.list(db))
      .filter((account) => !account.disabled && account.orgId === incident.orgId && account.id !== callerId)
      .toSorted((a, b) => a.username.localeCompare(b.username));
    const units = await this.#units(db, incident, listed);
    const accountsByRole = CALLABLE_ROLES.flatMap((role) =>
      people
        .filter((account) => roleOf(account) === role)
        .map(({ id, name }) => ({
          ...{ principalId: id, name, role },
          inTeam: incident.teamIds.includes(id),
          involved: incident.teamIds.includes(id) || incident.reporterId === id || listed.has(id),
          removed: listed.get(id) === 'REMOVED',
          answersByItself: false,
        })),
    );
    return [...accountsByRole, ...units];
  }

  /** [CALL4] Enrolled units; one belongs to the team when its officer does, and is put out when he is. */
  async #units(db: Kysely<Database>, incident: Incident, listed: Seats): Promise<Callable[]> {
    const enrolled = await devices.list(db, { states: ['ENROLLED'] });
    return enrolled
      .filter((device) => device.orgId === incident.orgId)
      .map((device) => {
        const { id, name } = devicePrincipal(device);
        const inTeam = device.accountId !== null && incident.teamIds.includes(device.accountId);
        const involved = inTeam || incident.reporterId === id || listed.has(id);
        const removed = [id, device.accountId].some((one) => one !== null && listed.get(one) === 'REMOVED');
        return { principalId: id, name, role: 'officer', inTeam, involved, removed, answersByItself: true };
      });
  }

  /** [CALL2] Lets people ring for the incident's conference, which is opened when none runs. */
  async call(
    unit: Unit,
    incidentId: string,
    who: CallTarget,
  ): Promise<{ conference: Conference; leftOut: readonly Callable[] }> {
    requireRole(unit.actor, 'commander', 'dispatcher');
    const incident = await incidents.get(unit.tx, incidentId);
    if (!isInAudience(incidents.audienceOf(incident), unit.actor)) {
      throw new AppError('not_found', 'incident.unknown', 'no such incident');
    }
    requireNotOver(incident);
    const running = await this.#conferences.runningOf(unit, incidentId);
    if (running && !conferenceAbilities(running, unit.actor).invite) {
      throw new AppError('forbidden', 'conference.locked', 'the room is locked; only its host lets people in');
    }
    const { asked, leftOut } = chosen(await this.callable(unit.tx, incident, unit.actor.id), who);
    const people = asked.filter((person) => {
      const known = running?.participants.find((one) => one.principalId === person.principalId);
      return !known || mayBecome(PARTICIPANT_EDGES, known.state, 'RINGING');
    });
    if (people.length === 0) {
      if (leftOut.length > 0) {
        throw new AppError('conflict', 'conference.only-removed-left', 'who was removed is called by name alone');
      }
      throw new AppError('conflict', 'conference.nobody-to-call', 'nobody of these can be called now');
    }
    const call = { at: unit.at, byId: unit.actor.id, byName: unit.actor.name, declineReason: null };
    const ringing = people.map(({ principalId, name, role }): Participant => ({
      ...{ principalId, name, role, state: 'RINGING', call },
    }));
    const conference = await this.#conferences.convene(unit, incident, ringing);
    unit.audit('conference:called', 'conference', conference.id, { who: ids(people), leftOut: ids(leftOut) });
    await this.#log(unit, conference, 'log.called', { ...allNames(people) });
    return { conference, leftOut };
  }

  /** [CALL3] The called one says no. */
  async decline(unit: Unit, conferenceId: string, reason: string): Promise<void> {
    const conference = await conferences.get(unit.tx, conferenceId);
    const known = conference.participants.find((one) => one.principalId === unit.actor.id);
    if (!known) throw new AppError('not_found', 'conference.unknown', `no conference ${conferenceId}`);
    if (known.state !== 'RINGING' || conference.state === 'ENDED') {
      throw new AppError('conflict', 'conference.not-ringing', 'this call is over');
    }
    unit.audit('conference:call-declined', 'conference', conferenceId, { reason });
    await this.#log(unit, conference, 'log.call-declined', nameParams(known.name), reason);
    const call = known.call && { ...known.call, declineReason: reason };
    await move(unit, conference, [known], 'DECLINED', call);
  }

  /** [CALL3] Ends the ringing of everybody who was called before `calledBefore`, milliseconds since 1970. */
  async expire(unit: Unit, conferenceId: string, calledBefore: number): Promise<void> {
    const conference = await conferences.get(unit.tx, conferenceId);
    const late = unanswered(conference, calledBefore);
    if (late.length === 0) return;
    unit.audit('conference:call-expired', 'conference', conferenceId, { who: late.map((one) => one.principalId) });
    await this.#log(unit, conference, 'log.call-expired', allNames(late));
    await move(unit, conference, late, 'EXPIRED');
  }

  #log(
    unit: Unit,
    conference: Conference,
    textKey: string,
    params: Record<string, string>,
    note?: string,
  ): Promise<unknown> {
    const draft = { kind: 'conference' as const, textKey, params, ...(note === undefined ? {} : { note }) };
    return this.#incidents.log(unit, conference.incidentId, draft);
  }
}

/** Who still rings though he was called before that moment. */
export function unanswered(conference: Conference, calledBefore: number): Participant[] {
  if (conference.state === 'ENDED') return [];
  return conference.participants.filter(
    ({ state, call }) => state === 'RINGING' && (call === undefined || Date.parse(call.at) <= calledBefore),
  );
}

function roleOf(account: Account): Role | undefined {
  return CALLABLE_ROLES.find((role) => account.roles.includes(role));
}

/** [CALL6] Who is asked; a call of many leaves out whom somebody put out of the room. */
function chosen(people: readonly Callable[], who: CallTarget): { asked: Callable[]; leftOut: Callable[] } {
  if (who.kind === 'chosen') {
    return { asked: people.filter((person) => who.principalIds.includes(person.principalId)), leftOut: [] };
  }
  const many = people.filter((person) => (who.kind === 'team' ? person.inTeam : person.involved));
  return { asked: many.filter((person) => !person.removed), leftOut: many.filter((person) => person.removed) };
}

type Seats = ReadonlyMap<string, ParticipantState>;

/** Where everybody on the conference's list stands. */
function seatsOf(conference: Conference | undefined): Seats {
  return new Map(conference?.participants.map(({ principalId, state }) => [principalId, state]));
}

function ids(people: readonly Callable[]): string[] {
  return people.map((one) => one.principalId);
}

function allNames(people: readonly { readonly name: Bilingual }[]): Record<string, string> {
  const zh = people.map((one) => one.name.zh).join('、');
  return nameParams({ zh, en: people.map((one) => one.name.en).join(', ') });
}

function move(
  unit: Unit,
  conference: Conference,
  people: readonly Participant[],
  state: ParticipantState,
  call?: Participant['call'],
): Promise<Conference> {
  return conferences.update(unit, conference, {
    ...conference,
    participants: conference.participants.map((one) =>
      people.includes(one) ? { ...one, state, ...(call ? { call } : {}) } : one,
    ),
    revision: conference.revision + 1,
  });
}
