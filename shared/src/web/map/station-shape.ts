import type { Vessel } from '../../features/vessel/vessel.model.js';

/**
 * What a station is: a ship, an aid to navigation that stands there, one that exists as a radio message alone, a coast
 * station, an aircraft. Diamond, broken diamond and aircraft after IEC 62288 annex A.
 */
export type StationShape = 'ship' | 'aid' | 'virtual-aid' | 'coast-station' | 'aircraft';

/** The sixth digit of an aid's MMSI that exists as a radio message alone (ITU-R M.585, annex 1, section 4: 99MID6aaa). */
const VIRTUAL_AID = /^99\d{3}6/u;

/** How a station is drawn. [AIS108] */
export function shapeOf({ kind, mmsi }: Pick<Vessel, 'kind' | 'mmsi'>): StationShape {
  if (kind === 'aid-to-navigation') return VIRTUAL_AID.test(mmsi) ? 'virtual-aid' : 'aid';
  if (kind === 'coast-station') return 'coast-station';
  return kind === 'sar-aircraft' ? 'aircraft' : 'ship';
}
