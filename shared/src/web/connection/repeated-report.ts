import { every } from '../../kernel/every.js';
import type { Connection } from './connection.js';

const REPORT_EVERY_MS = 20_000;

/**
 * What a page tells of itself: as soon as the link lives, three times a minute, and when it comes into sight or leaves it.
 * Returns the way to stop.
 */
export function repeatReport(connection: Connection, report: () => void): () => void {
  const stop = connection.onLive(report);
  const stopRepeating = every(REPORT_EVERY_MS, report);
  document.addEventListener('visibilitychange', report);
  return () => {
    stop();
    stopRepeating();
    document.removeEventListener('visibilitychange', report);
  };
}
