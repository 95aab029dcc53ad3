import type { ReactNode } from 'react';
import type { ShipClass } from '../../features/vessel/ship-type.js';
import { VESSEL_COLOURS } from '../map/index.js';

export const SHIP_CLASSES = ['cargo', 'tanker', 'passenger', 'work', 'other'] as const satisfies readonly ShipClass[];

/** A hull in the tone of its class as on the chart; pale where it is predicted, the outline of one that is lost. */
export function HullMark({ shipClass }: { shipClass: ShipClass | 'predicted' | 'lost' }): ReactNode {
  const lost = shipClass === 'lost';
  const predicted = shipClass === 'predicted';
  const tone = VESSEL_COLOURS[predicted ? 0 : SHIP_CLASSES.indexOf(shipClass as ShipClass)];
  return (
    <svg className="hull-mark" viewBox="0 0 10 18" aria-hidden="true">
      <path
        d="M5 1 9 6v11H1V6z"
        fill={lost ? 'none' : tone}
        fillOpacity={predicted ? 0.4 : 1}
        stroke={lost ? 'currentColor' : predicted ? tone : 'none'}
        strokeDasharray={lost ? '2 2' : undefined}
      />
    </svg>
  );
}
