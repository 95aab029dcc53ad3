import { metresOutside } from '../../kernel/polygon.js';
import { berthOf, isHarbourCraft, type PortCallLimits, type Sighting } from './port-call.rules.js';
import type { PortSite } from './port-site.js';
import { closestApproach, placeAfter, wayOf, type Way } from './vessel-rule.approach.js';
import type { Verdict } from './vessel-rule.condition.js';
import { NearGrid } from './vessel-rule.grid.js';
import { hullDistanceMetres } from './vessel-rule.hull.js';
import type { ApproachLimits, RuleLimits } from './vessel-rule.limits.js';
import { isLost, isResting, type LostLimits } from './vessel.rules.js';

/** Two ships of which a rule may hold; pairs that are not named are not near. */
export interface Pair {
  readonly one: Sighting;
  readonly other: Sighting;
  readonly verdict: Exclude<Verdict, 'no'>;
  readonly metres: number;
  /** Until the closest approach; null of ships that lie. */
  readonly seconds: number | null;
}

/** Measured: smaller cells make more of them to fill, larger ones more to compare. */
const CELL_METRES = 800;
/** As long as the longest ship. */
const LONGEST_METRES = 400;

export interface Approaches {
  readonly pairs: readonly Pair[];
  /** More ships were near one another than are compared at once. */
  readonly isCut: boolean;
}

type Moving = Sighting & { readonly speedKnots: number; readonly courseDeg: number };

/**
 * [AIS78] Whether a ship takes part: under way by her speed, inside the port, heard, and not lying by her status at a
 * speed at which that may be. Harbour craft come close to others by trade.
 */
export function isApproaching(
  ship: Sighting,
  now: number,
  { site, limits, lost }: { site: PortSite; limits: ApproachLimits; lost: LostLimits },
): ship is Moving {
  const { speedKnots, courseDeg } = ship;
  if (speedKnots === null || courseDeg === null || speedKnots < limits.leastKnots) return false;
  if (isHarbourCraft(ship) || ship.shipType === 'towing' || isResting(ship)) return false;
  return !isLost(ship, now, lost) && metresOutside(site.limit, ship.position) === 0;
}

/** [AIS78] Every pair that comes too close, and those between the limits; each is compared with what is near her way only. */
export function findApproaches(
  ships: readonly Moving[],
  now: number,
  limits: ApproachLimits,
  mostComparisons: number,
): Approaches {
  const [first] = ships;
  const pairs: Pair[] = [];
  if (!first) return { pairs, isCut: false };
  const grid = new NearGrid<{ ship: Moving; way: Way }>(first.position, CELL_METRES);
  const margin = (limits.cpaMetres * limits.clearFactor) / 2;
  const within = limits.tcpaSeconds * limits.clearFactor;
  let comparisons = 0;
  for (const ship of ships) {
    const reported = wayOf(ship.position, ship.speedKnots, ship.courseDeg);
    const way = { ...reported, position: placeAfter(reported, (now - ship.positionAt) / 1000) };
    const end = placeAfter(way, within);
    for (const met of grid.near(way.position, end, margin)) {
      comparisons += 1;
      const pair = approachOf(met, { ship, way }, limits);
      if (pair) pairs.push(pair);
    }
    if (comparisons > mostComparisons) return { pairs, isCut: true };
    grid.add({ ship, way }, way.position, end, margin);
  }
  return { pairs, isCut: false };
}

function approachOf(
  { ship: one, way }: { ship: Moving; way: Way },
  { ship: other, way: otherWay }: { ship: Moving; way: Way },
  { cpaMetres, tcpaSeconds, relativeKnots, clearFactor }: ApproachLimits,
): Pair | null {
  if (one.simulated !== other.simulated) return null;
  const found = closestApproach(way, otherWay, relativeKnots);
  if (!found || found.tcpaSeconds < 0) return null;
  const { cpaMetres: metres, tcpaSeconds: seconds } = found;
  if (metres > cpaMetres * clearFactor || seconds > tcpaSeconds * clearFactor) return null;
  const verdict = metres <= cpaMetres && seconds <= tcpaSeconds ? 'yes' : 'unknown';
  return { one, other, verdict, metres, seconds };
}

/**
 * [AIS72] Every craft that lies alongside a ship that waits for clearance: both slow, hull to hull. Harbour craft are
 * alongside by trade, and neighbours at two berths lie where they belong.
 */
export function findAlongside(
  waiting: readonly Sighting[],
  ships: readonly Sighting[],
  { site, limits, calls }: { site: PortSite; limits: RuleLimits; calls: PortCallLimits },
): Pair[] {
  const subjects = waiting.filter((ship) => isSlow(ship, limits));
  const [first] = subjects;
  if (!first) return [];
  const grid = new NearGrid<Sighting>(first.position, CELL_METRES);
  const reach = limits.alongsideLeaveMetres + LONGEST_METRES;
  for (const ship of subjects) grid.add(ship, ship.position, ship.position, reach);
  const known = new Set(subjects);
  return ships.flatMap((other) => {
    if (isHarbourCraft(other) || !isSlow(other, limits)) return [];
    return [...grid.near(other.position, other.position, 0)].flatMap((one) => {
      // Of two that both wait the pair is named once.
      const isTwice = known.has(other) && one.mmsi >= other.mmsi;
      if (one === other || isTwice || one.simulated !== other.simulated) return [];
      const metres = hullDistanceMetres(one, other);
      if (metres > limits.alongsideLeaveMetres || lieAtTwoBerths(one, other, site, calls)) return [];
      return [{ one, other, verdict: metres <= limits.alongsideMetres ? 'yes' : 'unknown', metres, seconds: null }];
    });
  });
}

function isSlow({ speedKnots }: Sighting, { alongsideKnots }: RuleLimits): boolean {
  return speedKnots !== null && speedKnots <= alongsideKnots;
}

function lieAtTwoBerths(one: Sighting, other: Sighting, site: PortSite, calls: PortCallLimits): boolean {
  const [a, b] = [berthOf(one, site, calls), berthOf(other, site, calls)];
  return a !== null && b !== null && a.berth.id !== b.berth.id;
}
