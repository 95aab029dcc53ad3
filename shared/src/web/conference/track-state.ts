import type { ConferenceView } from '../../features/conference/conference.model.js';
import { muteOf } from '../../features/conference/room.rules.js';
import type { MutedSource } from '../../features/conference/room.model.js';
import type { ConferenceState } from './seat-state.js';

/** `unknown` while this page has no seat and so receives nothing. */
export type TrackState = 'on' | 'off' | 'muted' | 'unknown';

/** Whether a person's microphone or camera is on, as this page's own seat knows it. */
export function trackState(
  conference: ConferenceView,
  seat: ConferenceState | null,
  person: { principalId: string; source: MutedSource; self: boolean },
): TrackState {
  const { principalId, source, self } = person;
  if (muteOf(conference.room, principalId, source)) return 'muted';
  if (!seat || seat.phase === 'joining') return 'unknown';
  if (self) return (source === 'microphone' ? seat.microphoneOn : seat.cameraOn) ? 'on' : 'off';
  const track = seat.remotes.find((one) => one.principalId === principalId && one.source === source);
  return track && !track.paused ? 'on' : 'off';
}
