import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';

/** What leaves this site: nothing, unless it configured a Mapbox token (design.md §4). */
export function OutsideNotice({ site }: { site: Me['site'] }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="p">
      <header className="ph">
        <h2>{t('admin.outside')}</h2>
      </header>
      <p className="empty">{site.mapboxToken === null ? t('admin.outsideNothing') : t('admin.outsideMapbox')}</p>
    </section>
  );
}
