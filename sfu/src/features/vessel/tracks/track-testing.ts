import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { destination } from '@haigang/shared/kernel/geodesy';
import { DEFAULT_SETTINGS } from '@haigang/shared/kernel/settings';
import { trackLimits } from '@haigang/shared/features/vessel/track.rules';
import { FixBatch, type HeardFix } from './fix-batch.js';

export const LIMITS = trackLimits(DEFAULT_SETTINGS);
/** The beginning of an hour. */
export const START = Date.UTC(2026, 4, 10);
export const MMSI = 413_999_006;
const METRES_PER_KNOT_S = 0.514_444;

/** A file of its own in a folder of its own. */
export function trackPath(): { readonly path: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'haigang-tracks-'));
  return { path: join(folder, 'tracks.db'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Reports of a ship that sails north-east at ten knots and turns a little every minute, every ten seconds. */
export function sailing(count: number, over: Partial<HeardFix> = {}): HeardFix[] {
  let place = { lat: 29.9, lon: 121.9 };
  return Array.from({ length: count }, (_, n) => {
    const courseDeg = 45 + 30 * Math.sin(Math.floor(n / 6));
    if (n > 0) place = destination(place, courseDeg, 100 * METRES_PER_KNOT_S);
    return {
      ...{ mmsi: MMSI, simulated: false, at: START + n * 10_000, speedKnots: 10, courseDeg, headingDeg: 45 },
      ...{ navigationStatus: 'under-way-engine', ...place },
      ...over,
      ...(over.at === undefined ? {} : { at: over.at + n * 10_000 }),
    };
  });
}

export function batchOf(fixes: readonly HeardFix[]): Uint8Array {
  const batch = new FixBatch();
  for (const fix of fixes) batch.add(fix);
  return batch.take();
}
