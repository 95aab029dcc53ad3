import { destination, type LatLon } from '@haigang/shared/kernel/geodesy';
import { DEFAULT_SETTINGS } from '@haigang/shared/kernel/settings';
import type { TrackFix, TrackPoint } from '@haigang/shared/features/vessel/track.model';
import { cut, tailOf, thin, trackLimits, type TrackState } from '@haigang/shared/features/vessel/track.rules';
import { stationOf } from '@haigang/sfu/features/vessel/tracks/fix-batch';
import { HOUR_MS, TrackBlock } from '@haigang/sfu/features/vessel/tracks/track-block';
import type { TrackFile } from '@haigang/sfu/features/vessel/tracks/track-file';

/**
 * Synthetic traffic of a port. A day of a vessel is reported as class A does (every 10 s moving, every
 * 3 min at rest), with the errors of a receiver: a position that wanders by some metres, a speed to a tenth of a knot, a
 * course that is a degree off. It goes through the same rules as what is heard. Days are taken from a stock of voyages and
 * set down elsewhere in the port for each vessel and day.
 */
export const DAY_MS = 24 * HOUR_MS;
const MOVING_EVERY_MS = 10_000;
const RESTING_EVERY_MS = 180_000;
const METRES_PER_KNOT_MS = 0.000_514_444;
const STOCK = 12;
const LIMITS = trackLimits(DEFAULT_SETTINGS);

type Random = () => number;

/** Numbers from 0 to 1, the same at every run (mulberry32). */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** About normal, with a deviation of one. */
const noise = (random: Random): number => (random() + random() + random() + random() - 2) * Math.sqrt(3);

/** Reports of one day from 0 o'clock: `hoursMoving` of them under way, with a turn every few minutes. */
export function dayOfReports(seed: number, hoursMoving: number): TrackFix[] {
  const random = randomFrom(seed);
  const fixes: TrackFix[] = [];
  let place: LatLon = { lat: 29.9, lon: 121.9 };
  let [course, wanted, knots] = [random() * 360, random() * 360, 8 + random() * 8];
  const wander = { east: 0, north: 0 };
  const movesUntil = hoursMoving * HOUR_MS;
  for (let at = 0; at < DAY_MS;) {
    const isMoving = at < movesUntil;
    const stepMs = isMoving ? MOVING_EVERY_MS : RESTING_EVERY_MS;
    if (isMoving) {
      // A new course every four minutes on average, reached at a degree a second at most.
      if (random() < stepMs / 240_000) wanted = course + noise(random) * 45;
      course += Math.max(-10, Math.min(10, wanted - course));
      knots = Math.max(3, Math.min(22, knots + noise(random) * 0.12));
      place = destination(place, course, knots * METRES_PER_KNOT_MS * stepMs);
    }
    wander.east = wander.east * 0.95 + noise(random) * 0.8;
    wander.north = wander.north * 0.95 + noise(random) * 0.8;
    const seen = destination(destination(place, 90, wander.east), 0, wander.north);
    fixes.push({
      ...{ at, lat: seen.lat, lon: seen.lon, headingDeg: Math.round((((course % 360) + 360) % 360) - 0.5) },
      speedKnots: isMoving ? Math.round(knots * 10) / 10 : Math.round(random() * 2) / 10,
      courseDeg: Math.round(((((course + noise(random)) % 360) + 360) % 360) * 10) / 10,
      navigationStatus: isMoving ? 'under-way-engine' : 'moored',
    });
    at += stepMs;
  }
  return fixes;
}

/** The points that are kept of them, by hour of the day, as the store keeps them. */
function thinned(fixes: readonly TrackFix[]): TrackPoint[][] {
  const hours: TrackPoint[][] = Array.from({ length: 24 }, () => []);
  const keep = (points: readonly TrackPoint[]): void => {
    for (const point of points) hours[hourOf(point)]?.push(point);
  };
  let state: TrackState | null = null;
  for (const fix of fixes) {
    if (state && hourOf(fix) > hourOf(state.heard)) {
      const ended = cut(state);
      keep(ended.kept);
      state = ended.state;
    }
    const next = thin(state, fix, LIMITS);
    state = next.state;
    keep(next.kept);
  }
  if (state) keep(tailOf(state));
  return hours;
}

const hourOf = ({ at }: TrackFix): number => Math.floor(at / HOUR_MS);

export const mmsiOf = (vessel: number): number => 413_000_000 + vessel;

/**
 * Fills a file with days that end at `until` (a whole hour, ms): of the vessels `movingShare` are under way all day, the
 * others two hours of it. Returns the number of points.
 */
export function fill(
  file: TrackFile,
  traffic: {
    readonly vessels: number;
    readonly days: number;
    readonly until: number;
    readonly movingShare: number;
    readonly simulated: boolean;
  },
): number {
  const { vessels, days, until, movingShare, simulated } = traffic;
  const stock = (hours: number) => Array.from({ length: STOCK }, (_, seed) => thinned(dayOfReports(seed, hours)));
  const [moving, resting] = [stock(24), stock(2)];
  let count = 0;
  for (let day = 0; day < days; day += 1) {
    const start = until - (days - day) * DAY_MS;
    for (let hour = 0; hour < 24; hour += 1) {
      const blocks: { station: number; block: TrackBlock }[] = [];
      for (let vessel = 0; vessel < vessels; vessel += 1) {
        const voyage = vessel % 10 < movingShare * 10 ? moving : resting;
        const block = blockOf(voyage[(vessel + day) % STOCK]?.[hour] ?? [], start, hour, vessel);
        if (block.count > 0) blocks.push({ station: stationOf(mmsiOf(vessel), simulated), block });
        count += block.count;
      }
      file.seal(blocks);
    }
  }
  return count;
}

function blockOf(points: readonly TrackPoint[], start: number, hour: number, vessel: number): TrackBlock {
  const block = new TrackBlock(start / HOUR_MS + hour);
  const shift = { lat: (vessel % 50) / 100, lon: Math.floor(vessel / 50) / 100 };
  for (const point of points) {
    block.append({ ...point, at: start + point.at, lat: point.lat + shift.lat, lon: point.lon + shift.lon });
  }
  return block;
}
