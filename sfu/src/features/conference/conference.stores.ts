import { Conference, ConferenceRequest, ExpertLink } from '@haigang/shared/features/conference/conference.model';
import { conferenceAudience, requestAudience } from '@haigang/shared/features/conference/conference.rules';
import { Documents } from '../../platform/storage/documents.js';

export const conferenceRequests = new Documents<ConferenceRequest>({
  entity: 'conference-request',
  schema: ConferenceRequest,
  audience: requestAudience,
  incidentId: (request) => request.incidentId,
  state: (request) => request.state,
  createdAt: (request) => request.requestedAt,
});

export const conferences = new Documents<Conference>({
  entity: 'conference',
  schema: Conference,
  audience: conferenceAudience,
  incidentId: (conference) => conference.incidentId,
  state: (conference) => conference.state,
  createdAt: (conference) => conference.convenedAt,
});

export const expertLinks = new Documents<ExpertLink>({
  entity: 'expert-link',
  schema: ExpertLink,
  audience: () => ({ roles: ['commander', 'dispatcher', 'administrator', 'auditor'], principals: [] }),
  incidentId: (link) => link.incidentId,
  state: (link) => link.state,
  createdAt: (link) => link.issuedAt,
});
