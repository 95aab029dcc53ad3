import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { HullMark, SHIP_CLASSES } from './hull-mark.js';

/** Which tone is which class, and what an outline means. */
export function VesselLegend(): ReactNode {
  const { t } = useTranslation();
  return (
    <p className="legend">
      {[...SHIP_CLASSES, 'lost' as const].map((one) => (
        <span key={one}>
          <HullMark shipClass={one} /> {t(`vessel.${one}`)}
        </span>
      ))}
    </p>
  );
}
