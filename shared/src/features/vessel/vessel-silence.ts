import { metresOutside } from '../../kernel/polygon.js';
import type { PortSite } from './port-site.js';
import { placeAfter, wayOf } from './vessel-rule.approach.js';
import type { Vessel } from './vessel.model.js';
import { isLost, isResting, type LostLimits } from './vessel.rules.js';

/** What a vessel's silence means: none, heard no more although she should be, or gone from where receivers hear. */
export type Silence = 'heard' | 'lost' | 'out-of-range';

/**
 * [AIS103] A ship that was outside the port limit when she was heard last, or would have been within `edgeMs` at her course
 * and speed, has sailed out of hearing; any other that owes reports (AIS16) is lost.
 */
export function silenceOf(
  vessel: Vessel,
  now: number,
  { limits, site, edgeMs }: { readonly limits: LostLimits; readonly site: PortSite; readonly edgeMs: number },
): Silence {
  if (!isLost(vessel, now, limits)) return 'heard';
  const { kind, position, speedKnots, courseDeg } = vessel;
  if (kind !== 'ship' || position === null) return 'lost';
  if (metresOutside(site.limit, position) > 0) return 'out-of-range';
  if (speedKnots === null || courseDeg === null || isResting(vessel)) return 'lost';
  const soon = placeAfter(wayOf(position, speedKnots, courseDeg), edgeMs / 1000);
  return metresOutside(site.limit, soon) > 0 ? 'out-of-range' : 'lost';
}
