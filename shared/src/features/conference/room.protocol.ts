import { z } from 'zod';
import { mutation, type Call } from '../../kernel/contract.js';
import { line } from '../../kernel/ids.js';
import { ConferenceView, ExpertLink } from './conference.model.js';
import { MutedSource } from './room.model.js';

const Room = z.object({ conferenceId: z.uuid() });
const Person = Room.extend({ principalId: z.string().max(120) });

/** Who is in a conference, and who may be. */
export const roomCalls = {
  'conference:end': mutation(Room, ConferenceView),
  /**
   * Gives the seat up. A host who would leave people without any desk is refused (`conference.host-must-stay`) unless
   * the page goes anyway (`walkOff`); then the room keeps him as an absent host. [CONF7] A page that names itself leaves
   * only what no other page of this person took meanwhile.
   */
  'conference:leave': mutation(
    Room.extend({ walkOff: z.boolean().default(false), pageId: z.uuid().optional() }),
    z.object({}),
  ),
  'conference:invite-expert': mutation(
    /** Without `validMinutes` the site's default holds (`conference.expert-link-minutes`). */
    z.object({
      conferenceId: z.uuid(),
      expertName: line(60),
      expertNameEn: line(60).optional(),
      validMinutes: z.int().min(5).max(1440).optional(),
    }),
    z.object({ link: ExpertLink, token: z.string() }),
  ),
  'conference:revoke-link': mutation(z.object({ linkId: z.uuid() }), ExpertLink),
  'conference:admit': mutation(Person, ConferenceView),
  /** Everybody who waits in the lobby at that moment; nothing when nobody does. */
  'conference:admit-all': mutation(Room, ConferenceView),
  /** Turns somebody away who waits in the lobby. */
  'conference:refuse': mutation(Person, ConferenceView),
  'conference:remove': mutation(Person, ConferenceView),
  /** To another commander or dispatcher in the room; with one's own id it takes over. */
  'conference:hand-over': mutation(Person, ConferenceView),
  'conference:set-lobby': mutation(Room.extend({ on: z.boolean() }), ConferenceView),
  'conference:set-lock': mutation(Room.extend({ locked: z.boolean() }), ConferenceView),
  /** `muted: false` lifts the mute; it opens no microphone and no camera, only the person does. */
  'conference:mute': mutation(
    Person.extend({ source: MutedSource, muted: z.boolean(), locked: z.boolean().default(false) }),
    ConferenceView,
  ),
  /** Everybody's microphone but the host's, the caller's and the commanders'. */
  'conference:mute-all': mutation(
    Room.extend({ muted: z.boolean(), locked: z.boolean().default(false) }),
    ConferenceView,
  ),
  'conference:spotlight': mutation(Room.extend({ principalId: z.string().max(120).nullable() }), ConferenceView),
  'conference:raise-hand': mutation(Room.extend({ raised: z.boolean() }), ConferenceView),
  'conference:lower-hand': mutation(Person, ConferenceView),
} as const satisfies Record<string, Call>;

export const roomEvents = {
  /** This page's seat was taken away: moved to another page, removed, or the conference ended. */
  'conference:seat-ended': z.object({
    conferenceId: z.uuid(),
    reason: z.enum(['moved', 'removed', 'ended', 'revoked']),
  }),
} as const;
