import type { AisEta } from './ais-message.js';
import type { VesselEta } from './vessel.model.js';

/**
 * [AIS24] The instant a ship means by its estimated time of arrival. ITU-R M.1371 table 52 sends month, day, hour and minute
 * of UTC without a year, so it is the one nearest to `now` (ms since 1970). Null without a day, or for one no such year has.
 */
export function etaOf({ month, day, hour, minute }: AisEta, now: number): VesselEta | null {
  if (month === null || day === null) return null;
  const thisYear = new Date(now).getUTCFullYear();
  const candidates = [thisYear - 1, thisYear, thisYear + 1]
    .map((year) => new Date(Date.UTC(year, month - 1, day, hour ?? 0, minute ?? 0)))
    .filter((date) => date.getUTCMonth() === month - 1 && date.getUTCDate() === day)
    .map((date) => date.getTime())
    .toSorted((a, b) => Math.abs(a - now) - Math.abs(b - now));
  return candidates[0] === undefined ? null : { at: candidates[0], hasTime: hour !== null };
}
