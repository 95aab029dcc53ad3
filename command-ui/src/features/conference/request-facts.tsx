import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { dutyPhoneSeconds, escalateSeconds } from '@haigang/shared/features/conference/conference.settings';
import { requestDeadlines } from '@haigang/shared/features/conference/conference.states';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import { currentLanguage } from '@haigang/shared/web/i18n';
import { placeName } from '@haigang/shared/web/map';
import { elapsed, Icon } from '@haigang/shared/web/ui';

/** With what and from where somebody asks: device, battery, network, place with its age, incident. */
export function RequestFacts({ request, now }: { request: ConferenceRequestView; now: number }): ReactNode {
  const { t } = useTranslation();
  const { batteryPercent, network, deviceKind, incidentNumber, urgency } = request;
  return (
    <span className="request-facts">
      {urgency === 'urgent' ? <b className="tag">{t('conference.urgency.urgent')}</b> : null}
      <span>{t(`conference.device.${deviceKind}`)}</span>
      {batteryPercent === null ? null : <span className="n">{batteryPercent} %</span>}
      {network ? <span className="n">{network.toUpperCase()}</span> : null}
      <Where request={request} now={now} />
      <span className="n">{incidentNumber}</span>
    </span>
  );
}

function Where({ request, now }: { request: ConferenceRequestView; now: number }): ReactNode {
  const { t } = useTranslation();
  const { position, positionAt } = request;
  if (!position) return <span>{t('conference.noPosition')}</span>;
  const place = placeName(position, currentLanguage()) ?? `${position.lat.toFixed(4)} ${position.lon.toFixed(4)}`;
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
