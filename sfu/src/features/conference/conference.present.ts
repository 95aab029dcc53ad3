import type {
  Conference,
  ConferenceRequest,
  ConferenceRequestView,
  ConferenceView,
  Participant,
} from '@haigang/shared/features/conference/conference.model';
import { conferenceAbilities, requestAbilities } from '@haigang/shared/features/conference/conference.rules';
import { NEW_ROOM } from '@haigang/shared/features/conference/room.model';
import { participantOf } from '@haigang/shared/features/conference/room.rules';
import { EXCHANGE_ROLES, isAdmitted } from '@haigang/shared/features/evidence/evidence.rules';
import { hasRole, type Principal } from '@haigang/shared/features/identity/identity.model';
import { isWall, MASKED } from '../incident/index.js';

/** [CONF8] A wall shows that somebody asks and how urgent it is, not who, why and where. */
export function presentRequest(request: ConferenceRequest, principal: Principal): ConferenceRequestView {
  const view = { ...request, can: requestAbilities(request, principal) };
  if (!isWall(principal)) return view;
  return {
    ...view,
    ...{ requesterId: '', requesterName: MASKED, reason: '', declineReason: null, position: null, positionAt: null },
    ...{ answeredById: null, answeredByName: request.answeredByName && MASKED },
  };
}

/** [CONF6] [CALL3] What one principal may read of a conference. */
export function presentConference(conference: Conference, principal: Principal): ConferenceView {
  const view = { ...conference, can: conferenceAbilities(conference, principal) };
  if (hasRole(principal, ...EXCHANGE_ROLES)) return view;
  const own = participantOf(conference, principal.id);
  if (!isWall(principal) && own && !isAdmitted(own)) return { ...view, participants: [own], room: NEW_ROOM };
  return { ...view, participants: conference.participants.map((one) => (one === own ? one : withoutReason(one))) };
}

/** Why somebody declined is for the centre and himself. */
function withoutReason(person: Participant): Participant {
  return person.call ? { ...person, call: { ...person.call, declineReason: null } } : person;
}
