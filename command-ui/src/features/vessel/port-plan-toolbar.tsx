import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DrawingTools } from './use-drawing.js';
import type { PlanLens } from './use-plan-lens.js';

const ZOOM_STEP = 2;

/** What the plan shows, and what is drawn on it. */
export function PlanToolbar(props: {
  lens: PlanLens;
  tools: DrawingTools;
  onBegin: (kind: 'zone' | 'gate') => void;
}): ReactNode {
  const { t } = useTranslation();
  const { lens, tools, onBegin } = props;
  const { drawing } = tools;
  const button = (text: string, onPress: () => void, disabled = false): ReactNode => (
    <button type="button" className="btn" disabled={disabled} onClick={onPress}>
      {text}
    </button>
  );
  return (
    <div className="row" role="group">
      {(['near', 'whole'] as const).map((view) => (
        <button
          key={view}
          type="button"
          className="btn quiet"
          aria-pressed={lens.view === view}
          onClick={() => lens.show(view)}
        >
          {t(`portSite.${view}`)}
        </button>
      ))}
      {(
        [
          ['＋', 'zoomIn', ZOOM_STEP],
          ['－', 'zoomOut', 1 / ZOOM_STEP],
        ] as const
      ).map(([sign, text, factor]) => (
        <button
          key={text}
          type="button"
          className="btn quiet"
          aria-label={t(`portSite.${text}`)}
          onClick={() => lens.zoom(factor)}
        >
          {sign}
        </button>
      ))}
      <span className="sp" />
      {drawing.kind === 'nothing' ? (
        <>
          {button(t('portSite.drawZone'), () => onBegin('zone'))}
          {button(t('portSite.placeGate'), () => onBegin('gate'))}
        </>
      ) : (
        <>
          {drawing.kind === 'zone' ? (
            <>
              {button(t('portSite.takeBack'), tools.takeBack, drawing.corners.length === 0)}
              {button(t('portSite.closeZone'), tools.close)}
            </>
          ) : null}
          {button(t('portSite.giveUp'), tools.giveUp)}
        </>
      )}
    </div>
  );
}
