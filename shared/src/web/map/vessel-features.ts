import type { Circle } from './circle-layer.js';
import type { Feature, FeatureCollection } from 'geojson';
import { distressOf } from '../../features/vessel/distress.rules.js';
import { UNDER_WAY_KNOTS } from '../../features/vessel/dead-reckoning.js';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import type { LatLon } from '../../kernel/geodesy.js';
import { CHART } from './offline-style.js';

/** A vessel as it is drawn at a moment. */
export interface DrawnVessel {
  readonly vessel: Vessel & { readonly position: LatLon };
  /** Where it is drawn; `predicted`: where it would be, for reports it owed did not come. */
  readonly place: LatLon;
  readonly predicted: boolean;
  readonly lost: boolean;
}

export function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

function placePoint({ place }: DrawnVessel, properties: Record<string, string>): Feature {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [place.lon, place.lat] } };
}

/** Name over speed and destination. */
export function nameLabel(drawn: DrawnVessel): Feature {
  const { vessel } = drawn;
  const { speedKnots, destination: bound } = vessel;
  const speed = speedKnots !== null && speedKnots >= UNDER_WAY_KNOTS ? `${speedKnots.toFixed(1)} kn` : '';
  const facts = [speed, bound ? `→ ${bound}` : ''].filter(Boolean).join(' ');
  return placePoint(drawn, { name: vessel.name ?? vessel.mmsi, facts });
}

/** [AIS25] A circle with a cross; one under test in the colour of text. */
export function beaconCircle({ vessel, place }: DrawnVessel): Circle[] {
  const state = distressOf(vessel);
  return state === null ? [] : [{ ...place, colour: state === 'active' ? CHART.distress : CHART.text }];
}

/** [AIS106] A hull at true size. */
export function hullArea(
  ring: readonly LatLon[],
  properties: { colour: string; sure: boolean; lost: boolean },
): Feature {
  const coordinates = [ring.map(({ lon, lat }) => [lon, lat])];
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates } };
}
