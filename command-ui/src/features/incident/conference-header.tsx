import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { useConnection } from '@haigang/shared/web/connection';
import { showIncident } from '../../app/view.js';
import { elapsed, Icon, useServerNow } from '@haigang/shared/web/ui';

/** [ROOM15] In the incident's place for somebody who was called into its conference and may not read it. */
export function ConferenceHeader({ conference }: { conference: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  return (
    <header className="p incident-header">
      <div className="levelbox">
        <Icon name="people" size={48} />
      </div>
      <div className="sp what">
        <h2>
          {t('nav.conference')} · <span className="n">{conference.incidentNumber}</span>
        </h2>
        <p className="t2">{t('incident.notOpen')}</p>
      </div>
      <div className="elapsed">
        <span className="t2">{t('conference.lasts')}</span>
        <b className="n">{elapsed(now - Date.parse(conference.convenedAt))}</b>
      </div>
      <nav className="actions">
        <button type="button" className="btn quiet" onClick={() => showIncident(null)}>
          {t('incident.back')} <kbd>Esc</kbd>
        </button>
      </nav>
    </header>
  );
}
