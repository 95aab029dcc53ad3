import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import { toInstant } from '@haigang/shared/kernel/time';
import { hasRole, personIds, type Principal, type Role } from '@haigang/shared/features/identity/identity.model';
import type { Conference, ConferenceRequest, Participant } from '@haigang/shared/features/conference/conference.model';
import type { conferenceCalls } from '@haigang/shared/features/conference/conference.protocol';
import { isWaiting, mayRequest, requestAbilities } from '@haigang/shared/features/conference/conference.rules';
import { participantOf } from '@haigang/shared/features/conference/room.rules';
import type { Incident } from '@haigang/shared/features/incident/incident.model';
import { requireNotOver } from '@haigang/shared/features/incident/incident.rules';
import { allowAutoConvene } from '@haigang/shared/features/conference/conference.settings';
import type { SettingsReader } from '@haigang/shared/kernel/settings';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { isInAudience } from '../../platform/sync/audience.js';
import { accounts, systemPrincipal } from '../identity/index.js';
import { incidents, nameParams, type IncidentService } from '../incident/index.js';
import type { ConferenceService } from './conference.service.js';
import { conferenceRequests, conferences } from './conference.stores.js';
import { moveRequest } from './request-moves.js';

type Draft = z.output<(typeof conferenceCalls)['conference:request']['request']>;

/** Requests for a conference as durable facts (domain.md §2.2): asked, answered, withdrawn. */
export class RequestService {
  readonly #incidents: IncidentService;
  readonly #conferences: ConferenceService;
  readonly #settings: SettingsReader;

  constructor(deps: { incidents: IncidentService; conferences: ConferenceService; settings: SettingsReader }) {
    this.#incidents = deps.incidents;
    this.#conferences = deps.conferences;
    this.#settings = deps.settings;
  }

  /** [CONF1] An officer asks; without a named incident a REPORTED one (kind `unclassified`) is created with it. */
  async request(unit: Unit, draft: Draft): Promise<ConferenceRequest> {
    if (!mayRequest(unit.actor)) {
      throw new AppError('forbidden', 'identity.role-needed', 'officers and the laboratory ask');
    }
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
      incidentIsNew: draft.incidentId === undefined,
      requesterId: unit.actor.id,
      requesterName: unit.actor.name,
      state: 'REQUESTED',
      urgency: draft.urgency,
      reason: draft.reason,
      deviceKind: draft.deviceKind,
      position: draft.position ?? null,
      positionAt: draft.position ? toInstant(unit.now - (draft.positionAgeMs ?? 0)) : null,
      network: draft.network ?? null,
      networkType: draft.networkType ?? null,
      batteryPercent: draft.batteryPercent ?? null,
      requestedAt: unit.at,
      escalatedAt: null,
      dutyPhone: null,
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
    return this.#openAtOnce(unit, request, incident);
  }

  /** [REQ8] It goes on ringing until the centre answers, whoever sits in the room already. */
  async #openAtOnce(unit: Unit, request: ConferenceRequest, incident: Incident): Promise<ConferenceRequest> {
    if (this.#settings.get(allowAutoConvene) === 0 || !hasRole(unit.actor, 'officer')) return request;
    const opened = await this.#conferences.openUnhosted(unit, incident);
    if (!opened) return request;
    const { revision } = request;
    return conferenceRequests.update(unit, request, { ...request, conferenceId: opened.id, revision: revision + 1 });
  }

  /** [REQ8] The room a request opened by itself, as long as nobody else uses it and nobody of the centre came into it. */
  async unhostedRoom(unit: Unit, requestId: string): Promise<string | null> {
    const { conferenceId, requesterId } = await conferenceRequests.get(unit.tx, requestId);
    const room = conferenceId === null ? undefined : await conferences.get(unit.tx, conferenceId);
    if (!room || room.state === 'ENDED' || room.hostId !== systemPrincipal(room.orgId).id) return null;
    // Others may sit in it, or be on their way into it by a request of their own.
    const requests = await conferenceRequests.list(unit.tx, { states: ['ACCEPTED', 'CONVENED'] });
    const isAwaited = requests.some((one) => one.conferenceId === room.id && one.id !== requestId);
    const isUsed = room.participants.some(
      ({ principalId, state }) => principalId !== requesterId && (state === 'JOINED' || state === 'DROPPED'),
    );
    return isAwaited || isUsed ? null : room.id;
  }

