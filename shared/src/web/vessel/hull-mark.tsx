import type { ReactNode } from 'react';
import type { ShipClass } from '../../features/vessel/ship-type.js';
import { VESSEL_COLOURS } from '../map/index.js';

export const SHIP_CLASSES = ['cargo', 'tanker', 'passenger', 'work', 'other'] as const satisfies readonly ShipClass[];

/** A hull in the tone of its class as on the chart; the outline of one that is lost. */
export function HullMark({ shipClass }: { shipClass: ShipClass | 'lost' }): ReactNode {
  const lost = shipClass === 'lost';
  return (
    <svg className="hull-mark" viewBox="0 0 10 18" aria-hidden="true">
      <path
        d="M5 1 9 6v11H1V6z"
        fill={lost ? 'none' : VESSEL_COLOURS[SHIP_CLASSES.indexOf(shipClass)]}
        stroke={lost ? 'currentColor' : 'none'}
        strokeDasharray={lost ? '2 2' : undefined}
      />
    </svg>
  );
}
