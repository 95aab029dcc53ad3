import { layerOfRung, type Rung } from './ladder.rules.js';
import type { LineQuality, SeatQuality } from './quality.protocol.js';

export type QualityMark = 'good' | 'fair' | 'poor';

const FAIR_LOSS_PERCENT = 3;
const POOR_LOSS_PERCENT = 12;
const FAIR_ROUND_TRIP_MS = 350;
const POOR_ROUND_TRIP_MS = 1000;

/** [STAT2] How good a line is in one word: the worse of what was measured and of what the ladder already gave up. */
export function qualityMark({ up, down }: SeatQuality): QualityMark {
  const marks = [up, down].map(markOfLine);
  if (marks.includes('poor')) return 'poor';
  return marks.includes('fair') ? 'fair' : 'good';
}

/** [STAT2] [REACH4] One direction, or a line that was tried out; `rung` is the best that it carries. */
export function markOfLine(line: Pick<LineQuality, 'rung' | 'lossPercent' | 'roundTripMs'>): QualityMark {
  const { rung, lossPercent, roundTripMs } = line;
  if (layerOfRung(rung) < 0 || lossPercent >= POOR_LOSS_PERCENT || (roundTripMs ?? 0) >= POOR_ROUND_TRIP_MS) {
    return 'poor';
  }
  const fair = rung !== 'full' || lossPercent >= FAIR_LOSS_PERCENT || (roundTripMs ?? 0) >= FAIR_ROUND_TRIP_MS;
  return fair ? 'fair' : 'good';
}

/**
 * [LADDER3] Whether somebody gets still pictures of a participant: everybody when that one's up-link carries no moving
 * picture any more but a still, and whoever's own down-link is in that state.
 */
export function needsStills(sender: Rung | undefined, viewer: Rung | undefined): boolean {
  if (sender === 'audio' || viewer === 'audio') return false;
  return sender === 'still' || viewer === 'still';
}
