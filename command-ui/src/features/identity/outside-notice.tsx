import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useBaseMapNow } from '@haigang/shared/web/feeds';

/** What leaves this site: nothing, unless it configured a Mapbox token or a base map of other hosts (design.md §4). */
export function OutsideNotice({ site }: { site: Me['site'] }): ReactNode {
  const { t } = useTranslation();
  const baseMap = useBaseMapNow();
  const hosts = baseMap?.outsideHosts ?? [];
  const isMapbox = site.mapboxToken !== null;
  return (
    <section className="p">
      <header className="ph">
        <h2>{t('admin.outside')}</h2>
      </header>
      {isMapbox ? <p className="empty">{t('admin.outsideMapbox')}</p> : null}
      {hosts.length > 0 ? <p className="empty">{t('admin.outsideBaseMap', { hosts: hosts.join(' ') })}</p> : null}
      {/* Until the answer is there nothing is said: a guess would be a promise. */}
      {!isMapbox && baseMap && hosts.length === 0 ? <p className="empty">{t('admin.outsideNothing')}</p> : null}
    </section>
  );
}
