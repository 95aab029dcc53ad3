import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VesselHull } from '../../features/vessel/vessel.model.js';

/** The bow takes this part of the length, at most as much as the beam. */
const BOW_SHARE = 0.18;
/** Width of the drawing, bow to the right, in its own units; the beam is to the same scale. */
const WIDTH = 200;

/** [AIS26] A hull to scale with its bow to the right, and the antenna where the ship says it is. */
export function HullFigure({ hull }: { hull: VesselHull }): ReactNode {
  const { t } = useTranslation();
  const length = hull.toBowMetres + hull.toSternMetres;
  const beam = hull.toPortMetres + hull.toStarboardMetres;
  if (length === 0 || beam === 0) return null;
  const scale = WIDTH / length;
  const height = beam * scale;
  const bow = WIDTH - Math.min(BOW_SHARE * WIDTH, height);
  const outline = `M0 0 H${bow} Q${WIDTH} ${height * 0.1} ${WIDTH} ${height / 2} Q${WIDTH} ${height * 0.9} ${bow} ${height} H0 Z`;
  return (
    <svg className="hull" viewBox={`-2 -2 ${WIDTH + 4} ${height + 4}`} role="img" aria-label={t('vessel.hull')}>
      <title>{t('vessel.hull')}</title>
      <path d={outline} />
      <circle cx={hull.toSternMetres * scale} cy={hull.toPortMetres * scale} r={4} />
    </svg>
  );
}
