import { AppError } from '@haigang/shared/kernel/errors';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { Conference, Participant, ParticipantState } from '@haigang/shared/features/conference/conference.model';
import { conferenceAbilities } from '@haigang/shared/features/conference/conference.rules';
import { mayBecome, PARTICIPANT_EDGES } from '@haigang/shared/features/conference/conference.states';
import type { RoomMark, RoomState } from '@haigang/shared/features/conference/room.model';
import {
  leftAlone,
  mayBecomeHost,
  mayModeratePerson,
  participantOf,
  withHand,
  withoutRemoved,
} from '@haigang/shared/features/conference/room.rules';
import { requireNotOver } from '@haigang/shared/features/incident/incident.rules';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { requireRole } from '../identity/index.js';
import { incidents, nameParams, type IncidentService, type LogDraft } from '../incident/index.js';
import { conferences } from './conference.stores.js';

type Ability = keyof ReturnType<typeof conferenceAbilities>;

/** The host's part and who is let in (domain.md §2.2). Every change is a fact of the conference, audited and logged. */
export class RoomService {
  readonly #incidents: IncidentService;

  constructor(incidents: IncidentService) {
    this.#incidents = incidents;
  }

  /** The conference, or a refusal when the caller lacks the ability there. */
  async openFor(unit: Unit, conferenceId: string, ability: Ability): Promise<Conference> {
    requireRole(unit.actor, 'commander', 'dispatcher');
    const conference = await running(unit, conferenceId);
    // Nobody is brought into what is over, also where its room was left open.
    if (ability === 'invite') requireNotOver(await incidents.get(unit.tx, conference.incidentId));
    if (conferenceAbilities(conference, unit.actor)[ability]) return conference;
    const locked = conference.room.lock !== null && (ability === 'admit' || ability === 'invite');
    throw locked
      ? new AppError('forbidden', 'conference.locked', 'the room is locked; only its host lets people in')
      : new AppError('forbidden', 'conference.host-only', 'only the host or the duty commander does this');
  }

