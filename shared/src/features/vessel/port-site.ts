import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { destination, type LatLon } from '../../kernel/geodesy.js';
import { Position } from '../../kernel/position.js';
import type { Ring } from '../../kernel/polygon.js';

const Corner = Position.pick({ lat: true, lon: true });
const PlaceId = z.string().min(1).max(40);

/** How many corners the limit or a zone has; the most is so that a geometry fits a message (60 KB). */
export const RING_CORNERS = { least: 3, most: 500 } as const;
const Corners = z.array(Corner).min(RING_CORNERS.least).max(RING_CORNERS.most);

/** A place at the quay, as the port describes it: its middle, how the quay runs, its length and the width of the water kept for it. */
export const Berth = z.object({
  id: PlaceId,
  name: Bilingual,
  centre: Corner,
  /** Either direction along the quay, degrees from true north. */
  axisDeg: z.number().min(0).max(360),
  lengthMetres: z.number().positive().max(2000),
  widthMetres: z.number().positive().max(500),
});
export type Berth = z.infer<typeof Berth>;

export const Anchorage = z.object({
  id: PlaceId,
  name: Bilingual,
  centre: Corner,
  radiusMetres: z.number().positive().max(50_000),
});
export type Anchorage = z.infer<typeof Anchorage>;

/** A piece of water with a rule of its own. */
export const Zone = z.object({
  id: PlaceId,
  name: Bilingual,
  ring: Corners,
  /** Only harbour craft may be in it. */
  noEntry: z.boolean(),
  speedLimitKnots: z.number().positive().max(60).nullable(),
});
export type Zone = z.infer<typeof Zone>;

/** A lane that everything which leaves passes, with a radiation portal monitor. (domain 7.2) */
export const RadiationGate = z.object({ id: PlaceId, name: Bilingual, centre: Corner });
export type RadiationGate = z.infer<typeof RadiationGate>;

/** The port's own geometry: where ships lie, where the port begins, and the water with rules of its own. */
export const PortSite = z
  .object({
    limit: Corners,
    berths: z.array(Berth).max(500),
    anchorages: z.array(Anchorage).max(100),
    zones: z.array(Zone).max(100).optional(),
    radiationGates: z.array(RadiationGate).max(100).optional(),
  })
  .refine(({ berths, anchorages, zones = [], radiationGates = [] }) => {
    const ids = [...berths, ...anchorages, ...zones, ...radiationGates].map(({ id }) => id);
    return new Set(ids).size === ids.length;
  }, 'every berth, anchorage, zone and radiation gate has an id of its own');
export type PortSite = z.infer<typeof PortSite>;

export function berthRing({ centre, axisDeg, lengthMetres, widthMetres }: Berth): Ring {
  const corner = (along: number, across: number): LatLon =>
    destination(destination(centre, axisDeg, (along * lengthMetres) / 2), axisDeg + 90, (across * widthMetres) / 2);
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** Where ships lie. */
export function placesOf({ berths, anchorages }: PortSite): readonly (Berth | Anchorage)[] {
  return [...berths, ...anchorages];
}

export type SitePart = Berth | Anchorage | Zone | RadiationGate;

/** Everything with an id of its own. */
export function partsOf(site: PortSite): readonly SitePart[] {
  return [...placesOf(site), ...(site.zones ?? []), ...(site.radiationGates ?? [])];
}

/** What the place of an event is called; null for one the site no longer has. */
export function placeOf(site: PortSite, id: string): Berth | Anchorage | null {
  return placesOf(site).find((place) => place.id === id) ?? null;
}
