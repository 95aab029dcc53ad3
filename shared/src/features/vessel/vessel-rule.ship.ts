import { metresOutside } from '../../kernel/polygon.js';
import type { PortCallState } from './port-call.model.js';
import { isHarbourCraft, makesPortCalls, type PortCallLimits, type Sighting } from './port-call.rules.js';
import type { PortSite, Zone } from './port-site.js';
import type { ShipType } from './ship-type.js';
import { placeAfter, wayOf } from './vessel-rule.approach.js';
import type { Verdict } from './vessel-rule.condition.js';
import type { RuleLimits } from './vessel-rule.limits.js';
import { lostAfterMs, type LostLimits } from './vessel.rules.js';

/** What the quarantine system says of a ship: only `pending` makes a rule of her. */
export type Clearance = 'cleared' | 'pending' | 'unknown';

/** Craft in the service of an emergency keep no speed limit. */
const EMERGENCY_CRAFT: readonly (ShipType | null)[] = ['search-and-rescue', 'law-enforcement', 'medical'];

/** [AIS76] Is she where nobody but harbour craft may be? */
export function zoneVerdict(ship: Sighting, zone: Zone, { zoneLeaveMetres }: RuleLimits): Verdict {
  if (!zone.noEntry || isHarbourCraft(ship)) return 'no';
  const metres = metresOutside(zone.ring, ship.position);
  return metres === 0 ? 'yes' : metres > zoneLeaveMetres ? 'no' : 'unknown';
}

/** [AIS77] Is she faster than the zone allows? Between the limit and its tolerance what stands goes on. */
export function speedVerdict(ship: Sighting, zone: Zone, limits: RuleLimits): Verdict {
  const { speedLimitKnots } = zone;
  if (speedLimitKnots === null || EMERGENCY_CRAFT.includes(ship.shipType)) return 'no';
  if (metresOutside(zone.ring, ship.position) > 0) return 'no';
  const { speedKnots } = ship;
  // Faster than any ship is a receiver’s fault.
  if (speedKnots === null || speedKnots > limits.jump.knots) return 'unknown';
  if (speedKnots > speedLimitKnots + limits.speedToleranceKnots) return 'yes';
  return speedKnots <= speedLimitKnots ? 'no' : 'unknown';
}

/** [AIS73] Whether a silence is one of the rule: a ship that makes port calls, under way, inside, and not on her way out. */
export function silentVerdict(
  last: Sighting,
  silentMs: number,
  { site, limits, lost, calls }: { site: PortSite; limits: RuleLimits; lost: LostLimits; calls: PortCallLimits },
): Verdict {
  const { afterMs, knots, edgeMs } = limits.silent;
  if (silentMs <= Math.max(afterMs, lostAfterMs(last, lost))) return 'no';
  const { speedKnots, courseDeg, position } = last;
  if (speedKnots === null || speedKnots < knots || !makesPortCalls(last, calls)) return 'unknown';
  if (metresOutside(site.limit, position) > 0) return 'unknown';
  if (courseDeg === null) return 'yes';
  const soon = placeAfter(wayOf(position, speedKnots, courseDeg), edgeMs / 1000);
  return metresOutside(site.limit, soon) > 0 ? 'unknown' : 'yes';
}

/** Where the port calls have a ship. */
export interface Stay {
  readonly state: PortCallState | null;
  readonly placeId: string | null;
}

/**
 * [AIS71] Has she left the place she lay at before she was cleared? Leaving is what the port call says it is (AIS63).
 * `lay` is where she lay last and was not cleared to leave.
 */
export function leftVerdict(
  lay: string | null,
  stay: Stay | null,
  clearance: () => Clearance,
): { readonly verdict: Verdict; readonly lay: string | null } {
  if (stay && stay.placeId !== null) return { verdict: 'no', lay: stay.placeId };
  if (lay === null || stay === null) return { verdict: 'unknown', lay };
  switch (clearance()) {
    case 'pending':
      return { verdict: 'yes', lay };
    case 'cleared':
      return { verdict: 'no', lay: null };
    case 'unknown':
      return { verdict: 'unknown', lay };
  }
}
