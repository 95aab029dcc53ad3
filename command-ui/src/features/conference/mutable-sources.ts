import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { MutedSource } from '@haigang/shared/features/conference/room.model';
import { muteOf } from '@haigang/shared/features/conference/room.rules';
import type { ConferenceState } from '@haigang/shared/web/conference';

/** [ROOM5] What the host may silence of a person; a screen where he shows one, or was kept from it. */
export function mutableSources(
  { room }: Pick<ConferenceView, 'room'>,
  seat: Pick<ConferenceState, 'remotes'> | null,
  principalId: string,
): readonly MutedSource[] {
  const shows = seat?.remotes.some((one) => one.principalId === principalId && one.source === 'screen') === true;
  const isKept = muteOf(room, principalId, 'screen') !== undefined;
  return shows || isKept ? ['microphone', 'camera', 'screen'] : ['microphone', 'camera'];
}
