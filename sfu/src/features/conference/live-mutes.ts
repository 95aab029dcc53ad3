import type { Conference } from '@haigang/shared/features/conference/conference.model';
import { MutedSource } from '@haigang/shared/features/conference/room.model';
import { muteOf } from '@haigang/shared/features/conference/room.rules';
import type { CallContext } from '../../platform/signaling/call-context.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import type { ConferenceRooms } from './conference-rooms.js';
import type { MediaSeat } from './media/index.js';
import type { MuteService } from './mute.service.js';

/** [ROOM5] Brings a person's tracks in line with what the conference says of him; nothing when he has no seat. */
export async function followMutes(rooms: ConferenceRooms, conference: Conference, principalId: string): Promise<void> {
  const seat = rooms.seatOf(conference.id, principalId);
  if (!seat) return;
  for (const source of MutedSource.options) {
    const mute = muteOf(conference.room, principalId, source);
    if (mute) await seat.hold(source, mute.locked);
    else seat.held.release(source);
  }
}

/** [ROOM5] Before a person's own track resumes: a lock refuses it, and the lift is on disk before anybody hears him. */
export async function liftOwnMute(
  deps: { mutes: MuteService; unitOfWork: UnitOfWork },
  { principal, client }: CallContext,
  own: { conferenceId: string; seat: MediaSeat; source: MutedSource },
): Promise<void> {
  const { conferenceId, seat, source } = own;
  if (!seat.held.has(source)) return;
  seat.held.requireLiftable(source);
  const origin = { call: 'conference:unmute-self', requestId: undefined, body: { conferenceId, source }, client };
  await deps.unitOfWork.run(principal, origin, (unit) => deps.mutes.liftOwn(unit, conferenceId, source));
}
