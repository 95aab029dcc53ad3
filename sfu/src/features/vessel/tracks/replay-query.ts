import { AppError } from '@haigang/shared/kernel/errors';
import type { Replay, ReplayQuery, ReplayVessel } from '@haigang/shared/features/vessel/replay.model';
import { formatMmsi, mmsiKind } from '@haigang/shared/features/vessel/mmsi';
import { replayLead } from '@haigang/shared/features/vessel/track.settings';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import type { CallContext } from '../../../platform/signaling/call-context.js';
import type { UnitOfWork } from '../../../platform/storage/unit-of-work.js';
import type { VesselMemory } from '../vessel-memory.js';
import { stationParts } from './fix-batch.js';
import type { TrackRecorder } from './track-recorder.js';

/** What one answer may ask for and hold: a page asks again for what follows. */
const MOST_MS = 2 * 3_600_000;
const MOST_POINTS = 20_000;

/**
 * [AIS104] Everything that was in an area between two instants; reading it is a row of the audit. Who a vessel is comes
 * from what is remembered of her now. Throws `vessel.track-range`, `vessel.replay-too-long`, `vessel.track-unavailable`.
 */
export async function readReplay(
  deps: {
    readonly tracks: TrackRecorder;
    readonly memory: VesselMemory;
    readonly unitOfWork: UnitOfWork;
    readonly settings: SettingsReader;
  },
  { principal, client }: CallContext,
  asked: ReplayQuery,
): Promise<Replay> {
  const { from, to, area } = asked;
  const { tracks, memory, unitOfWork, settings } = deps;
  if (from >= to) throw new AppError('invalid_input', 'vessel.track-range', '`from` must be before `to`');
  if (to - from > MOST_MS) throw new AppError('invalid_input', 'vessel.replay-too-long', 'at most 2 hours at once');
  const found = await tracks.readArea(area, { from, to, most: MOST_POINTS }, settingMs(settings, replayLead));
  const vessels = [...found.tracks].map(([station, points]): ReplayVessel => {
    const { mmsi, simulated } = stationParts(station);
    const said = memory.recall(formatMmsi(mmsi), simulated);
    return {
      ...(said ?? UNSAID),
      ...{ mmsi: formatMmsi(mmsi), kind: mmsiKind(mmsi), simulated, points: [...points] },
    };
  });
  const origin = { call: 'vessel:replay', requestId: undefined, body: asked, client };
  await unitOfWork.run(principal, origin, (unit) => {
    unit.audit('vessel:replay-read', 'vessel', '*', { from, to, area, vessels: vessels.length });
    return Promise.resolve();
  });
  return { from, to, vessels, truncatedAt: found.truncatedAt, recording: tracks.recording };
}

const UNSAID = {
  ...{ name: null, imo: null, callSign: null, shipType: null, shipClass: 'other', lengthMetres: null },
  ...{ beamMetres: null, hull: null, draughtMetres: null, destination: null, eta: null, staticAt: null },
} as const satisfies Partial<ReplayVessel>;
