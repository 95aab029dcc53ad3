import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { RemoteTrack } from '@haigang/shared/web/conference';

type Picture = Pick<RemoteTrack, 'principalId' | 'source' | 'paused'> & {
  /** Null while the centre has no room for it. */
  readonly track: object | null;
};
type Room = Pick<ConferenceView, 'hostId'> & {
  readonly room: { readonly spotlight: { readonly principalId: string } | null };
  readonly participants: readonly Pick<ConferenceView['participants'][number], 'principalId' | 'role'>[];
};

/**
 * Which of the others' pictures a unit shows: large what everybody is to look at, the spotlight or a shared screen; small
 * in the corner of its own picture otherwise, the centre's. One that cannot be received now takes no place. (domain.md §1, S2d: the centre's picture goes back.)
 */
export function picturesOnUnit<P extends Picture>(
  remotes: readonly P[],
  room: Room,
): { large: P | null; small: P | null } {
  const shown = remotes.filter((one) => one.source !== 'microphone' && !one.paused && one.track !== null);
  const spotlight = room.room.spotlight?.principalId;
  const large =
    shown.find((one) => one.principalId === spotlight) ?? shown.find((one) => one.source === 'screen') ?? null;
  if (large) return { large, small: null };
  const desks = room.participants.filter(({ role }) => role === 'commander' || role === 'dispatcher');
  const centre = [room.hostId, ...desks.map((one) => one.principalId)];
  const small = centre.flatMap((id) => shown.filter((one) => one.principalId === id))[0] ?? null;
  return { large: null, small };
}
