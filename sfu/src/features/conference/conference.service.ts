import { randomUUID } from 'node:crypto';
import { AppError } from '@haigang/shared/kernel/errors';
import { hasRole, type Principal } from '@haigang/shared/features/identity/identity.model';
import type { Conference, Participant, ParticipantState } from '@haigang/shared/features/conference/conference.model';
import { mayJoin } from '@haigang/shared/features/conference/conference.rules';
import { NEW_ROOM } from '@haigang/shared/features/conference/room.model';
import { mayBecome, PARTICIPANT_EDGES, participantAtEnd } from '@haigang/shared/features/conference/conference.states';
import { leftAlone, participantOf, settled } from '@haigang/shared/features/conference/room.rules';
import type { Incident } from '@haigang/shared/features/incident/incident.model';
import type { Unit, UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { systemPrincipal } from '../identity/index.js';
import { nameParams, type IncidentService } from '../incident/index.js';
import { conferenceRequests, conferences } from './conference.stores.js';
import { conveneRequests, moveRequest } from './request-moves.js';
import { ARRIVALS, LOGGED_STATES, seatFor, standing } from './standing.js';

/** What a conference needs to know of its incident. */
export type IncidentRef = Pick<Incident, 'id' | 'number' | 'orgId' | 'simulated' | 'drill'>;

/** Conferences and who is in them as durable facts (domain.md §2.2); the media beside them live in `ConferenceRooms`. */
export class ConferenceService {
  readonly #incidents: IncidentService;

  constructor(incidentService: IncidentService) {
    this.#incidents = incidentService;
  }

  /**
   * The incident's running conference with these people invited; opened with the caller as its host when none runs, and
   * with nobody where he stays in another call: the first desk that enters is host (ROOM3).
   */
  async convene(unit: Unit, incident: IncidentRef, people: readonly Participant[], stays = false): Promise<Conference> {
    // [EXPT6] Whoever is asked for advice sees what it is about.
    for (const { role, principalId } of people) {
      if (role === 'internal-expert') await this.#incidents.openToExpert(unit, incident.id, principalId);
    }
    const open = await this.runningOf(unit, incident.id);
    if (open) return this.#invite(unit, open, people);
    if (stays) return this.#open(unit, incident, systemPrincipal(incident.orgId), [...people]);
    return this.#open(unit, incident, unit.actor, [seatFor(unit.actor), ...people]);
  }

  /**
   * [REQ8] The conference that an officer's request opens by itself, with nobody of the centre in it: the first desk that
   * enters is its host (ROOM3). Where one runs he waits for the answer as ever.
   */
  async openUnhosted(unit: Unit, incident: IncidentRef): Promise<Conference | undefined> {
    if ((await this.runningOf(unit, incident.id)) !== undefined) return undefined;
    const conference = await this.#open(unit, incident, systemPrincipal(incident.orgId), [seatFor(unit.actor)]);
    unit.audit('conference:auto-convened', 'conference', conference.id);
    const draft = { kind: 'conference' as const, textKey: 'log.auto-convened', params: nameParams(unit.actor.name) };
    await this.#incidents.log(unit, incident.id, draft);
    return conference;
  }

  #open(
    unit: Unit,
    incident: IncidentRef,
    host: Pick<Principal, 'id' | 'name'>,
    participants: Participant[],
  ): Promise<Conference> {
    return conferences.insert(unit, {
      id: randomUUID(),
      orgId: incident.orgId,
      simulated: incident.simulated,
      drill: incident.drill,
      incidentId: incident.id,
      incidentNumber: incident.number,
      state: 'OPEN',
      hostId: host.id,
      hostName: host.name,
      participants,
      room: NEW_ROOM,
      convenedAt: unit.at,
      endedAt: null,
      revision: 0,
    });
  }

  /** The conference of an incident that has not ended, if there is one. */
  async runningOf(unit: Unit, incidentId: string): Promise<Conference | undefined> {
    const all = await conferences.list(unit.tx, { incidentId });
    return all.find((conference) => conference.state !== 'ENDED');
  }

  /** [INC11] An incident ends after its conference, never under the people who sit in it. */
  async refuseWhileLive(unit: Unit, incidentId: string): Promise<void> {
    if ((await this.runningOf(unit, incidentId)) === undefined) return;
    throw new AppError('conflict', 'incident.conference-live', 'its conference runs; end that first');
  }

  /** [CALL1] Who may not be asked where he stands, in the room or already asked, stays as he is. */
  async #invite(unit: Unit, conference: Conference, people: readonly Participant[]): Promise<Conference> {
    const asked = people.filter(({ principalId, state }) => {
      const known = participantOf(conference, principalId);
      return !known || mayBecome(PARTICIPANT_EDGES, known.state, state);
    });
    if (asked.length === 0) return conference;
    const others = conference.participants.filter((known) =>
      asked.every((one) => one.principalId !== known.principalId),
    );
    return conferences.update(unit, conference, {
      ...conference,
      participants: [...others, ...asked],
      revision: conference.revision + 1,
    });
  }

  async end(unit: Unit, conferenceId: string): Promise<Conference> {
    const conference = await conferences.get(unit.tx, conferenceId);
    if (conference.state === 'ENDED') return conference;
    unit.audit('conference:ended', 'conference', conferenceId);
    await this.#incidents.log(unit, conference.incidentId, { kind: 'conference', textKey: 'log.conference-ended' });
    for (const request of await conferenceRequests.list(unit.tx, {
      incidentId: conference.incidentId,
      states: ['ACCEPTED', 'CONVENED'],
    })) {
      if (request.conferenceId === conferenceId) await moveRequest(unit, request, 'ENDED');
    }
    return conferences.update(unit, conference, {
      ...conference,
      state: 'ENDED',
      endedAt: unit.at,
      participants: conference.participants.map((participant) => ({
        ...participant,
        state: participantAtEnd(participant.state),
      })),
      revision: conference.revision + 1,
    });
  }

  /** [CONF4] Refuses a seat to anybody not on the list; desk roles may always enter. */
  requireSeat(conference: Conference, principal: Principal): void {
    if (conference.state === 'ENDED') throw new AppError('conflict', 'conference.ended', 'this conference has ended');
    if (!mayJoin(conference, principal)) {
      const desk = hasRole(principal, 'commander', 'dispatcher');
      if (desk && conference.room.lock) throw new AppError('forbidden', 'conference.locked', 'the room is locked');
      throw new AppError('forbidden', 'conference.not-invited', 'you are not invited to this conference');
    }
  }

  /** A conference somebody is not part of does not exist for him. */
  requireListed(conference: Conference, principal: Principal): void {
    if (conference.participants.some((participant) => participant.principalId === principal.id)) return;
    throw new AppError('not_found', 'conference.unknown', `no conference ${conference.id}`);
  }

  /** [CONF5] Writes where a participant stands; joining and leaving are log rows, dropping is not a departure. */
  async setParticipant(
    unit: Unit,
    conferenceId: string,
    principal: Principal,
    state: ParticipantState,
  ): Promise<Conference> {
    const conference = await conferences.get(unit.tx, conferenceId);
    const known = conference.participants.find((participant) => participant.principalId === principal.id);
    if (conference.state === 'ENDED' || known?.state === 'REMOVED') return conference;
    if (!known && !ARRIVALS.includes(state)) return conference;
    // [LINK5] Going away from the lobby is no admission: who comes back waits there again.
    if (known && !mayBecome(PARTICIPANT_EDGES, known.state, state)) return conference;
    await this.#markAnswered(unit, conference, known, state);
    const participants = known
      ? conference.participants.map((participant) =>
          participant === known ? standing(participant, state, unit) : participant,
        )
      : [...conference.participants, { ...seatFor(principal), state }];
    const logged = LOGGED_STATES[state];
    if (logged && !(state === 'JOINED' && known?.state === 'DROPPED')) {
      await this.#incidents.log(unit, conference.incidentId, {
        kind: 'conference',
        textKey: logged,
        params: nameParams(principal.name),
      });
    }
    const next = settled({ ...conference, participants }, principal.id, state);
    await this.#logHost(unit, conference, next, state);
    if (state === 'JOINED') await conveneRequests(unit, conference, principal.id);
    return conferences.update(unit, conference, {
      ...next,
      state:
        conference.state === 'OPEN' && state === 'JOINED' && principal.id !== conference.hostId
          ? 'ACTIVE'
          : conference.state,
      revision: conference.revision + 1,
    });
  }

  /** [CALL4] An enrolled unit answers the centre by itself; that nobody pressed anything stands in audit and log. */
  async #markAnswered(
    unit: Unit,
    conference: Conference,
    known: Participant | undefined,
    state: ParticipantState,
  ): Promise<void> {
    if (known?.state !== 'RINGING' || state !== 'JOINED') return;
    const byItself = known.principalId.startsWith('device:');
    const action = byItself ? 'conference:auto-answered' : 'conference:call-answered';
    unit.audit(action, 'conference', conference.id, { principalId: known.principalId, calledBy: known.call?.byId });
    if (!byItself) return;
    await this.#incidents.log(unit, conference.incidentId, {
      kind: 'conference',
      textKey: 'log.auto-answered',
      params: nameParams(known.name),
    });
  }

  /** [ROOM3] Says in the log to whom the room fell, or that its host is away. */
  async #logHost(unit: Unit, before: Conference, after: Conference, state: ParticipantState): Promise<void> {
    const fell = before.hostId !== after.hostId;
    const away = state === 'LEFT' && unit.actor.id === before.hostId && leftAlone(before, before.hostId);
    if (!fell && !away) return;
    await this.#incidents.log(unit, before.incidentId, {
      kind: 'conference',
      textKey: fell ? 'log.host-fell' : 'log.host-away',
      params: nameParams(after.hostName),
    });
  }

  /** After a start nobody sits in a room any more: whoever was JOINED is DROPPED until his page comes back. */
  async dropEverybody(unitOfWork: UnitOfWork, orgId: string): Promise<void> {
    await unitOfWork.run(
      systemPrincipal(orgId),
      { call: 'conference:recover', requestId: undefined, body: null, client: null },
      async (unit) => {
        for (const conference of await conferences.list(unit.tx, { states: ['OPEN', 'ACTIVE'] })) {
          if (!conference.participants.some((participant) => participant.state === 'JOINED')) continue;
          const participants = conference.participants.map((participant) =>
            participant.state === 'JOINED' ? standing(participant, 'DROPPED', unit) : participant,
          );
          await conferences.update(unit, conference, {
            ...conference,
            participants,
            revision: conference.revision + 1,
          });
        }
      },
    );
  }
}
