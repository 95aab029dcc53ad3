import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '@haigang/shared/kernel/position';

/** The chart's engine is as large as the rest of the page: it comes from the device when it is first asked for. */
const ChartPage = lazy(() => import('./chart-page.js'));

/** Opens the port picture over the page. */
export function ChartButton({ place }: { place: Position | null }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  return (
    <>
      <button type="button" className="big" onClick={() => setOpen(true)}>
        <span>
          {t('chart.open')}
          <small className="t2">{t('chart.hint')}</small>
        </span>
      </button>
      {open ? (
        <Suspense fallback={null}>
          <ChartPage place={place} onClose={close} />
        </Suspense>
      ) : null}
    </>
  );
}
