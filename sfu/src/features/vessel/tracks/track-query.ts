import { AppError } from '@haigang/shared/kernel/errors';
import type { SettingsReader } from '@haigang/shared/kernel/settings';
import type { Clock } from '@haigang/shared/kernel/time';
import type { VesselTrack } from '@haigang/shared/features/vessel/track.model';
import { trackDeviation } from '@haigang/shared/features/vessel/track.settings';
import type { TrackRecorder } from './track-recorder.js';

const DAY_MS = 86_400_000;
/** What one answer may ask for and hold: a month, and a message a page takes without a pause. */
const MOST_DAYS = 31;
const MOST_POINTS = 10_000;

/**
 * [AIS35] One vessel's track. `simulated` says whose when the station is heard now; for one that is not, the air is asked
 * first. Throws `vessel.track-range`, `vessel.track-too-long` and `vessel.track-unavailable`.
 */
export async function readTrack(
  deps: { readonly tracks: TrackRecorder; readonly settings: SettingsReader; readonly clock: Clock },
  asked: { readonly mmsi: string; readonly from?: number | undefined; readonly to?: number | undefined },
  simulated: boolean | null,
): Promise<VesselTrack> {
  const { tracks, settings, clock } = deps;
  const to = asked.to ?? (asked.from === undefined ? clock() : asked.from + DAY_MS);
  const from = asked.from ?? Math.max(0, to - DAY_MS);
  if (from >= to) throw new AppError('invalid_input', 'vessel.track-range', '`from` must be before `to`');
  if (to - from > MOST_DAYS * DAY_MS) {
    throw new AppError('invalid_input', 'vessel.track-too-long', `at most ${MOST_DAYS} days at once`);
  }
  // Nothing is heard in the future, and an hour nobody lived needs no look.
  const range = { from, to: Math.min(to, Math.max(from, clock())), most: MOST_POINTS };
  const track = await tracks.read(asked.mmsi, simulated, range);
  const { before, points, truncatedAt } = track;
  return {
    ...{ mmsi: asked.mmsi, from, to, simulated: track.simulated, before, points: [...points], truncatedAt },
    ...{ deviationMetres: settings.get(trackDeviation), recording: tracks.recording },
  };
}
