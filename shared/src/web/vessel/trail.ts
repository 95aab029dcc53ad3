import { every } from '../../kernel/every.js';
import { Scope } from '../../kernel/scope.js';
import type { SettingsReader } from '../../kernel/settings.js';
import type { TrackPoint, VesselTrack } from '../../features/vessel/track.model.js';
import { pointAfter, trackLimits, trailOf, type Trail } from '../../features/vessel/track.rules.js';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import type { Connection } from '../connection/index.js';
import { vesselFeedOf } from '../feeds/index.js';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Times a trail may be shown for, minutes. */
export const TRAIL_MINUTES = [10, 60, 360, 1440] as const;

/** For how long trails are shown on this page, minutes; null for none. */
export const trailMinutes = createStore<{ readonly minutes: number | null }>(() => ({ minutes: 60 }));

/** Read again this often: what was heard meanwhile is kept whole here, and the server keeps less of it. */
const READ_EVERY_MS = 300_000;
/** What fails is tried again, and looked at again, this often. */
const RETRY_EVERY_MS = 15_000;
const MINUTE_MS = 60_000;

/** One vessel's trail on this page. */
export interface TrailState {
  readonly status: 'loading' | 'shown' | 'failed';
  /** As it was read last; null before. */
  readonly track: VesselTrack | null;
  readonly lines: Trail | null;
  readonly failure: unknown;
}

export interface OpenTrail {
  readonly mmsi: string;
  readonly store: StoreApi<TrailState>;
  readonly read: () => void;
  readonly close: () => void;
}

/** Reads the track, again when the link is back, and goes on with what the feed hears, until it is closed. */
export function openTrail(of: {
  readonly connection: Connection;
  readonly settings: SettingsReader;
  readonly mmsi: string;
  readonly minutes: number;
}): OpenTrail {
  const { connection, settings, mmsi, minutes } = of;
  const scope = new Scope(`trail ${mmsi}`);
  const store = createStore<TrailState>(() => ({ status: 'loading', track: null, lines: null, failure: null }));
  const feed = vesselFeedOf(connection);
  let points: TrackPoint[] = [];
  let asked = 0;
  let answered = 0;
  /** What the vessel was when the track was read anew because it was the other one's. */
  let readFor: boolean | null = null;
  const draw = (): void => {
    const since = connection.serverNow() - minutes * MINUTE_MS;
    store.setState({ lines: trailOf(points, since) });
  };
  const hear = (): void => {
    const vessel = feed.getState().vessels.get(mmsi);
    const { track } = store.getState();
    if (!vessel || !track) return;
    if (vessel.simulated !== track.simulated) {
      if (readFor !== vessel.simulated) read();
      readFor = vessel.simulated;
      return;
    }
    readFor = null;
    const last = points.at(-1);
    const fix = fixOf(vessel);
    if (!fix || (last && fix.at <= last.at + 100)) return;
    points.push(last ? pointAfter(last, fix, trackLimits(settings)) : { ...fix, break: 'gap' });
    draw();
  };
  const read = (): void => {
    const to = Math.floor(connection.serverNow());
    const turn = (asked += 1);
    // An answer that comes late is older than what is shown.
    const isLate = (): boolean => scope.closed || turn < answered;
    connection.call('vessel:track', { mmsi, from: to - minutes * MINUTE_MS, to }).then(
      (track) => {
        if (isLate()) return;
        answered = turn;
        points = [...(track.before ? [track.before] : []), ...track.points];
        store.setState({ status: 'shown', track, failure: null });
        draw();
        hear();
      },
      (failure: unknown) => {
        // What is shown stays; the page says that it is not read anew.
        if (!isLate()) store.setState({ status: 'failed', failure });
      },
    );
  };
  scope.defer(feed.subscribe(hear));
  scope.defer(connection.onLive(read));
  scope.defer(every(READ_EVERY_MS, read));
  const retry = (): void => {
    const { status, track } = store.getState();
    if (status === 'failed' || track?.recording.state === 'failing') read();
  };
  scope.defer(every(RETRY_EVERY_MS, retry));
  read();
  return { mmsi, store, read, close: () => void scope.close() };
}

function fixOf(vessel: Vessel): Omit<TrackPoint, 'break'> | null {
  const { position, positionAt, speedKnots, courseDeg, headingDeg, navigationStatus } = vessel;
  if (!position || positionAt === null) return null;
  return { at: positionAt, ...position, speedKnots, courseDeg, headingDeg, navigationStatus };
}
