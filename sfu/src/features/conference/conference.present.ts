import type {
  Conference,
  ConferenceRequest,
  ConferenceRequestView,
  ConferenceView,
} from '@haigang/shared/features/conference/conference.model';
import { conferenceAbilities, requestAbilities } from '@haigang/shared/features/conference/conference.rules';
import type { Principal } from '@haigang/shared/features/identity/identity.model';

export function presentRequest(request: ConferenceRequest, principal: Principal): ConferenceRequestView {
  return { ...request, can: requestAbilities(request, principal) };
}

export function presentConference(conference: Conference, principal: Principal): ConferenceView {
  return { ...conference, can: conferenceAbilities(conference, principal) };
}
