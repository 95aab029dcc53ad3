import type { Incident } from '@haigang/shared/features/incident/incident.model';
import { FINAL_STATES } from '@haigang/shared/features/incident/incident.rules';

/** [INC14] Running incidents first, each part the newest first. */
export function inReadingOrder<T extends Pick<Incident, 'state' | 'stamps'>>(incidents: readonly T[]): T[] {
  const over = ({ state }: T): number => (FINAL_STATES.includes(state) ? 1 : 0);
  return incidents.toSorted((a, b) => over(a) - over(b) || b.stamps.tAlarm.localeCompare(a.stamps.tAlarm));
}
