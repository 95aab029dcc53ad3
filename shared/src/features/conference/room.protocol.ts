import { z } from 'zod';
import { mutation, type Call } from '../../kernel/contract.js';
import { line } from '../../kernel/ids.js';
import { ConferenceView, ExpertLink } from './conference.model.js';

/** Who is in a conference, and who may be. */
export const roomCalls = {
  'conference:end': mutation(z.object({ conferenceId: z.uuid() }), ConferenceView),
  'conference:leave': mutation(z.object({ conferenceId: z.uuid() }), z.object({})),
  'conference:invite-expert': mutation(
    /** Without `validMinutes` the site's default holds (`conference.expert-link-minutes`). */
    z.object({ conferenceId: z.uuid(), expertName: line(60), validMinutes: z.int().min(5).max(1440).optional() }),
    z.object({ link: ExpertLink, token: z.string() }),
  ),
  'conference:revoke-link': mutation(z.object({ linkId: z.uuid() }), ExpertLink),
  'conference:admit': mutation(z.object({ conferenceId: z.uuid(), principalId: z.string() }), ConferenceView),
  'conference:remove': mutation(z.object({ conferenceId: z.uuid(), principalId: z.string() }), ConferenceView),
} as const satisfies Record<string, Call>;

export const roomEvents = {
  /** This page's seat was taken away: moved to another page, removed, or the conference ended. */
  'conference:seat-ended': z.object({
    conferenceId: z.uuid(),
    reason: z.enum(['moved', 'removed', 'ended', 'revoked']),
  }),
} as const;
