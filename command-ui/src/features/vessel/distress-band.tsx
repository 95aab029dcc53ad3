import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DistressAlarm } from '@haigang/shared/features/vessel/distress.model';
import { useConnection, usePrincipalIs } from '@haigang/shared/web/connection';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import { degreesMinutes } from '@haigang/shared/kernel/geodesy';
import { beijingTime } from '@haigang/shared/kernel/time';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, tell, useServerNow } from '@haigang/shared/web/ui';
import { showVessel } from '../../app/view.js';
import type { Distress } from './use-distress.js';
import './vessel.css';

/** Unanswered alarms shown in words; further ones are counted, so that no screen is filled by whoever invents beacons. */
const MOST_ROWS = 4;

/** [AIS25] Somebody is in distress: which beacon, where, for how long; above everything else of the page. */
export function DistressBand({ distress }: { distress: readonly Distress[] }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const active = distress.filter(({ alarm }) => alarm.state === 'ACTIVE');
  const noted = distress.filter(({ alarm }) => alarm.state === 'NOTED');
  const more = active.length - MOST_ROWS;
  return (
    <>
      {active.length > 0 ? (
        <section className="p alarm distress-band" role="alert">
          {active.slice(0, MOST_ROWS).map((one) => (
            <ActiveRow key={one.alarm.id} {...one} now={now} />
          ))}
          {more > 0 ? <p className="big n">{t('distress.more', { count: more })}</p> : null}
        </section>
      ) : null}
      {noted.length > 0 ? (
        <section className="p distress-noted" aria-label={t('distress.active')}>
          {noted.map((one) => (
            <NotedRow key={one.alarm.id} {...one} now={now} />
          ))}
        </section>
      ) : null}
    </>
  );
}

function ActiveRow({ alarm, beacon, now }: Distress & { now: number }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="row">
      <Icon name="alert" size={34} />
      <p className="big sp">
        <span className="blink">{t('distress.active')}</span>
        <Facts {...{ alarm, beacon, now }} />
      </p>
      <ShowPlace alarm={alarm} beacon={beacon} />
      <NoteButton alarm={alarm} />
    </div>
  );
}

/** It goes on: somebody answers for it, and everybody sees who, and how long the beacon has been heard. */
function NotedRow({ alarm, beacon, now }: Distress & { now: number }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="row">
      <Icon name="alert" size={20} />
      <p className="sp">
        <b>{t('distress.active')}</b> <Facts {...{ alarm, beacon, now }} />
      </p>
      <span className="t2 n">
        {t('distress.notedBy', {
          name: alarm.notedByName ? inLanguage(alarm.notedByName) : '',
          time: alarm.notedAt ? beijingTime(Date.parse(alarm.notedAt)) : '',
        })}
      </span>
      <ShowPlace alarm={alarm} beacon={beacon} />
    </div>
  );
}

function Facts({ alarm, beacon, now }: Distress & { now: number }): ReactNode {
  const { t } = useTranslation();
  const place = beacon?.position ?? alarm.position;
  return (
    <>
      <span>{t(`distress.${alarm.beacon}`)}</span>
      <small className="n">MMSI {alarm.mmsi}</small>
      <small className="n">{place ? degreesMinutes(place) : t('distress.noPosition')}</small>
      <small className="n">{t('distress.raisedAgo', { elapsed: elapsed(now - Date.parse(alarm.raisedAt)) })}</small>
      <small className="n">
        {beacon ? t('distress.lastHeard', { elapsed: elapsed(now - beacon.lastReportAt) }) : t('distress.notHeard')}
      </small>
      {alarm.simulated ? <span className="sim">{t('app.simulated')}</span> : null}
    </>
  );
}

/** Nobody stands before a wall to answer. */
function NoteButton({ alarm }: { alarm: DistressAlarm }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [busy, setBusy] = useState(false);
  const answers = usePrincipalIs((principal) => hasRole(principal, 'commander', 'dispatcher'));
  if (!answers) return null;
  const note = async (): Promise<void> => {
    setBusy(true);
    const changed = await tell(connection.call('vessel:note-distress', { id: alarm.id }));
    setBusy(false);
    if (changed) connection.entities.upsert('distress-alarm', changed);
  };
  return (
    <button type="button" className="btn accept" disabled={busy} onClick={() => void note()}>
      {t('distress.noted')}
    </button>
  );
}

function ShowPlace({ alarm, beacon }: Distress): ReactNode {
  const { t } = useTranslation();
  const wall = usePrincipalIs((principal) => hasRole(principal, 'display'));
  const place = beacon?.position ?? alarm.position;
  if (!place || wall) return null;
  return (
    <button type="button" className="btn" onClick={() => showVessel(alarm.mmsi, place)}>
      {t('distress.show')}
    </button>
  );
}
