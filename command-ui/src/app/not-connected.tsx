import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Fresh } from '@haigang/shared/web/ui';

/** A source that is not connected says so; it never shows zeros. */
export function NotConnectedPanel({ titleKey }: { titleKey: 'wall.qsTitle' | 'wall.ejtTitle' }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="p">
      <header className="ph">
        <h2>{t(titleKey)}</h2>
        <Fresh value={{ kind: 'never' }} />
      </header>
      <div className="empty hatch grow">
        <b>{t('wall.notConnected')}</b>
        {t('wall.notConnectedHint')}
      </div>
    </section>
  );
}
