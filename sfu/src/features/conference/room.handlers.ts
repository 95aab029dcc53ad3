import type { roomCalls } from '@haigang/shared/features/conference/room.protocol';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { Handlers } from '../../platform/signaling/call-context.js';
import { presentConference } from './conference.present.js';
import type { ConferenceRooms } from './conference-rooms.js';
import type { ConferenceService } from './conference.service.js';
import { conferences } from './conference.stores.js';
import type { ExpertLinks } from './expert-links.js';

export interface RoomHandlerDeps {
  readonly service: ConferenceService;
  readonly rooms: ConferenceRooms;
  readonly links: ExpertLinks;
}

export function createRoomHandlers({ service, rooms, links }: RoomHandlerDeps): Handlers<typeof roomCalls> {
  return {
    'conference:end': async (unit, { conferenceId }) => {
      const conference = await service.end(unit, conferenceId);
      await links.endWithConference(unit, conferenceId);
      unit.afterCommit(() => void rooms.end(conferenceId));
      return presentConference(conference, unit.actor);
    },
    'conference:leave': async (unit, { conferenceId }) => {
      service.requireListed(await conferences.get(unit.tx, conferenceId), unit.actor);
      await service.setParticipant(unit, conferenceId, unit.actor, 'LEFT');
      unit.afterCommit(() => void rooms.leave(conferenceId, unit.actor.id, null));
      return {};
    },
    'conference:invite-expert': (unit, draft) => links.issue(unit, draft),
    'conference:revoke-link': async (unit, { linkId }) => {
      const link = await links.revoke(unit, linkId);
      await service.setParticipant(unit, link.conferenceId, { id: link.guestId } as Principal, 'REMOVED');
      unit.afterCommit(() => void rooms.leave(link.conferenceId, link.guestId, 'revoked'));
      return link;
    },
    'conference:admit': async (unit, { conferenceId, principalId }) =>
      presentConference(await service.admit(unit, conferenceId, principalId), unit.actor),
    'conference:remove': async (unit, { conferenceId, principalId }) => {
      const conference = await service.remove(unit, conferenceId, principalId);
      unit.afterCommit(() => void rooms.leave(conferenceId, principalId, 'removed'));
      return presentConference(conference, unit.actor);
    },
  };
}
