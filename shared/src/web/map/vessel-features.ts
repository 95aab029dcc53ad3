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

/** How far a name stands from its place, and how large the facts below it are, in em of the name. */
export const NAME_OFFSET_EM = 1.1;
export const FACTS_EM = 0.85;
/** About the width of a capital letter, as AIS has no others; a Chinese one is an em wide. Engines break lines at ten. */
const LETTER_EM = 0.7;
const LINE_EM = 10;
const FIRST_WIDE = 0x2e80;

/** Name over speed and destination; `isTurned` to the left of the mark where `roomEm` to the right is too little. */
export function nameLabel(drawn: DrawnVessel, roomEm: number): Feature {
  const { vessel, place } = drawn;
  const { speedKnots, destination: bound } = vessel;
  const speed = speedKnots !== null && speedKnots >= UNDER_WAY_KNOTS ? `${speedKnots.toFixed(1)} kn` : '';
  const facts = [speed, bound ? `→ ${bound}` : ''].filter(Boolean).join(' ');
  const name = vessel.name ?? vessel.mmsi;
  const needsEm = NAME_OFFSET_EM + Math.max(widthEm(name), FACTS_EM * widthEm(facts));
  const properties = needsEm > roomEm ? { name, facts, isTurned: true } : { name, facts };
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [place.lon, place.lat] } };
}

function widthEm(text: string): number {
  let em = 0;
  for (const letter of text) em += (letter.codePointAt(0) ?? 0) < FIRST_WIDE ? LETTER_EM : 1;
  return Math.min(em, LINE_EM);
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
