import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import { hasRole, type Principal } from '@haigang/shared/features/identity/identity.model';
import type {
  Conference,
  ConferenceRequest,
  Participant,
  ParticipantState,
} from '@haigang/shared/features/conference/conference.model';
import type { conferenceCalls } from '@haigang/shared/features/conference/conference.protocol';
import { isWaiting, mayJoin, requestAbilities } from '@haigang/shared/features/conference/conference.rules';
import { FINAL_STATES } from '@haigang/shared/features/incident/incident.rules';
import type { Unit, UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { isInAudience } from '../../platform/sync/audience.js';
import { requireRole, systemPrincipal } from '../identity/index.js';
import { incidents, nameParams, type IncidentService } from '../incident/index.js';
import { conferenceRequests, conferences } from './conference.stores.js';

type Draft = z.output<(typeof conferenceCalls)['conference:request']['request']>;

/** Requests and conferences as durable facts (domain.md §2.2); the media beside them live in `ConferenceRooms`. */
export class ConferenceService {
  readonly #incidents: IncidentService;

  constructor(incidentService: IncidentService) {
    this.#incidents = incidentService;
  }

  /** [CONF1] An officer asks; without a named incident a REPORTED one (kind `unclassified`) is created with it. */
  async request(unit: Unit, draft: Draft): Promise<ConferenceRequest> {
    requireRole(unit.actor, 'officer', 'lab');
    await this.#refuseSecondRequest(unit);
    const incident = draft.incidentId
      ? await this.#ownIncident(unit, draft.incidentId)
      : await this.#incidents.report(unit, {
          kind: 'unclassified',
          summary: draft.reason,
          source: draft.deviceKind === 'body-worn' ? 'kit' : 'phone',
          ...(draft.position ? { position: draft.position } : {}),
        });
    const request = await conferenceRequests.insert(unit, {
      id: randomUUID(),
      orgId: incident.orgId,
      simulated: incident.simulated,
      drill: incident.drill,
      incidentId: incident.id,
      incidentNumber: incident.number,
      requesterId: unit.actor.id,
      requesterName: unit.actor.name,
      state: 'REQUESTED',
      urgency: draft.urgency,
      reason: draft.reason,
      deviceKind: draft.deviceKind,
      position: draft.position ?? null,
      network: draft.network ?? null,
      batteryPercent: draft.batteryPercent ?? null,
      requestedAt: unit.at,
      answeredById: null,
      answeredByName: null,
      answeredAt: null,
      declineReason: null,
      conferenceId: null,
      revision: 0,
    });
    unit.audit('conference:requested', 'conference-request', request.id, { incidentId: incident.id });
    await this.#incidents.log(unit, incident.id, {
      kind: 'conference',
      textKey: 'log.conference-requested',
      note: draft.reason,
    });
    return request;
  }

  async #refuseSecondRequest(unit: Unit): Promise<void> {
    const open = await conferenceRequests.list(unit.tx, { states: ['REQUESTED', 'ESCALATED'] });
    if (open.some((request) => request.requesterId === unit.actor.id)) {
      throw new AppError('conflict', 'conference.already-requested', 'your request already rings at the centre');
    }
  }

  async #ownIncident(unit: Unit, incidentId: string) {
    const incident = await incidents.get(unit.tx, incidentId);
    if (!isInAudience(incidents.audienceOf(incident), unit.actor)) {
      throw new AppError('not_found', 'incident.unknown', 'no such incident');
    }
    if (FINAL_STATES.includes(incident.state)) {
      throw new AppError('conflict', 'incident.over', 'this incident is closed');
    }
    return incident;
  }

  /** [CONF3] First accept wins: the room opens, the requester is invited into it. The incident stays to be acknowledged. */
  async accept(unit: Unit, requestId: string): Promise<{ request: ConferenceRequest; conference: Conference }> {
    const request = await conferenceRequests.get(unit.tx, requestId);
    this.#requireAnswerable(request, unit.actor);
    const incident = await incidents.get(unit.tx, request.incidentId);
    const requester: Participant = {
      principalId: request.requesterId,
      name: request.requesterName,
      role: 'officer',
      state: 'INVITED',
    };
    const open = await this.#openConference(unit, incident.id);
    const conference = open
      ? await this.#invite(unit, open, requester)
      : await this.#convene(unit, incident, requester);
    const next = await conferenceRequests.update(unit, request, {
      ...request,
      state: 'CONVENED',
      answeredById: unit.actor.id,
      answeredByName: unit.actor.name,
      answeredAt: unit.at,
      conferenceId: conference.id,
      revision: request.revision + 1,
    });
    unit.audit('conference:convened', 'conference', conference.id, { requestId });
    await this.#incidents.log(unit, incident.id, {
      kind: 'conference',
      textKey: 'log.conference-convened',
      params: nameParams(request.requesterName),
    });
    return { request: next, conference };
  }

  #requireAnswerable(request: ConferenceRequest, actor: Principal): void {
    if (!hasRole(actor, 'commander', 'dispatcher')) {
      throw new AppError('forbidden', 'identity.role-needed', 'only the centre answers requests');
    }
    if (isWaiting(request)) return;
    throw new AppError(
      'conflict',
      'conference.already-answered',
      `answered by ${request.answeredByName?.zh ?? request.state}`,
    );
  }

  async #openConference(unit: Unit, incidentId: string): Promise<Conference | undefined> {
    const all = await conferences.list(unit.tx, { incidentId });
    return all.find((conference) => conference.state !== 'ENDED');
  }

  #convene(
    unit: Unit,
    incident: { id: string; number: string; orgId: string; simulated: boolean; drill: boolean },
    requester: Participant,
  ): Promise<Conference> {
    return conferences.insert(unit, {
      id: randomUUID(),
      orgId: incident.orgId,
      simulated: incident.simulated,
      drill: incident.drill,
      incidentId: incident.id,
      incidentNumber: incident.number,
      state: 'OPEN',
      hostId: unit.actor.id,
      hostName: unit.actor.name,
      participants: [seatFor(unit.actor), requester],
      convenedAt: unit.at,
      endedAt: null,
      revision: 0,
    });
  }

  async #invite(unit: Unit, conference: Conference, participant: Participant): Promise<Conference> {
    const others = conference.participants.filter((known) => known.principalId !== participant.principalId);
    return conferences.update(unit, conference, {
      ...conference,
      participants: [...others, participant],
      revision: conference.revision + 1,
    });
  }

  async decline(unit: Unit, requestId: string, reason: string): Promise<ConferenceRequest> {
    const request = await conferenceRequests.get(unit.tx, requestId);
    this.#requireAnswerable(request, unit.actor);
    unit.audit('conference:declined', 'conference-request', requestId, { reason });
    await this.#incidents.log(unit, request.incidentId, {
      kind: 'conference',
      textKey: 'log.conference-declined',
      note: reason,
    });
    return conferenceRequests.update(unit, request, {
      ...request,
      state: 'DECLINED',
      answeredById: unit.actor.id,
      answeredByName: unit.actor.name,
      answeredAt: unit.at,
      declineReason: reason,
      revision: request.revision + 1,
    });
  }

  async cancel(unit: Unit, requestId: string): Promise<ConferenceRequest> {
    const request = await conferenceRequests.get(unit.tx, requestId);
    if (request.requesterId !== unit.actor.id) {
      throw new AppError('not_found', 'conference-request.unknown', 'no such request');
    }
    if (!requestAbilities(request, unit.actor).cancel) {
      throw new AppError('conflict', 'conference.already-answered', 'already answered');
    }
    await this.#incidents.log(unit, request.incidentId, { kind: 'conference', textKey: 'log.conference-cancelled' });
    return conferenceRequests.update(unit, request, {
      ...request,
      state: 'CANCELLED',
      answeredAt: unit.at,
      revision: request.revision + 1,
    });
  }

  async end(unit: Unit, conferenceId: string): Promise<Conference> {
    requireRole(unit.actor, 'commander', 'dispatcher');
    const conference = await conferences.get(unit.tx, conferenceId);
    if (conference.state === 'ENDED') return conference;
    unit.audit('conference:ended', 'conference', conferenceId);
    await this.#incidents.log(unit, conference.incidentId, { kind: 'conference', textKey: 'log.conference-ended' });
    for (const request of await conferenceRequests.list(unit.tx, {
      incidentId: conference.incidentId,
      states: ['CONVENED'],
    })) {
      if (request.conferenceId !== conferenceId) continue;
      await conferenceRequests.update(unit, request, { ...request, state: 'ENDED', revision: request.revision + 1 });
    }
    return conferences.update(unit, conference, {
      ...conference,
      state: 'ENDED',
      endedAt: unit.at,
      participants: conference.participants.map((participant) => ({
        ...participant,
        state: participant.state === 'REMOVED' ? 'REMOVED' : 'LEFT',
      })),
      revision: conference.revision + 1,
    });
  }

  /** [CONF4] Refuses a seat to anybody not on the list; desk roles may always enter. */
  requireSeat(conference: Conference, principal: Principal): void {
    if (conference.state === 'ENDED') throw new AppError('conflict', 'conference.ended', 'this conference has ended');
    if (!mayJoin(conference, principal)) {
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
    if (conference.state === 'ENDED' || known?.state === state || known?.state === 'REMOVED') return conference;
    if (!known && state !== 'JOINED' && state !== 'LOBBY') return conference;
    // [LINK5] Going away from the lobby is no admission: who comes back waits there again.
    if (known?.state === 'LOBBY') return conference;
    const participants = known
      ? conference.participants.map((participant) => (participant === known ? { ...participant, state } : participant))
      : [...conference.participants, { ...seatFor(principal), state }];
    const logged = LOGGED_STATES[state];
    if (logged && !(state === 'JOINED' && known?.state === 'DROPPED')) {
      await this.#incidents.log(unit, conference.incidentId, {
        kind: 'conference',
        textKey: logged,
        params: nameParams(principal.name),
      });
    }
    return conferences.update(unit, conference, {
      ...conference,
      participants,
      state:
        conference.state === 'OPEN' && state === 'JOINED' && principal.id !== conference.hostId
          ? 'ACTIVE'
          : conference.state,
      revision: conference.revision + 1,
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
            participant.state === 'JOINED' ? { ...participant, state: 'DROPPED' as const } : participant,
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

  async admit(unit: Unit, conferenceId: string, principalId: string): Promise<Conference> {
    requireRole(unit.actor, 'commander', 'dispatcher');
    return this.#moveParticipant(unit, conferenceId, principalId, 'INVITED', 'log.guest-admitted');
  }

  async remove(unit: Unit, conferenceId: string, principalId: string): Promise<Conference> {
    requireRole(unit.actor, 'commander', 'dispatcher');
    return this.#moveParticipant(unit, conferenceId, principalId, 'REMOVED', 'log.participant-removed');
  }

  async #moveParticipant(
    unit: Unit,
    conferenceId: string,
    principalId: string,
    state: ParticipantState,
    textKey: string,
  ): Promise<Conference> {
    const conference = await conferences.get(unit.tx, conferenceId);
    const known = conference.participants.find((participant) => participant.principalId === principalId);
    if (!known) throw new AppError('not_found', 'conference.participant-unknown', 'not in this conference');
    if (state === 'INVITED' && known.state !== 'LOBBY') return conference;
    unit.audit(`conference:${state.toLowerCase()}`, 'conference', conferenceId, { principalId });
    await this.#incidents.log(unit, conference.incidentId, {
      kind: 'conference',
      textKey,
      params: nameParams(known.name),
    });
    return conferences.update(unit, conference, {
      ...conference,
      participants: conference.participants.map((participant) =>
        participant === known ? { ...participant, state } : participant,
      ),
      revision: conference.revision + 1,
    });
  }
}

const LOGGED_STATES: Partial<Record<ParticipantState, string>> = {
  JOINED: 'log.joined',
  LEFT: 'log.left',
  LOBBY: 'log.guest-waiting',
};

function seatFor(principal: Principal): Participant {
  return { principalId: principal.id, name: principal.name, role: principal.roles[0] ?? 'display', state: 'INVITED' };
}