  /** [ROOM2] The host's part goes to another desk in the room; with one's own id it is taken over. */
  async handOver(unit: Unit, conferenceId: string, principalId: string): Promise<Conference> {
    const taking = principalId === unit.actor.id;
    const conference = await this.openFor(unit, conferenceId, taking ? 'takeHost' : 'handOver');
    const person = listed(conference, principalId);
    if (!mayBecomeHost(conference, person)) {
      throw new AppError('conflict', 'conference.cannot-host', 'the host is a commander or dispatcher in the room');
    }
    unit.audit('conference:handed-over', 'conference', conferenceId, { from: conference.hostId, to: principalId });
    await this.#log(unit, conference, {
      textKey: 'log.host-handed-over',
      params: { ...nameParams(conference.hostName, 'from'), ...nameParams(person.name) },
    });
    return save(unit, conference, { hostId: principalId, hostName: person.name });
  }

  /** [ROOM3] Before a person gives his seat up: a host leaves nobody alone, unless his page goes anyway. */
  async beforeLeaving(unit: Unit, conferenceId: string, walkOff: boolean): Promise<void> {
    const conference = await conferences.get(unit.tx, conferenceId);
    if (walkOff || conference.state === 'ENDED' || !leftAlone(conference, unit.actor.id)) return;
    throw new AppError('conflict', 'conference.host-must-stay', 'hand over or end: nobody else of the centre is in');
  }

  async setLobby(unit: Unit, conferenceId: string, on: boolean): Promise<Conference> {
    const conference = await this.openFor(unit, conferenceId, 'moderate');
    if (conference.room.lobby === on) return conference;
    unit.audit('conference:lobby-set', 'conference', conferenceId, { on });
    return this.saveRoom(unit, conference, { lobby: on });
  }

  /** [ROOM6] While locked nobody new comes in without the host. */
  async setLock(unit: Unit, conferenceId: string, locked: boolean): Promise<Conference> {
    const conference = await this.openFor(unit, conferenceId, 'moderate');
    if ((conference.room.lock !== null) === locked) return conference;
    unit.audit('conference:lock-set', 'conference', conferenceId, { locked });
    await this.#log(unit, conference, { textKey: locked ? 'log.room-locked' : 'log.room-unlocked' });
    return this.saveRoom(unit, conference, { lock: locked ? markOf(unit) : null });
  }

  async admit(unit: Unit, conferenceId: string, principalId: string): Promise<Conference> {
    const conference = await this.openFor(unit, conferenceId, 'admit');
    return this.#answerLobby(unit, conference, [listed(conference, principalId)], 'INVITED');
  }

  /** [ROOM4] Everybody who waits, in one step; each is written down as if let in alone. */
  async admitAll(unit: Unit, conferenceId: string): Promise<Conference> {
    const conference = await this.openFor(unit, conferenceId, 'admit');
    return this.#answerLobby(unit, conference, conference.participants, 'INVITED');
  }

  async refuse(unit: Unit, conferenceId: string, principalId: string): Promise<Conference> {
    const conference = await this.openFor(unit, conferenceId, 'admit');
    return this.#answerLobby(unit, conference, [listed(conference, principalId)], 'REMOVED');
  }

  /** [ROOM4] Who waits is let in or turned away; the second who answers changes nothing. */
  async #answerLobby(
    unit: Unit,
    conference: Conference,
    people: readonly Participant[],
    state: 'INVITED' | 'REMOVED',
  ): Promise<Conference> {
    const waiting = people.filter((one) => one.state === 'LOBBY');
    if (waiting.length === 0) return conference;
    const [action, textKey] =
      state === 'INVITED' ? ['conference:admitted', 'log.guest-admitted'] : ['conference:refused', 'log.guest-refused'];
    for (const { principalId, name } of waiting) {
      unit.audit(action, 'conference', conference.id, { principalId });
      await this.#log(unit, conference, { textKey, params: nameParams(name) });
    }
    const out = state === 'REMOVED' ? waiting : [];
    return save(unit, conference, {
      participants: withState(conference, waiting, state),
      room: out.reduce((room, { principalId }) => withoutRemoved(room, principalId), conference.room),
    });
  }

  /** [ROOM7] Out of the room for good; the host hands over before he can be removed. */
  async remove(unit: Unit, conferenceId: string, principalId: string): Promise<Conference> {
    const conference = await this.openFor(unit, conferenceId, 'end');
    const person = listed(conference, principalId);
    requireModeratable(person, unit.actor);
    if (principalId === conference.hostId) {
      throw new AppError('conflict', 'conference.host-not-removable', 'the host hands over before he is removed');
    }
    if (person.state === 'REMOVED') return conference;
    unit.audit('conference:removed', 'conference', conferenceId, { principalId });
    await this.#log(unit, conference, { textKey: 'log.participant-removed', params: nameParams(person.name) });
    await this.#incidents.closeToExpert(unit, conference.incidentId, principalId);
    return save(unit, conference, {
      participants: withState(conference, [person], 'REMOVED'),
      room: withoutRemoved(conference.room, principalId),
    });
  }

  /** Puts somebody on the list; whoever is in or on his way stays as he is. */
  invite(unit: Unit, conference: Conference, person: Participant): Promise<Conference> {
    const known = participantOf(conference, person.principalId);
    if (known && !mayBecome(PARTICIPANT_EDGES, known.state, person.state)) return Promise.resolve(conference);
    const others = conference.participants.filter((one) => one !== known);
    return save(unit, conference, { participants: [...others, person] });
  }

  /** [ROOM9] Who is shown large wherever the room is followed; null shows whoever each page chooses. */
  async spotlight(unit: Unit, conferenceId: string, principalId: string | null): Promise<Conference> {
    const conference = await this.openFor(unit, conferenceId, 'moderate');
    if (principalId !== null && !['JOINED', 'DROPPED'].includes(listed(conference, principalId).state)) {
      throw new AppError('conflict', 'conference.not-in-room', 'this person is not in the room');
    }
    unit.audit('conference:spotlight-set', 'conference', conferenceId, { principalId });
    return this.saveRoom(unit, conference, {
      spotlight: principalId === null ? null : { principalId, ...markOf(unit) },
    });
  }

  /** [ROOM8] One's own hand, up or down. */
  async raiseHand(unit: Unit, conferenceId: string, raised: boolean): Promise<Conference> {
    const conference = await running(unit, conferenceId);
    listed(conference, unit.actor.id, 'conference.unknown');
    if (!conferenceAbilities(conference, unit.actor).raiseHand) {
      throw new AppError('conflict', 'conference.not-in-room', 'enter the conference first');
    }
    return this.#hand(unit, conference, unit.actor.id, raised);
  }

  async lowerHand(unit: Unit, conferenceId: string, principalId: string): Promise<Conference> {
    const conference = await this.openFor(unit, conferenceId, 'moderate');
    return this.#hand(unit, conference, principalId, false);
  }

  #hand(unit: Unit, conference: Conference, principalId: string, raised: boolean): Promise<Conference> {
    const room = withHand(conference.room, principalId, raised);
    if (room.hands.length === conference.room.hands.length) return Promise.resolve(conference);
    unit.audit(raised ? 'conference:hand-raised' : 'conference:hand-lowered', 'conference', conference.id, {
      principalId,
    });
    return this.saveRoom(unit, conference, room);
  }

  /** Writes part of the room's state. */
  saveRoom(unit: Unit, conference: Conference, change: Partial<RoomState>): Promise<Conference> {
    return save(unit, conference, { room: { ...conference.room, ...change } });
  }

  #log(unit: Unit, conference: Conference, draft: Omit<LogDraft, 'kind'>): Promise<unknown> {
    return this.#incidents.log(unit, conference.incidentId, { kind: 'conference', ...draft });
  }
}

/** A conference that has not ended. */
export async function running(unit: Unit, conferenceId: string): Promise<Conference> {
  const conference = await conferences.get(unit.tx, conferenceId);
  if (conference.state === 'ENDED') throw new AppError('conflict', 'conference.ended', 'this conference has ended');
  return conference;
}

/** Somebody of the conference's list. */
export function listed(
  conference: Conference,
  principalId: string,
  reason = 'conference.participant-unknown',
): Participant {
  const person = participantOf(conference, principalId);
  if (!person) throw new AppError('not_found', reason, 'not in this conference');
  return person;
}

export function requireModeratable(person: Participant, actor: Principal): void {
  if (mayModeratePerson(person, actor)) return;
  throw new AppError('forbidden', 'conference.commander-stays', 'only a commander does this to a commander');
}

export function markOf(unit: Unit): RoomMark {
  return { byId: unit.actor.id, byName: unit.actor.name, at: unit.at };
}

function withState(conference: Conference, people: readonly Participant[], state: ParticipantState): Participant[] {
  return conference.participants.map((one) => (people.includes(one) ? { ...one, state } : one));
}

function save(unit: Unit, conference: Conference, change: Partial<Conference>): Promise<Conference> {
  return conferences.update(unit, conference, { ...conference, ...change, revision: conference.revision + 1 });
}
