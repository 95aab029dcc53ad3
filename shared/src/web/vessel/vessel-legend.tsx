import './vessel-legend.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { HullMark, SHIP_CLASSES } from './hull-mark.js';
import { StationMark, STATION_SHAPES } from './station-mark.js';

/** Which tone is which class, what pale and outlined ones mean, and where there is room for it the signs of stations. */
export function VesselLegend({ stations = false }: { stations?: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <p className="legend">
      {[...SHIP_CLASSES, 'predicted' as const, 'lost' as const].map((one) => (
        <span key={one}>
          <HullMark shipClass={one} /> {t(`vessel.${one}`)}
        </span>
      ))}
      {stations
        ? STATION_SHAPES.map((shape) => (
            <span key={shape}>
              <StationMark shape={shape} /> {t(`stationShape.${shape}`)}
            </span>
          ))
        : null}
    </p>
  );
}
