import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { HullFigure } from './hull-figure.js';
import { vesselFacts } from './vessel-facts.js';

/** The hull to scale and what is known of a vessel, a row each. */
export function VesselFactsList(props: { vessel: Vessel; now: number; isPast?: boolean }): ReactNode {
  const { t } = useTranslation();
  const { vessel, now, isPast = false } = props;
  return (
    <>
      {vessel.hull ? <HullFigure hull={vessel.hull} /> : null}
      <dl>
        {vesselFacts(vessel, now, t, isPast).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="n">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
