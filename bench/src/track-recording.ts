import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { DEFAULT_SETTINGS } from '@haigang/shared/kernel/settings';
import { AisDecoder } from '@haigang/shared/features/vessel/ais-decoder';
import type { TrackFix, TrackPoint } from '@haigang/shared/features/vessel/track.model';
import {
  metres,
  placeBetween,
  tailOf,
  thin,
  trackLimits,
  type TrackState,
} from '@haigang/shared/features/vessel/track.rules';
import { VesselRegistry } from '@haigang/sfu/features/vessel/vessel-registry';
import { formatMmsi } from '@haigang/shared/features/vessel/mmsi';
import { HOUR_MS, mergedBlock } from '@haigang/sfu/features/vessel/tracks/track-block';
import { report } from './measure.js';

/**
 * `track-recording`: what is kept of recordings of real traffic, for each day under way and at rest, in how many bytes, and
 * how far the furthest report of a moving vessel lies from its track; goal ≤ 1,500 points a day under way. `npm run bench --
 * track-recording [--json] FILE…`: a time `YYYY-MM-DD HH:MM:SS` before each sentence, gzip too.
 */
const DAY_MS = 24 * HOUR_MS;
const LIMITS = trackLimits(DEFAULT_SETTINGS);
const LINE = /^(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\D.*?(?<sentence>![A-Z]{2}VD[MO],\S+)/u;

interface Followed {
  state: TrackState | null;
  readonly points: TrackPoint[];
  readonly movingFixes: TrackFix[];
}
const followed = new Map<string, Followed>();
/** Time seen and points kept, moving and at rest; silence that breaks a track is no time seen. */
const seen = { moving: { ms: 0, points: 0 }, resting: { ms: 0, points: 0 } };
let fixes = 0;

function follow(mmsi: string, fix: TrackFix): void {
  const vessel = followed.get(mmsi) ?? { state: null, points: [], movingFixes: [] };
  followed.set(mmsi, vessel);
  const before = vessel.state;
  const { state, kept } = thin(before, fix, LIMITS);
  const share = state.moving ? seen.moving : seen.resting;
  share.points += kept.length;
  if (before && kept.every((point) => point.break === null)) {
    (before.moving ? seen.moving : seen.resting).ms += fix.at - before.heard.at;
  }
  vessel.state = state;
  vessel.points.push(...kept);
  if (state.moving) vessel.movingFixes.push(fix);
  fixes += 1;
}

function read(file: string): void {
  const registry = new VesselRegistry({ duplicateWindowMs: () => 0 });
  let now = 0;
  const decoder = new AisDecoder({
    onMessage: (message, { fingerprint }) => {
      if (!registry.take(message, { source: file, simulated: false, now, fingerprint })) return;
      const vessel = registry.get(formatMmsi(message.mmsi));
      if (vessel?.position && vessel.positionAt === now && vessel.kind === 'ship') {
        const { speedKnots, courseDeg, headingDeg, navigationStatus } = vessel;
        follow(vessel.mmsi, { at: now, ...vessel.position, speedKnots, courseDeg, headingDeg, navigationStatus });
      }
    },
  });
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
  for (const line of text.split('\n')) {
    const { time, sentence } = LINE.exec(line)?.groups ?? {};
    if (time === undefined || sentence === undefined) continue;
    now = Date.parse(`${time.replace(' ', 'T')}Z`);
    decoder.decode(`${sentence}\n`, now);
  }
}

const hourOf = ({ at }: TrackFix): number => Math.floor(at / HOUR_MS);

/** Of one vessel: bytes of its blocks, and the furthest a report lies from the track. */
function measure({ state, points, movingFixes }: Followed): { bytes: number; farthest: number } {
  const hours = new Set(points.map((point) => hourOf(point)));
  const blocks = [...hours].map((hour) =>
    mergedBlock(
      hour,
      points.filter((point) => hourOf(point) === hour),
      [],
    ),
  );
  const bytes = blocks.reduce((sum, block) => sum + block.bytes.length, 0);
  const whole = state ? [...points, ...tailOf(state)] : points;
  let at = 0;
  let farthest = 0;
  for (const fix of movingFixes) {
    while ((whole[at + 1]?.at ?? Infinity) < fix.at) at += 1;
    const [last, next] = [whole[at], whole[at + 1]];
    if (last && next?.break === null) {
      farthest = Math.max(farthest, metres(placeBetween(last, next, fix.at), fix));
    }
  }
  return { bytes, farthest };
}

const { positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
for (const file of positionals) read(file);
const vessels = [...followed.values()];
if (vessels.length === 0) {
  throw new Error(`no reports with a time in ${positionals.join(', ') || 'nothing: name a file'}`);
}
const points = vessels.reduce((sum, vessel) => sum + vessel.points.length, 0);
const measured = vessels.map((vessel) => measure(vessel));
const tenth = (value: number): number => Math.round(value * 10) / 10;
const perDay = (share: { ms: number; points: number }): number => Math.round((share.points / share.ms) * DAY_MS);
report('track-recording', {
  ...{ files: positionals.length, vessels: vessels.length, reports: fixes, points },
  ...{ daysUnderWay: tenth(seen.moving.ms / DAY_MS), pointsPerDayUnderWay: perDay(seen.moving) },
  ...{ daysAtRest: tenth(seen.resting.ms / DAY_MS), pointsPerDayAtRest: perDay(seen.resting) },
  bytesPerPoint: tenth(measured.reduce((sum, { bytes }) => sum + bytes, 0) / points),
  farthestMetres: tenth(Math.max(...measured.map(({ farthest }) => farthest))),
});
