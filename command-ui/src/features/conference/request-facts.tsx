import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { dutyPhoneSeconds, escalateSeconds } from '@haigang/shared/features/conference/conference.settings';
import { requestDeadlines } from '@haigang/shared/features/conference/conference.states';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import { useEntityList } from '@haigang/shared/web/connection';
import { currentLanguage, networkText } from '@haigang/shared/web/i18n';
import { placeName } from '@haigang/shared/web/map';
import { usePortSite } from '@haigang/shared/web/vessel';
import { elapsed, Icon, LevelMark } from '@haigang/shared/web/ui';

/** With what and from where somebody asks: device, battery, network, place with its age, incident. */
export function RequestFacts({ request, now }: { request: ConferenceRequestView; now: number }): ReactNode {
  const { t } = useTranslation();
  const { batteryPercent, deviceKind, urgency } = request;
  const network = networkText(t, request);
  return (
    <span className="request-facts">
      {urgency === 'urgent' ? <b className="tag">{t('conference.urgency.urgent')}</b> : null}
      <span>{t(`conference.device.${deviceKind}`)}</span>
      {batteryPercent === null ? <Unknown of="battery" /> : <span className="n">{batteryPercent} %</span>}
      {network === null ? <Unknown of="network" /> : <span className="n">{network}</span>}
      <Where request={request} now={now} />
      <Belongs request={request} />
    </span>
  );
}

/** [REQ5] What the device does not tell is said to be unknown; left out, it would look like nothing to worry about. */
function Unknown({ of }: { of: 'battery' | 'network' }): ReactNode {
  const { t } = useTranslation();
  const text = t(`conference.unknown.${of}`);
  return (
    <span role="img" aria-label={text} title={text}>
      {t(`conference.${of}`)} —
    </span>
  );
}

/** [CONF1] Which incident it belongs to: one that runs, with its level and words, or the one made with the request. */
function Belongs({ request }: { request: ConferenceRequestView }): ReactNode {
  const { t } = useTranslation();
  const incident = useEntityList('incident').find((one) => one.id === request.incidentId);
  const runs = useEntityList('conference').some(
    (one) => one.incidentId === request.incidentId && one.state !== 'ENDED',
  );
  const { incidentNumber, incidentIsNew } = request;
  if (incidentIsNew) {
    return (
      <span className="belongs">
        {t('conference.belongs.new')} <span className="n">{incidentNumber}</span>
      </span>
    );
  }
  return (
    <span className="belongs running">
      {t('conference.belongs.running')} <b className="n">{incidentNumber}</b>
      {incident?.eventLevel ? <LevelMark level={incident.eventLevel} size={20} words={false} /> : null}
      {incident ? ` ${incident.kind === 'unclassified' ? incident.summary : t(`kind.${incident.kind}`)}` : ''}
      {runs ? <span className="tag">{t('conference.belongsLive')}</span> : null}
    </span>
  );
}

function Where({ request, now }: { request: ConferenceRequestView; now: number }): ReactNode {
  const { t } = useTranslation();
  const { position, positionAt } = request;
  const site = usePortSite();
  if (!position) return <span>{t('conference.noPosition')}</span>;
  const place = placeName(site, position, currentLanguage()) ?? `${position.lat.toFixed(4)} ${position.lon.toFixed(4)}`;
  const age = positionAt === null ? null : elapsed(now - Date.parse(positionAt));
  return (
    <span className="where">
      <Icon name="pin" size={18} />
      {place}
      {position.accuracyMetres === undefined ? '' : ` ±${Math.round(position.accuracyMetres)} m`}
      {age === null ? null : <span className="n">{t('conference.positionAge', { age })}</span>}
    </span>
  );
}

/** What happens next if nobody answers, or what has already been done about it. */
export function useEscalationText(request: ConferenceRequestView, now: number, settings: SettingsReader): string {
  const { t } = useTranslation();
  const { escalateAt, dutyPhoneAt } = requestDeadlines(request, {
    escalateMs: settingMs(settings, escalateSeconds),
    dutyPhoneMs: settingMs(settings, dutyPhoneSeconds),
  });
  if (request.dutyPhone) return t(`conference.dutyPhone.${request.dutyPhone.state}`);
  return request.state === 'ESCALATED'
    ? t('conference.dutyPhoneIn', { elapsed: elapsed(dutyPhoneAt - now) })
    : t('conference.escalatesIn', { elapsed: elapsed(escalateAt - now) });
}
