import type { Scope } from '@haigang/shared/kernel/scope';
import type { MediaRoom, SeenPlace, SurveyedPlace } from './media/index.js';
import type { RoomOccupants } from './room-occupants.js';
import type { RoomQuality } from './room-quality.js';

/** A conference that has people in it now. */
export interface LiveRoom {
  readonly conferenceId: string;
  readonly scope: Scope;
  readonly occupants: RoomOccupants;
  /** Null from the death of its worker until it is rebuilt on another one. */
  media: MediaRoom | null;
  readonly quality: RoomQuality;
}

/** [STAT5] The seats of a room that have their media. */
export function placesOf({ conferenceId, media }: LiveRoom): SurveyedPlace[] {
  return (media?.seats ?? []).map(({ principalId, surveyed }) => ({ conferenceId, principalId, seat: surveyed }));
}

/** [STAT5] Tells a room the server's view of those whose pages cannot tell. */
export function showSeen({ conferenceId, quality, occupants }: LiveRoom, seen: readonly SeenPlace[]): void {
  const people = seen.flatMap(({ principalId, line, ...place }) =>
    place.conferenceId === conferenceId && quality.isSilent(principalId) ? [{ principalId, ...line }] : [],
  );
  if (people.length > 0) occupants.tellAll('conference:lines-seen', { conferenceId, people });
}

/** [LADDER10] Keeps the lines of those free whose pages have fallen silent. Never rejects: a seat that ended needs it no more. */
export function spareSilentLines({ media, quality, occupants }: LiveRoom): void {
  for (const seat of media?.seats ?? []) {
    const { principalId } = seat;
    if (!quality.fellSilent(principalId)) continue;
    seat.spareLine(occupants.isWaiting(principalId)).catch(() => undefined);
  }
}
