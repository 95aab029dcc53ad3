import { writeSync } from 'node:fs';
import { Scope } from '@haigang/shared/kernel/scope';
import { unknownVessel } from '../features/vessel/vessel-patch.js';
import { LIMITS, sailing } from '../features/vessel/tracks/track-testing.js';
import { TrackRecorder } from '../features/vessel/tracks/track-recorder.js';
import { silentLogger } from '../platform/logger.js';

/** A program that is killed: writes one report after the other, says `ACK <time>` after each, and never ends. */
export async function writeTrack(path: string): Promise<void> {
  let now = 0;
  const recorder = TrackRecorder.open({
    ...{ path, scope: new Scope('track-writer'), clock: () => now, logger: silentLogger },
    ...{ limits: () => LIMITS, keepMs: () => Infinity, leastFreeBytes: () => 0, options: { flushMs: 3_600_000 } },
  });
  for (const { mmsi, at, lat, lon, ...said } of sailing(5000)) {
    const vessel = { ...unknownVessel(String(mmsi), mmsi, at), ...said, position: { lat, lon }, positionAt: at };
    now = at;
    recorder.hear(vessel);
    await recorder.flush();
    writeSync(1, `ACK ${at}\n`);
  }
}