  async #refuseSecondRequest(unit: Unit): Promise<void> {
    const open = await conferenceRequests.list(unit.tx, { states: ['REQUESTED', 'ESCALATED'] });
    if (open.some((request) => request.requesterId === unit.actor.id)) {
      throw new AppError('conflict', 'conference.already-requested', 'your request already rings at the centre');
    }
  }

  /** [CONF1] An incident the asker sees, or whose running conference has him on its list. */
  async #ownIncident(unit: Unit, incidentId: string) {
    const incident = await incidents.find(unit.tx, incidentId);
    const running = incident && (await this.#conferences.runningOf(unit, incident.id));
    const seats = running?.participants.filter((one) => personIds(unit.actor).includes(one.principalId)) ?? [];
    const listed = seats.some((one) => one.state !== 'REMOVED');
    if (!incident || !(listed || isInAudience(incidents.audienceOf(incident), unit.actor))) {
      throw new AppError('not_found', 'incident.unknown', 'no such incident');
    }
    if (seats.some((one) => one.principalId === unit.actor.id && one.state === 'JOINED')) {
      throw new AppError('conflict', 'conference.already-inside', 'you sit in the conference of this incident');
    }
    requireNotOver(incident);
    return incident;
  }

  /** [CONF3] First accept wins: the room opens, the requester is invited into it; he is in when his page took its seat. */
  async accept(
    unit: Unit,
    requestId: string,
    stays: boolean,
  ): Promise<{ request: ConferenceRequest; conference: Conference }> {
    const request = await conferenceRequests.get(unit.tx, requestId);
    this.#requireAnswerable(request, unit.actor);
    const incident = await incidents.get(unit.tx, request.incidentId);
    requireNotOver(incident);
    const requester: Participant = {
      principalId: request.requesterId,
      name: request.requesterName,
      role: await roleOf(unit, request.requesterId),
      state: 'INVITED',
    };
    const conference = await this.#conferences.convene(unit, incident, [requester], stays);
    const accepted = await moveRequest(unit, request, 'ACCEPTED', { ...answerOf(unit), conferenceId: conference.id });
    // [REQ1] Who sits in the room already needs no second way in.
    const isIn = participantOf(conference, request.requesterId)?.state === 'JOINED';
    const next = isIn ? await moveRequest(unit, accepted, 'CONVENED') : accepted;
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
    // [CONF3] [CONF8] Only the centre comes this far, and it reads in the request who did.
    const { answeredByName: name, state } = request;
    throw new AppError('conflict', 'conference.already-answered', `this request is ${state}`, {
      names: name ? { name } : undefined,
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
    return moveRequest(unit, request, 'DECLINED', { ...answerOf(unit), declineReason: reason });
  }

  /** [REQ7] With the incident over nobody is to be reached any more: what still waits is declined by who closed it. */
  async endWithIncident(unit: Unit, incidentId: string, reason: string): Promise<void> {
    const waiting = await conferenceRequests.list(unit.tx, { incidentId, states: ['REQUESTED', 'ESCALATED'] });
    for (const request of waiting) {
      unit.audit('conference:declined', 'conference-request', request.id, { reason, because: 'incident-over' });
      await this.#incidents.log(unit, incidentId, {
        kind: 'conference',
        textKey: 'log.conference-declined',
        note: reason,
      });
      await moveRequest(unit, request, 'DECLINED', { ...answerOf(unit), declineReason: reason });
    }
  }

  async cancel(unit: Unit, requestId: string): Promise<ConferenceRequest> {
    const request = await conferenceRequests.get(unit.tx, requestId);
    if (request.requesterId !== unit.actor.id) {
      throw new AppError('not_found', 'conference-request.unknown', 'no such request');
    }
    if (!requestAbilities(request, unit.actor).cancel) {
      throw new AppError('conflict', 'conference.already-answered', 'already answered');
    }
    unit.audit('conference:cancelled', 'conference-request', requestId);
    await this.#incidents.log(unit, request.incidentId, { kind: 'conference', textKey: 'log.conference-cancelled' });
    if (request.conferenceId !== null) {
      await this.#conferences.setParticipant(unit, request.conferenceId, unit.actor, 'LEFT');
    }
    return moveRequest(unit, request, 'CANCELLED', { answeredAt: request.answeredAt ?? unit.at });
  }
}

function answerOf(unit: Unit): Pick<ConferenceRequest, 'answeredById' | 'answeredByName' | 'answeredAt'> {
  return { answeredById: unit.actor.id, answeredByName: unit.actor.name, answeredAt: unit.at };
}

/** As whom the asker sits in the room: officers, enrolled units among them, and the laboratory ask. */
async function roleOf(unit: Unit, requesterId: string): Promise<Role> {
  const account = await accounts.find(unit.tx, requesterId);
  return account?.roles.includes('lab') && !account.roles.includes('officer') ? 'lab' : 'officer';
}
