import './distress-notice.css';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openAlarms } from '@haigang/shared/features/vessel/distress.rules';
import { degreesMinutes } from '@haigang/shared/kernel/geodesy';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, useServerNow } from '@haigang/shared/web/ui';

/** Alarms told one by one on a small screen; further ones are counted. */
const MOST = 2;

/** [AIS30] Beacons in distress, as the desks have them: what, where and since when, and who at the centre answers. */
export function DistressNotice(): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const rows = useEntityList('distress-alarm');
  const alarms = useMemo(() => openAlarms(rows), [rows]);
  return (
    <>
      {alarms.slice(0, MOST).map((alarm) => (
        <section key={alarm.id} className={`distress-notice ${alarm.state === 'ACTIVE' ? 'active' : ''}`} role="alert">
          <Icon name="alert" size={26} />
          <p>
            <b>
              {t('distress.active')} · {t(`distress.${alarm.beacon}`)}
            </b>
            <span className="n">
              {alarm.position ? degreesMinutes(alarm.position) : t('distress.noPosition')} ·{' '}
              {t('distress.raisedAgo', { elapsed: elapsed(now - Date.parse(alarm.raisedAt)) })}
            </span>
            {alarm.notedByName && alarm.notedAt ? (
              <span className="n">
                {t('distress.notedBy', {
                  name: inLanguage(alarm.notedByName),
                  time: beijingTime(Date.parse(alarm.notedAt)),
                })}
              </span>
            ) : null}
            {alarm.simulated ? <span className="sim">{t('app.simulated')}</span> : null}
          </p>
        </section>
      ))}
      {alarms.length > MOST ? (
        <p className="distress-notice n">{t('distress.more', { count: alarms.length - MOST })}</p>
      ) : null}
    </>
  );
}
