import { useCallback, useRef, useState, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '@haigang/shared/kernel/position';

interface ChartPageProps {
  readonly place: Position | null;
  readonly onClose: () => void;
}

/**
 * Opens the port picture over the page. The chart's engine is as large as the rest of the page: it comes when it is first
 * asked for, and where it does not come the page stays as it is and says so.
 */
export function ChartButton({ place }: { place: Position | null }): ReactNode {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const [loaded, setLoaded] = useState<{ readonly Page: ComponentType<ChartPageProps> } | null>(null);
  const close = useCallback(() => {
    setOpen(false);
    button.current?.focus();
  }, []);
  const show = (): void => {
    setOpen(true);
    setFailed(false);
    import('./chart-page.js').then(
      ({ ChartPage }) => setLoaded({ Page: ChartPage }),
      () => {
        setOpen(false);
        setFailed(true);
      },
    );
  };
  return (
    <>
      <button ref={button} type="button" className="big" onClick={show}>
        <span>
          {t('chart.open')}
          <small className="t2">{t('chart.hint')}</small>
        </span>
      </button>
      {failed ? <p role="alert">{t('chart.notLoaded')}</p> : null}
      {open && loaded ? <loaded.Page place={place} onClose={close} /> : null}
    </>
  );
}
