import type { Feature } from 'geojson';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { distressOf } from '../../features/vessel/distress.rules.js';
import { isLost, type LostLimits } from '../../features/vessel/vessel.rules.js';
import type { ShipClass } from '../../features/vessel/ship-type.js';
import type { EngineMap } from './engine.js';
import { destination } from '../../kernel/geodesy.js';
import { CHART } from './offline-style.js';
import { pickVessel, VesselLayer, type VesselMark } from './vessel-layer.js';

/** Length of the course vector in time until another is chosen: six minutes on a wall (design-language: vessel). */
const VECTOR_MINUTES = 6;
/** Below this a ship lies still and has no course worth drawing. */
const MOVING_KNOTS = 0.5;
/** Most names at once; the engine drops those that would cover each other. */
const MAX_LABELS = 150;
const METRES_PER_KNOT_MINUTE = 30.8667;
const COLOUR_OF: Readonly<Record<ShipClass, number>> = { cargo: 0, tanker: 1, passenger: 2, work: 3, other: 4 };

type Placed = Vessel & { readonly position: NonNullable<Vessel['position']> };
const isPlaced = (vessel: Vessel): vessel is Placed => vessel.position !== null;

/** Vessels on the chart: marks in one WebGL layer, and names, course vectors and the chosen one as small GeoJSON sources. */
export class VesselOverlay {
  readonly #map: EngineMap;
  readonly #layer: VesselLayer;
  #vessels: readonly Placed[] = [];
  #marks: readonly VesselMark[] = [];
  #stale: ReadonlySet<string> = new Set();
  #selected: string | null = null;
  #vectorMinutes = VECTOR_MINUTES;

  constructor(map: EngineMap, centre: readonly [number, number]) {
    this.#map = map;
    this.#layer = new VesselLayer(centre);
    map.addLayer(this.#layer);
  }

  get count(): number {
    return this.#vessels.length;
  }

  /** Draws these vessels as they stand at `now`, server milliseconds; those not heard within the limits become outlines. */
  draw(vessels: Iterable<Vessel>, now: number, limits: LostLimits): void {
    this.#vessels = [...vessels].filter(isPlaced);
    this.#stale = new Set(this.#vessels.filter((vessel) => isLost(vessel, now, limits)).map(({ mmsi }) => mmsi));
    this.#marks = this.#vessels.map((vessel) => ({
      lon: vessel.position.lon,
      lat: vessel.position.lat,
      directionDeg: vessel.headingDeg ?? vessel.courseDeg,
      colour: COLOUR_OF[vessel.shipClass],
      stale: this.#stale.has(vessel.mmsi),
    }));
    this.#layer.setVessels(this.#marks);
    this.#map.setData('beacons', collection(this.#vessels.flatMap((vessel) => beacon(vessel))));
    this.annotate();
  }

  select(mmsi: string | null): void {
    this.#selected = mmsi;
    this.annotate();
  }

  /** How far ahead a course vector reaches. */
  setVectorMinutes(minutes: number): void {
    this.#vectorMinutes = minutes;
    this.annotate();
  }

  /** MMSI of the vessel nearest to a point of the screen, or null. */
  pick(x: number, y: number): string | null {
    return this.#vessels[pickVessel(this.#map.raw, this.#marks, x, y)]?.mmsi ?? null;
  }

  /** Names and vectors of what is in view; called after a move of the map, too. */
  annotate(): void {
    const bounds = this.#map.raw.getBounds();
    const visible = this.#vessels
      .filter(({ position }) => bounds.contains([position.lon, position.lat]))
      .toSorted((a, b) => this.#weight(b) - this.#weight(a))
      .slice(0, MAX_LABELS);
    this.#map.setData('labels', collection(visible.map((vessel) => label(vessel))));
    this.#map.setData('vectors', collection(visible.flatMap((vessel) => this.#vector(vessel))));
    const chosen = this.#vessels.find(({ mmsi }) => mmsi === this.#selected);
    this.#map.setData('selected', collection(chosen ? [point(chosen, {})] : []));
  }

  #weight(vessel: Placed): number {
    if (vessel.mmsi === this.#selected) return Number.POSITIVE_INFINITY;
    return (vessel.lengthMetres ?? 0) + 10 * (vessel.speedKnots ?? 0);
  }

  #vector(vessel: Placed): Feature[] {
    const { speedKnots, courseDeg, position } = vessel;
    if (speedKnots === null || courseDeg === null || speedKnots < MOVING_KNOTS) return [];
    if (this.#stale.has(vessel.mmsi)) return [];
    const end = destination(position, courseDeg, speedKnots * METRES_PER_KNOT_MINUTE * this.#vectorMinutes);
    return [
      {
        type: 'Feature',
        properties: {},
        geometry: {
          type: 'LineString',
          coordinates: [
            [position.lon, position.lat],
            [end.lon, end.lat],
          ],
        },
      },
    ];
  }
}

function label(vessel: Placed): Feature {
  const speed =
    vessel.speedKnots !== null && vessel.speedKnots >= MOVING_KNOTS ? `${vessel.speedKnots.toFixed(1)} kn` : '';
  const facts = [speed, vessel.destination ? `→ ${vessel.destination}` : ''].filter(Boolean).join(' ');
  return point(vessel, { name: vessel.name ?? vessel.mmsi, facts });
}

/** [AIS25] A circle with a cross; one under test in the colour of text. */
function beacon(vessel: Placed): Feature[] {
  const state = distressOf(vessel);
  return state === null ? [] : [point(vessel, { colour: state === 'active' ? CHART.distress : CHART.text })];
}

function point(vessel: Placed, properties: Record<string, string>): Feature {
  return {
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: [vessel.position.lon, vessel.position.lat] },
  };
}

function collection(features: Feature[]): { type: 'FeatureCollection'; features: Feature[] } {
  return { type: 'FeatureCollection', features };
}
