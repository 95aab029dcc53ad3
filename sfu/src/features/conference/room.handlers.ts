import type { Conference, ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import { mayWatch } from '@haigang/shared/features/conference/conference.rules';
import type { roomCalls } from '@haigang/shared/features/conference/room.protocol';
import { HOST_ROLES, participantOf } from '@haigang/shared/features/conference/room.rules';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { requireRole } from '../identity/index.js';
import { presentConference } from './conference.present.js';
import type { ConferenceRooms } from './conference-rooms.js';
import type { ConferenceService } from './conference.service.js';
import { conferences } from './conference.stores.js';
import type { ExpertLinks } from './expert-links.js';
import { followMutes } from './live-mutes.js';
import type { MuteService } from './mute.service.js';
import type { RoomService } from './room.service.js';

export interface RoomHandlerDeps {
  readonly service: ConferenceService;
  readonly room: RoomService;
  readonly mutes: MuteService;
  readonly rooms: ConferenceRooms;
  readonly links: ExpertLinks;
  /** Somebody was put out of a conference: what else he had by it ends in the same transaction. */
  readonly onPutOut: (unit: Unit, conference: Conference, person: Participant) => Promise<void>;
  /** Ends what other features keep open for a conference, in the same transaction and before it. */
  readonly beforeEnd: (unit: Unit, conferenceId: string) => Promise<void>;
}

type RoomHandlers = Handlers<typeof roomCalls>;
type LinkCalls = 'conference:invite-expert' | 'conference:revoke-link';
type MuteCalls = 'conference:mute' | 'conference:mute-all';

const view = async (unit: Unit, conference: Promise<Conference>): Promise<ConferenceView> =>
  presentConference(await conference, unit.actor);

/** Everything a conference has ends with it; who may is asked before. */
export async function endConference(
  unit: Unit,
  { service, rooms, links, beforeEnd }: Pick<RoomHandlerDeps, 'service' | 'rooms' | 'links' | 'beforeEnd'>,
  conferenceId: string,
): Promise<Conference> {
  await beforeEnd(unit, conferenceId);
  const conference = await service.end(unit, conferenceId);
  await links.endWithConference(unit, conferenceId);
  unit.afterCommit(() => void rooms.end(conferenceId));
  return conference;
}

export function createRoomHandlers(deps: RoomHandlerDeps): RoomHandlers {
  const { service, room, rooms } = deps;
  return {
    ...linkHandlers(deps),
    ...muteHandlers(deps),
    'conference:end': async (unit, { conferenceId }) => {
      requireRole(unit.actor, ...HOST_ROLES);
      return view(unit, endConference(unit, deps, conferenceId));
    },
    'conference:leave': async (unit, { conferenceId, walkOff, pageId }) => {
      const conference = await conferences.get(unit.tx, conferenceId);
      unit.afterCommit(() => void rooms.leave(conferenceId, unit.actor.id, null, pageId));
      if (pageId !== undefined && rooms.isWithAnotherPage(conferenceId, unit.actor.id, pageId)) return {};
      // [WATCH1] A wall that looks away is no event of the conference.
      if (mayWatch(conference, unit.actor)) return {};
      // [LIFE7] A desk is on the list when its entry is written down; leaving before that there is nothing to write.
      const isListed = participantOf(conference, unit.actor.id) !== undefined;
      if (!isListed && rooms.isEntering(conferenceId, unit.actor.id)) return {};
      service.requireListed(conference, unit.actor);
      await room.beforeLeaving(unit, conferenceId, walkOff);
      // Whoever answers and hangs up before his seat is there has said no: else it would go on ringing for him.
      const state = participantOf(conference, unit.actor.id)?.state;
      const goes = state === 'RINGING' && rooms.isEntering(conferenceId, unit.actor.id) ? 'DECLINED' : 'LEFT';
      await service.setParticipant(unit, conferenceId, unit.actor, goes);
      return {};
    },
    'conference:admit': (unit, { conferenceId, principalId }) =>
      view(unit, room.admit(unit, conferenceId, principalId)),
    'conference:admit-all': (unit, { conferenceId }) => view(unit, room.admitAll(unit, conferenceId)),
    'conference:refuse': (unit, { conferenceId, principalId }) =>
      view(unit, putOut(deps, unit, principalId, room.refuse(unit, conferenceId, principalId))),
    'conference:remove': (unit, { conferenceId, principalId }) => {
      unit.afterCommit(() => void rooms.leave(conferenceId, principalId, 'removed'));
      return view(unit, putOut(deps, unit, principalId, room.remove(unit, conferenceId, principalId)));
    },
    'conference:hand-over': (unit, { conferenceId, principalId }) =>
      view(unit, room.handOver(unit, conferenceId, principalId)),
    'conference:set-lobby': (unit, { conferenceId, on }) => view(unit, room.setLobby(unit, conferenceId, on)),
    'conference:set-lock': (unit, { conferenceId, locked }) => view(unit, room.setLock(unit, conferenceId, locked)),
    'conference:spotlight': (unit, { conferenceId, principalId }) =>
      view(unit, room.spotlight(unit, conferenceId, principalId)),
    'conference:raise-hand': (unit, { conferenceId, raised }) => view(unit, room.raiseHand(unit, conferenceId, raised)),
    'conference:lower-hand': (unit, { conferenceId, principalId }) =>
      view(unit, room.lowerHand(unit, conferenceId, principalId)),
  };
}

/** [ROOM10] Whoever is out has nothing left of the room: a guest's link ends, and what else it gave. */
async function putOut(
  { links, onPutOut }: RoomHandlerDeps,
  unit: Unit,
  principalId: string,
  change: Promise<Conference>,
): Promise<Conference> {
  const conference = await change;
  const person = participantOf(conference, principalId);
  if (person?.state !== 'REMOVED') return conference;
  await links.endGuest(unit, principalId);
  await onPutOut(unit, conference, person);
  return conference;
}

function linkHandlers(deps: RoomHandlerDeps): Pick<RoomHandlers, LinkCalls> {
  const { service, rooms, links } = deps;
  return {
    'conference:invite-expert': (unit, draft) => links.issue(unit, draft),
    'conference:revoke-link': async (unit, { linkId }) => {
      const link = await links.revoke(unit, linkId);
      const removed = service.setParticipant(unit, link.conferenceId, { id: link.guestId } as Principal, 'REMOVED');
      await putOut(deps, unit, link.guestId, removed);
      unit.afterCommit(() => void rooms.leave(link.conferenceId, link.guestId, 'revoked'));
      return link;
    },
  };
}

function muteHandlers({ mutes, rooms }: RoomHandlerDeps): Pick<RoomHandlers, MuteCalls> {
  return {
    'conference:mute': async (unit, order) => {
      const conference = await mutes.mute(unit, order);
      unit.afterCommit(() => void followMutes(rooms, conference, order.principalId).catch(() => undefined));
      return presentConference(conference, unit.actor);
    },
    'conference:mute-all': async (unit, order) => {
      const { conference, people } = await mutes.muteAll(unit, order);
      unit.afterCommit(() => {
        // A seat that closed meanwhile takes its tracks with it.
        for (const id of people) void followMutes(rooms, conference, id).catch(() => undefined);
      });
      return presentConference(conference, unit.actor);
    },
  };
}
