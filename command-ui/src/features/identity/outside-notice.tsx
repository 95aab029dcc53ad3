import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useBaseMapNow } from '@haigang/shared/web/feeds';

/** What leaves this site: nothing, unless it configured a Mapbox token, a base map of other hosts or a TURN relay (design.md §4). */
export function OutsideNotice({ site }: { site: Me['site'] }): ReactNode {
  const { t } = useTranslation();
  const baseMap = useBaseMapNow();
  const hosts = baseMap?.outsideHosts ?? [];
  const relays = site.relayHosts;
  const isMapbox = site.mapboxToken !== null;
  return (
    <section className="p">
      <header className="ph">
        <h2>{t('admin.outside')}</h2>
      </header>
      {isMapbox ? <p className="empty">{t('admin.outsideMapbox')}</p> : null}
      {hosts.length > 0 ? <p className="empty">{t('admin.outsideBaseMap', { hosts: hosts.join(' ') })}</p> : null}
      {relays.length > 0 ? <p className="empty">{t('admin.outsideRelay', { hosts: relays.join(' ') })}</p> : null}
      {/* Until the answer is there nothing is said: a guess would be a promise. */}
      {!isMapbox && baseMap && hosts.length + relays.length === 0 ? (
        <p className="empty">{t('admin.outsideNothing')}</p>
      ) : null}
    </section>
  );
}
