import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { HullMark, SHIP_CLASSES } from './hull-mark.js';

/** Which tone is which class, and what pale and outlined ones mean. */
export function VesselLegend(): ReactNode {
  const { t } = useTranslation();
  return (
    <p className="legend">
      {[...SHIP_CLASSES, 'predicted' as const, 'lost' as const].map((one) => (
        <span key={one}>
          <HullMark shipClass={one} /> {t(`vessel.${one}`)}
        </span>
      ))}
    </p>
  );
}
