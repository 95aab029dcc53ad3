import type { AisDimensions, AisMessage, AisPosition } from '@haigang/shared/features/vessel/ais-message';
import { isNullIsland } from '@haigang/shared/features/vessel/ais-message';
import { etaOf } from '@haigang/shared/features/vessel/eta';
import { mmsiKind } from '@haigang/shared/features/vessel/mmsi';
import { navigationStatusOf } from '@haigang/shared/features/vessel/navigation-status';
import { shipClassOf, shipTypeOf } from '@haigang/shared/features/vessel/ship-type';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';

type Patch = Partial<Omit<Vessel, 'mmsi' | 'kind'>>;

/** What one message says of its station; null when it says nothing of it. `now` is ms since 1970. */
export function patchOf(message: AisMessage, now: number): Patch | null {
  switch (message.type) {
    case 1:
    case 2:
    case 3:
      return {
        ...motion(message),
        transponder: 'A',
        headingDeg: message.headingDeg,
        navigationStatus: navigationStatusOf(message.navigationStatusCode),
      };
    case 18:
      return {
        ...motion(message),
        transponder: message.carrierSense ? 'B-CS' : 'B-SO',
        headingDeg: message.headingDeg,
      };
    case 19:
      return {
        ...motion(message),
        headingDeg: message.headingDeg,
        ...named('name', message.name),
        ...kindOfShip(message.shipTypeCode),
        ...size(message.dimensions),
      };
    case 27:
      return { ...motion(message), navigationStatus: navigationStatusOf(message.navigationStatusCode) };
    case 9:
      return motion(message);
    case 4:
    case 11:
      return place(message.position);
    case 21:
      return { ...place(message.position), ...named('name', message.name), ...size(message.dimensions) };
    case 5:
      return {
        ...named('name', message.name),
        ...(message.imo === null ? {} : { imo: message.imo }),
        ...named('callSign', message.callSign),
        ...kindOfShip(message.shipTypeCode),
        ...size(message.dimensions),
        draughtMetres: message.draughtMetres,
        destination: text(message.destination),
        eta: etaOf(message.eta, now),
      };
    case 24:
      return message.part === 'A'
        ? named('name', message.name)
        : {
            ...named('callSign', message.callSign),
            ...kindOfShip(message.shipTypeCode),
            ...(message.dimensions ? size(message.dimensions) : {}),
          };
    default:
      return null;
  }
}

function motion(message: { position: AisPosition | null; speedKnots: number | null; courseDeg: number | null }): Patch {
  return { ...place(message.position), speedKnots: message.speedKnots, courseDeg: message.courseDeg };
}

/** A report without a usable position keeps the last known place; its age shows. */
function place(position: AisPosition | null): Patch {
  return position && !isNullIsland(position) ? { position: { lat: position.lat, lon: position.lon } } : {};
}

function size(dimensions: AisDimensions): Patch {
  const lengthMetres = dimensions.toBowMetres + dimensions.toSternMetres;
  const beamMetres = dimensions.toPortMetres + dimensions.toStarboardMetres;
  // With neither bow nor port side told, what stands in the other two is the size of the hull. (M.1371 figure 41)
  const hasPlace = dimensions.toBowMetres > 0 || dimensions.toPortMetres > 0;
  return {
    lengthMetres: lengthMetres || null,
    beamMetres: beamMetres || null,
    hull: hasPlace ? { ...dimensions } : null,
  };
}

function kindOfShip(code: number): Patch {
  const shipType = shipTypeOf(code);
  return { shipType, shipClass: shipClassOf(shipType) };
}

/** A name left blank is no new name. */
function named(field: 'name' | 'callSign', value: string): Patch {
  const said = text(value);
  return said === null ? {} : { [field]: said };
}

function text(value: string): string | null {
  const trimmed = value.trim().slice(0, 40);
  return trimmed === '' ? null : trimmed;
}

/** Whether a message says who its station is. */
export function isStatic({ type }: AisMessage): boolean {
  return type === 5 || type === 19 || type === 21 || type === 24;
}

/** A station of which nothing is known but its number and that it was heard. */
export function unknownVessel(mmsi: string, number: number, now: number): Vessel {
  return {
    mmsi,
    kind: mmsiKind(number),
    transponder: null,
    name: null,
    imo: null,
    callSign: null,
    shipType: null,
    shipClass: 'other',
    position: null,
    speedKnots: null,
    courseDeg: null,
    headingDeg: null,
    navigationStatus: null,
    destination: null,
    draughtMetres: null,
    eta: null,
    lengthMetres: null,
    beamMetres: null,
    hull: null,
    staticAt: null,
    positionAt: null,
    firstHeardAt: now,
    lastReportAt: now,
    source: '',
    simulated: false,
  };
}
