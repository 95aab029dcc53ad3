import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';

/** Under which a station is remembered: simulated ones apart, whatever MMSI they claim. */
export function stationKey({ mmsi, simulated }: Pick<Vessel, 'mmsi' | 'simulated'>): string {
  return simulated ? `${mmsi} simulated` : mmsi;
}

/** The station of a key. */
export function stationOf(key: string): Pick<Vessel, 'mmsi' | 'simulated'> {
  const [mmsi = '', simulated] = key.split(' ');
  return { mmsi, simulated: simulated !== undefined };
}
