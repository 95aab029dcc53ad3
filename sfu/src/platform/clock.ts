import type { Clock } from '@haigang/shared/kernel/time';
import type { Logger } from './logger.js';

/** A jump of the system clock by more than this is a health alarm (design.md §2, time). */
export const CLOCK_JUMP_ALARM_MS = 2000;

/**
 * The server's clock: system time that never runs backwards (the later of now and the last answer). A jump against the
 * monotonic clock is counted and logged.
 */
export function createClock(
  logger: Logger,
  systemNow: () => number = Date.now,
  monotonicNow: () => number = () => performance.now(),
): { now: Clock; jumps: () => number } {
  let last = systemNow();
  let jumps = 0;
  let offset = last - monotonicNow();
  return {
    now: () => {
      const system = systemNow();
      const drift = system - monotonicNow() - offset;
      if (Math.abs(drift) > CLOCK_JUMP_ALARM_MS) {
        jumps += 1;
        offset += drift;
        logger.warn({ jumpMs: Math.round(drift) }, 'the system clock jumped');
      }
      last = Math.max(last, system);
      return last;
    },
    jumps: () => jumps,
  };
}
