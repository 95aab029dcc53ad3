import { offset, vectorMetres, type LatLon } from '@haigang/shared/kernel/geodesy';
import { partsOf, placesOf, type PortSite, type SitePart } from '@haigang/shared/features/vessel/port-site';
import { ringsOf } from '@haigang/shared/features/vessel/port-site.rings';

/** Pixels from the plan's upper left corner. */
export type Px = readonly [x: number, y: number];

/** What is in the middle of the plan, and how much water is one pixel. */
export interface Lens {
  readonly centre: LatLon;
  readonly metresPerPx: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The plan, north up. */
export type Frame = Lens & Size;

/** Around the chosen part, or the whole port. */
export type PlanView = 'near' | 'whole';

/** Seen around the chosen place, metres. */
const NEAR_METRES = 700;
/** Ground around what is shown, against its size. */
const MARGIN = 0.08;
/** Nearest and farthest look: 10 cm and 2 km a pixel. */
const METRES_PER_PX = { least: 0.1, most: 2000 };

export function toPx({ centre, metresPerPx, width, height }: Frame, place: LatLon): Px {
  const { east, north } = vectorMetres(centre, place);
  return [width / 2 + east / metresPerPx, height / 2 - north / metresPerPx];
}

export function toPlace({ centre, metresPerPx, width, height }: Frame, [x, y]: Px): LatLon {
  return offset(centre, (x - width / 2) * metresPerPx, (height / 2 - y) * metresPerPx);
}

export function isInFrame(frame: Frame, place: LatLon): boolean {
  const [x, y] = toPx(frame, place);
  return x >= 0 && x <= frame.width && y >= 0 && y <= frame.height;
}

/** Whether anything of a part or ring can be seen; true of one that is not there. */
export function isShown(frame: Frame, site: PortSite, id: string | null): boolean {
  const ring = ringsOf(site).find((one) => one.id === id)?.ring;
  const part = partsOf(site).find((one) => one.id === id);
  const marks = ring ?? (part && 'centre' in part ? [part.centre] : []);
  return marks.length === 0 || marks.some((mark) => isInFrame(frame, mark));
}

/** Nearer by a factor, farther below 1, while `about` stays where it is on the plan. */
export function zoomed(frame: Frame, factor: number, about: LatLon): Lens {
  const { least, most } = METRES_PER_PX;
  const metresPerPx = Math.min(most, Math.max(least, frame.metresPerPx / factor));
  const { east, north } = vectorMetres(about, frame.centre);
  const by = metresPerPx / frame.metresPerPx;
  return { centre: offset(about, east * by, north * by), metresPerPx };
}

/** So that what is meant by the view fills the plan: for a place its surroundings, for the limit or a zone its corners. */
export function lensOf(site: PortSite, view: PlanView, selected: string | null, size: Size): Lens {
  if (view === 'near') {
    const ring = ringsOf(site).find(({ id }) => id === selected)?.ring;
    if (ring) return lensAround(ring.map(spot), size);
    const gate = site.radiationGates?.find(({ id }) => id === selected);
    const near = placesOf(site).find(({ id }) => id === selected) ?? gate ?? placesOf(site)[0];
    if (near) {
      const reach = Math.max(NEAR_METRES, 1.3 * reachOf(near));
      return lensAround([{ centre: near.centre, reach }], size);
    }
  }
  const places = placesOf(site).map((place) => ({ centre: place.centre, reach: reachOf(place) }));
  return lensAround([...places, ...site.limit.map(spot)], size);
}

/** A place and the ground to be seen around it, metres. */
interface Spot {
  readonly centre: LatLon;
  readonly reach: number;
}

const spot = (centre: LatLon): Spot => ({ centre, reach: 0 });

function lensAround(spots: readonly Spot[], { width, height }: Size): Lens {
  const origin = spots[0]?.centre ?? { lat: 0, lon: 0 };
  const across = spots.map(({ centre, reach }) => ({ ...vectorMetres(origin, centre), reach }));
  const span = (axis: 'east' | 'north'): readonly [middle: number, length: number] => {
    const least = Math.min(...across.map((one) => one[axis] - one.reach));
    const most = Math.max(...across.map((one) => one[axis] + one.reach));
    return [(least + most) / 2, most - least];
  };
  const [[east, wide], [north, high]] = [span('east'), span('north')];
  const room = 1 + 2 * MARGIN;
  const metresPerPx = Math.max((wide * room) / width, (high * room) / height, METRES_PER_PX.least);
  return { centre: offset(origin, east, north), metresPerPx };
}

/** How far a part reaches from its middle, metres. */
function reachOf(part: Exclude<SitePart, { ring: unknown }>): number {
  if ('axisDeg' in part) return part.lengthMetres / 2;
  return 'radiusMetres' in part ? part.radiusMetres : 0;
}
