import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { refusalShownSeconds } from '@haigang/shared/features/conference/conference.settings';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { escalationKey, useOwnRequests } from '@haigang/shared/web/conference';
import { useConnection, useConnectionState } from '@haigang/shared/web/connection';
import { elapsed, Icon, tell } from '@haigang/shared/web/ui';
import { deviceKind } from '../identity/device-kind.js';
import type { Duty } from '../identity/duty.js';
import { AskedIncidentChoice } from './asked-incident-choice.js';
import { NEW_INCIDENT, useAskedIncident } from './asked-incident.js';
import type { RequestDraft, RequestWords } from './request-draft.js';

type Urgency = ConferenceRequestView['urgency'];

const NO_WORDS: RequestWords = { reason: '', urgency: 'normal' };

/** 请求视频会议: one line of text and the one button; then the ringing with its age, and the way back out. */
export function RequestPanel(props: {
  me: Me;
  duty: Duty;
  draft: RequestDraft;
  onPress: () => void;
  onUnsent: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { me, duty, draft, onPress, onUnsent } = props;
  const connection = useConnection();
  const live = useConnectionState((state) => state.link.phase === 'live');
  const [busy, setBusy] = useState(false);
  const { waiting, unheard, now } = useOwnRequests(me.principal.id, refusalShownSeconds);
  const { offered, chosen, choose } = useAskedIncident(me.principal, unheard);
  // What was refused or withdrawn is often asked again, on a page loaded anew too.
  const words = draft.typed ?? unheard ?? NO_WORDS;
  const { reason, urgency } = words;
  const type = (change: Partial<RequestWords>): void => draft.type({ reason, urgency, ...change });

  const request = async (): Promise<void> => {
    onPress();
    setBusy(true);
    const where = await duty.locate();
    const sent = await tell(
      connection.call('conference:request', {
        reason: reason.trim(),
        urgency,
        deviceKind: deviceKind(),
        ...(chosen === NEW_INCIDENT ? {} : { incidentId: chosen }),
        ...where,
        ...(duty.network ? { network: duty.network } : {}),
        ...(duty.networkType ? { networkType: duty.networkType } : {}),
        ...(duty.batteryPercent === null ? {} : { batteryPercent: duty.batteryPercent }),
      }),
    );
    setBusy(false);
    if (sent) {
      connection.entities.upsert('conference-request', sent);
      draft.type(null);
      choose(null);
    } else onUnsent();
  };

  if (waiting) {
    return (
      <section className="ringing" aria-live="polite">
        <b className="blink">{t('conference.ringing')}</b>
        <span className="n">
          {t('conference.ringingFor', { elapsed: elapsed(now - Date.parse(waiting.requestedAt)) })}
        </span>
        <Escalated request={waiting} />
        <p>{waiting.reason}</p>
        <p className="t3 n">{waiting.incidentNumber}</p>
        <button
          type="button"
          className="big"
          onClick={() => void tell(connection.call('conference:cancel', { requestId: waiting.id }))}
        >
          {t('conference.cancel')}
        </button>
      </section>
    );
  }
  return (
    <form
      className="request"
      onSubmit={(event) => {
        event.preventDefault();
        void request();
      }}
    >
      {unheard?.state === 'DECLINED' ? (
        <p className="linkbar">{t('conference.declined', { reason: unheard.declineReason ?? '' })}</p>
      ) : null}
      <label>
        <span className="sr">{t('conference.reasonPlaceholder')}</span>
        <input
          name="reason"
          value={reason}
          maxLength={200}
          placeholder={t('conference.reasonPlaceholder')}
          onChange={(event) => type({ reason: event.target.value })}
        />
      </label>
      <UrgencyChoice value={urgency} onChange={(chosenUrgency) => type({ urgency: chosenUrgency })} />
      <AskedIncidentChoice offered={offered} chosen={chosen} onChoose={choose} />
      <button type="submit" className="big pri" disabled={busy || !live || reason.trim() === ''}>
        <Icon name="camera" size={32} />
        <span>
          {t('conference.request')}
          <small>{t('conference.requestHint')}</small>
        </span>
      </button>
    </form>
  );
}

/** What has been done because nobody answered yet, in plain words. */
function Escalated({ request }: { request: ConferenceRequestView }): ReactNode {
  const { t } = useTranslation();
  const done = escalationKey(request);
  return done === null ? null : <p className="b">{t(done)}</p>;
}

function UrgencyChoice({ value, onChange }: { value: Urgency; onChange: (value: Urgency) => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <fieldset className="urgency">
      <legend className="sr">{t('conference.urgencyLabel')}</legend>
      {(['normal', 'urgent'] as const).map((one) => (
        <label key={one} className={one === value ? 'on' : ''}>
          <input type="radio" name="urgency" className="sr" checked={one === value} onChange={() => onChange(one)} />
          {t(`conference.urgency.${one}`)}
        </label>
      ))}
    </fieldset>
  );
}
