import { formatMmsi } from './mmsi.js';
import type { Sighting } from './port-call.rules.js';

/** For tests: a ship of which nothing is known but where she is. */
export function sighting(mmsi: number, over: Partial<Sighting> & Pick<Sighting, 'position'>): Sighting {
  return {
    ...{ mmsi: formatMmsi(mmsi), kind: 'ship', transponder: 'A', name: null, imo: null, callSign: null },
    ...{ shipType: null, shipClass: 'other', speedKnots: null, courseDeg: null, headingDeg: null },
    ...{ navigationStatus: null, destination: null, draughtMetres: null, eta: null, lengthMetres: null },
    ...{ beamMetres: null, hull: null, staticAt: null, positionAt: 0, firstHeardAt: 0, lastReportAt: 0 },
    ...{ source: 'shore', simulated: false },
    ...over,
  };
}
