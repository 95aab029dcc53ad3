import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Icon, tell } from '@haigang/shared/web/ui';
import { useDeskKey } from '../../app/keys.js';
import { useEnter } from './use-enter.js';
import { useIncomingCall } from './use-ringing.js';

const REASONS = ['busy', 'later', 'phone'] as const;

/** Somebody of the centre calls the person at this desk: into the conference by one press, or a short no. [CALL2] [CALL3] */
export function IncomingBand(): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const enter = useEnter();
  const incoming = useIncomingCall();
  const calling = incoming?.conference;
  useDeskKey(
    { code: 'F9', text: t('call.accept'), run: () => (calling ? enter(calling) : undefined) },
    calling !== undefined,
  );
  if (!incoming) return null;
  const { conference, person } = incoming;
  const decline = (reason: string): void =>
    void tell(connection.call('conference:decline-call', { conferenceId: conference.id, reason }));
  return (
    <section className="p alarm ringing-band incoming-band" role="alert">
      <div className="row first">
        <Icon name="phone" size={34} />
        <p className="big sp">
          <span className="blink">{t('call.incoming')}</span>
          <span>{person.call ? t('call.from', { name: inLanguage(person.call.byName) }) : null}</span>
          <small className="n">{conference.incidentNumber}</small>
        </p>
        {REASONS.map((reason) => (
          <button type="button" key={reason} className="btn" onClick={() => decline(t(`call.reasons.${reason}`))}>
            {t(`call.reasons.${reason}`)}
          </button>
        ))}
        <button type="button" className="btn accept" onClick={() => enter(conference)}>
          {t('call.accept')} <kbd>F9</kbd>
        </button>
      </div>
    </section>
  );
}
