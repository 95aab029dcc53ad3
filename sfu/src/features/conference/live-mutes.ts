import type { Conference } from '@haigang/shared/features/conference/conference.model';
import { MutedSource } from '@haigang/shared/features/conference/room.model';
import { muteOf } from '@haigang/shared/features/conference/room.rules';
import type { CallContext } from '../../platform/signaling/call-context.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import type { ConferenceRooms } from './conference-rooms.js';
import { conferences } from './conference.stores.js';
import type { MediaSeat } from './media/index.js';
import type { MuteService } from './mute.service.js';

/**
 * [ROOM5] Brings a person's tracks in line with what the conference says of him; nothing when he has no seat. It holds
 * from the call on, so that calls in the order of the commits end as the last one says; resolves when the worker followed.
 */
export async function followMutes(rooms: ConferenceRooms, conference: Conference, principalId: string): Promise<void> {
  const seat = rooms.seatOf(conference.id, principalId);
  if (!seat) return;
  const following: Promise<void>[] = [];
  for (const source of MutedSource.options) {
    const mute = muteOf(conference.room, principalId, source);
    if (mute) following.push(seat.hold(source, mute.locked));
    else seat.held.release(source);
  }
  await Promise.all(following);
}

/** [ROOM5] A new seat follows the mutes as they stand between two changes; one from then on finds the seat itself. */
export async function followMutesAtEntry(
  { rooms, database }: { rooms: ConferenceRooms; database: HaigangDatabase },
  conferenceId: string,
  principalId: string,
): Promise<void> {
  const { done } = await rooms.inOrder(async () => {
    const conference = await conferences.get(database.reader, conferenceId);
    // The change behind waits for what is in force, not for the worker.
    return { done: followMutes(rooms, conference, principalId) };
  });
  await done;
}

/** [ROOM5] Before a person's own track resumes: a lock refuses it, and the lift is on disk before anybody hears him. */
export async function liftOwnMute(
  deps: { mutes: MuteService; unitOfWork: UnitOfWork; rooms: ConferenceRooms },
  { principal, client }: CallContext,
  own: { conferenceId: string; seat: MediaSeat; source: MutedSource },
): Promise<void> {
  const { conferenceId, seat, source } = own;
  if (!seat.held.has(source)) return;
  seat.held.requireLiftable(source);
  const origin = { call: 'conference:unmute-self', requestId: undefined, body: { conferenceId, source }, client };
  await deps.unitOfWork.run(principal, origin, async (unit) => {
    const conference = await deps.mutes.liftOwn(unit, conferenceId, source);
    unit.afterCommit(() => void followMutes(deps.rooms, conference, principal.id).catch(() => undefined));
  });
}
