import { writeSync } from 'node:fs';
import { Scope } from '@haigang/shared/kernel/scope';
import { encodePositionReport } from '@haigang/shared/features/vessel/ais-encoder';
import { RawRecorder } from '../features/vessel/recording/raw-recorder.js';
import { silentLogger } from '../platform/logger.js';

/** A program that is killed: records one sentence of another ship each millisecond, and says how many are written. */
export async function recordSentences(folder: string): Promise<void> {
  const recorder = new RawRecorder({
    ...{ folder, scope: new Scope('sentence-recorder'), clock: Date.now, logger: silentLogger, flushMs: 10 },
    limits: () => ({ keepMs: Infinity, mostBytes: Infinity, leastFreeBytes: 0 }),
  });
  const ship = { navigationStatusCode: 0, lat: 29.9, lon: 121.9, speedKnots: 8, courseDeg: 40, headingDeg: 40 };
  for (let mmsi = 413_000_000; ; mmsi += 1) {
    for (const sentence of encodePositionReport({ ...ship, mmsi }, 1)) recorder.hear('tcp://127.0.0.1:1', sentence);
    writeSync(1, `WRITTEN ${recorder.health.lines}\n`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
