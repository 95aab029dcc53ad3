import './vessel.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The card of a vessel at the chart's edge: her name, what is known, and the way to put it away. */
export function VesselCardFrame(props: { name: string; onClose: () => void; children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const { name, onClose, children } = props;
  return (
    <aside className="card" aria-label={name}>
      <header className="row">
        <h3>{name}</h3>
        <span className="sp" />
        <button type="button" className="btn quiet" onClick={onClose} aria-label={t('error.close')}>
          ✕
        </button>
      </header>
      {children}
    </aside>
  );
}
