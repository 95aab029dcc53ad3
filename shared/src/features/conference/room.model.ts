import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Instant } from '../../kernel/time.js';

/** What of a person the host can silence. */
export const MutedSource = z.enum(['microphone', 'camera', 'screen']);
export type MutedSource = z.infer<typeof MutedSource>;

/** Who did something to the room, and when. */
export const RoomMark = z.object({ byId: z.string(), byName: Bilingual, at: Instant });
export type RoomMark = z.infer<typeof RoomMark>;

/** One person's silenced source; `locked` says that he cannot lift it himself. */
export const Mute = RoomMark.extend({ principalId: z.string(), source: MutedSource, locked: z.boolean() });
export type Mute = z.infer<typeof Mute>;

/** How a room is kept (domain.md §2.2, host): part of the conference, so that it outlives sockets and restarts. */
export const RoomState = z.object({
  /** Guests by link wait until they are admitted. */
  lobby: z.boolean(),
  /** Set while nobody new comes in without the host. */
  lock: RoomMark.nullable(),
  /** Who is shown large wherever the room is followed. */
  spotlight: RoomMark.extend({ principalId: z.string() }).nullable(),
  /** Raised hands, the one that went up first in front. */
  hands: z.array(z.string()),
  mutes: z.array(Mute),
});
export type RoomState = z.infer<typeof RoomState>;

/** A room as it opens. */
export const NEW_ROOM: RoomState = { lobby: true, lock: null, spotlight: null, hands: [], mutes: [] };
