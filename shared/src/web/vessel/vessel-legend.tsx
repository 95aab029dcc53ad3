import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { VESSEL_COLOURS } from '../map/index.js';

const CLASSES = ['cargo', 'tanker', 'passenger', 'work', 'other'] as const;

/** Which tone is which class, and what an outline means. */
export function VesselLegend(): ReactNode {
  const { t } = useTranslation();
  return (
    <p className="legend">
      {CLASSES.map((one, at) => (
        <span key={one}>
          <Hull fill={VESSEL_COLOURS[at] ?? 'none'} /> {t(`vessel.${one}`)}
        </span>
      ))}
      <span>
        <Hull fill="none" dashed /> {t('vessel.lost')}
      </span>
    </p>
  );
}

function Hull({ fill, dashed = false }: { fill: string; dashed?: boolean }): ReactNode {
  return (
    <svg viewBox="0 0 10 18" aria-hidden="true">
      <path
        d="M5 1 9 6v11H1V6z"
        fill={fill}
        stroke={dashed ? 'currentColor' : 'none'}
        strokeDasharray={dashed ? '2 2' : undefined}
      />
    </svg>
  );
}
