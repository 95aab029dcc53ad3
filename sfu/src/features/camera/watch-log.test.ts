import { describe, expect, it } from 'vitest';
import { WATCH_LOG_INTERVAL_MS, WatchLog } from './watch-log.js';

describe('the log of viewers', () => {
  it('[CAM8] writes once per session and camera in ten minutes, and again after a failed write', async () => {
    let now = 0;
    let rows = 0;
    const log = new WatchLog(() => now);
    const write = (): Promise<void> => {
      rows += 1;
      return Promise.resolve();
    };
    await log.once('s1', 'a', write);
    await log.once('s1', 'a', write);
    expect(rows).toBe(1);
    await log.once('s1', 'b', write);
    await log.once('s2', 'a', write);
    expect(rows).toBe(3);
    now = WATCH_LOG_INTERVAL_MS;
    await log.once('s1', 'a', write);
    expect(rows).toBe(4);
    await expect(log.once('s3', 'a', () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    await log.once('s3', 'a', write);
    expect(rows).toBe(5);
  });
});
