import { distanceMetres, destination, type LatLon } from '../../kernel/geodesy.js';
import { metresOutside } from '../../kernel/polygon.js';
import { settingMs, type SettingDefinition, type SettingsReader } from '../../kernel/settings.js';
import * as settings from './port-call.settings.js';
import { berthRing, type Anchorage, type Berth, type PortSite } from './port-site.js';
import type { ShipType } from './ship-type.js';
import type { Vessel } from './vessel.model.js';

/** The site's thresholds as they are now. */
export interface PortCallLimits {
  readonly berthMs: number;
  readonly anchorMs: number;
  readonly leaveMs: number;
  readonly gapMs: number;
  readonly returnMs: number;
  readonly giveUpMs: number;
  readonly berthKnots: number;
  readonly anchorKnots: number;
  readonly sailingKnots: number;
  readonly headingDeg: number;
  readonly berthMarginMetres: number;
  readonly berthLeaveMetres: number;
  readonly anchorageLeaveMetres: number;
  readonly limitLeaveMetres: number;
  readonly fitPercent: number;
  readonly leastLengthMetres: number;
  readonly most: number;
}

export function portCallLimits(reader: SettingsReader): PortCallLimits {
  const ms = (definition: SettingDefinition<number>): number => settingMs(reader, definition);
  return {
    ...{ berthMs: ms(settings.berthMinutes), anchorMs: ms(settings.anchorMinutes), leaveMs: ms(settings.leaveSeconds) },
    ...{ gapMs: ms(settings.gapMinutes), returnMs: ms(settings.returnHours), giveUpMs: ms(settings.giveUpDays) },
    berthKnots: reader.get(settings.berthKnots),
    anchorKnots: reader.get(settings.anchorKnots),
    sailingKnots: reader.get(settings.sailingKnots),
    headingDeg: reader.get(settings.headingDegrees),
    berthMarginMetres: reader.get(settings.berthMargin),
    berthLeaveMetres: reader.get(settings.berthLeave),
    anchorageLeaveMetres: reader.get(settings.anchorageLeave),
    limitLeaveMetres: reader.get(settings.limitLeave),
    fitPercent: reader.get(settings.fitPercent),
    leastLengthMetres: reader.get(settings.leastLength),
    most: reader.get(settings.mostCalls),
  };
}

/** A report with a position. */
export type Sighting = Vessel & { readonly position: LatLon; readonly positionAt: number };

export function isSighting(vessel: Vessel): vessel is Sighting {
  return vessel.position !== null && vessel.positionAt !== null;
}

/** Craft that work in a port and do not call at it, unless an IMO number says that they sail the sea. */
const HARBOUR_CRAFT: readonly (ShipType | null)[] = [
  ...(['pilot', 'search-and-rescue', 'tug', 'port-tender', 'anti-pollution'] as const),
  ...(['law-enforcement', 'dredging', 'diving'] as const),
];

/** A craft whose trade is to go alongside others and wherever it is needed. */
export function isHarbourCraft({ shipType }: Pick<Vessel, 'shipType'>): boolean {
  return HARBOUR_CRAFT.includes(shipType);
}

/** [AIS67] Whose stays are recorded: ships with an IMO number, and others of a certain length that are no harbour craft. */
export function makesPortCalls(
  vessel: Pick<Vessel, 'kind' | 'imo' | 'lengthMetres' | 'shipType'>,
  { leastLengthMetres }: Pick<PortCallLimits, 'leastLengthMetres'>,
): boolean {
  if (vessel.kind !== 'ship') return false;
  if (vessel.imo !== null) return true;
  return (vessel.lengthMetres ?? 0) >= leastLengthMetres && !isHarbourCraft(vessel);
}

/** The middle of the hull where antenna and heading tell it, else where the antenna is. */
export function hullCentre({ position, hull, headingDeg }: Pick<Sighting, 'position' | 'hull' | 'headingDeg'>): LatLon {
  if (!hull || headingDeg === null) return position;
  const ahead = (hull.toBowMetres - hull.toSternMetres) / 2;
  const right = (hull.toStarboardMetres - hull.toPortMetres) / 2;
  return destination(destination(position, headingDeg, ahead), headingDeg + 90, right);
}

/** Of hull and antenna the one that is nearer: a ship that ceases to tell her heading leaves no berth by it. */
export function metresOffBerth(berth: Berth, ship: Sighting): number {
  const ring = berthRing(berth);
  return Math.min(metresOutside(ring, hullCentre(ship)), metresOutside(ring, ship.position));
}

export function metresOutsideAnchorage({ centre, radiusMetres }: Anchorage, { position }: Sighting): number {
  return Math.max(0, distanceMetres(centre, position) - radiusMetres);
}

/** The angle between a heading and a line that runs both ways, 0° to 90°. */
export function degreesOffAxis(headingDeg: number, axisDeg: number): number {
  const turn = (((headingDeg - axisDeg) % 180) + 180) % 180;
  return Math.min(turn, 180 - turn);
}

/**
 * [AIS62] The berth a ship lies at by this report: slow, within its margin, along the quay, and no larger than fits.
 * What she does not tell (heading, size) proves nothing against it; a speed she does not tell does. On the line between
 * two berths she stays at the one she was taken to lie at, `preferred`.
 */
export function berthOf(
  ship: Sighting,
  site: PortSite,
  limits: PortCallLimits,
  preferred: string | null = null,
): { berth: Berth; metres: number } | null {
  if (ship.speedKnots === null || ship.speedKnots > limits.berthKnots) return null;
  const centre = hullCentre(ship);
  let best: { berth: Berth; metres: number; off: number } | null = null;
  for (const berth of site.berths) {
    const off = distanceMetres(berth.centre, centre);
    if (off > berth.lengthMetres + berth.widthMetres + limits.berthMarginMetres || !fits(ship, berth, limits)) continue;
    const metres = metresOutside(berthRing(berth), centre);
    if (metres > limits.berthMarginMetres) continue;
    if (berth.id === preferred) return { berth, metres };
    if (!best || metres < best.metres || (metres === best.metres && off < best.off)) best = { berth, metres, off };
  }
  return best && { berth: best.berth, metres: best.metres };
}

function fits({ lengthMetres, headingDeg }: Sighting, berth: Berth, limits: PortCallLimits): boolean {
  if (lengthMetres !== null && lengthMetres > (berth.lengthMetres * limits.fitPercent) / 100) return false;
  return headingDeg === null || degreesOffAxis(headingDeg, berth.axisDeg) <= limits.headingDeg;
}

/** [AIS61] The anchorage a ship lies in by this report. */
export function anchorageOf(ship: Sighting, site: PortSite, { anchorKnots }: PortCallLimits): Anchorage | null {
  if (ship.speedKnots === null || ship.speedKnots > anchorKnots) return null;
  return site.anchorages.find((one) => metresOutsideAnchorage(one, ship) === 0) ?? null;
}

/** [AIS65] Who corrects a port call: whoever runs the centre. */
export const CORRECTING_ROLES = ['commander', 'dispatcher'] as const;

/** How much deeper (+) or higher (−) a ship lay when she left than when she came, metres: a hint at what she did here. */
export function draughtChange(first: number | null, last: number | null): number | null {
  return first === null || last === null ? null : Math.round((last - first) * 10) / 10;
}
