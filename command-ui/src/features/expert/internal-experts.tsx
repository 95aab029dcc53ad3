import './expert.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { participantOf } from '@haigang/shared/features/conference/room.rules';
import type { Expert } from '@haigang/shared/features/expert/expert.model';
import { inCallOrder } from '@haigang/shared/features/expert/expert.rules';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { usePresence } from '@haigang/shared/web/feeds';
import { inLanguage } from '@haigang/shared/web/i18n';
import { tell, useServerNow } from '@haigang/shared/web/ui';
import { AvailabilityTag, Specialities } from './expert-facts.js';

const OUT = ['LEFT', 'REMOVED', 'DECLINED', 'EXPIRED'];

/** [EXPT4] [EXPT5] Internal experts to invite, those on call first. */
export function InternalExperts({ conference }: { conference: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const now = useServerNow(connection.serverNow, 5000);
  const experts = inCallOrder(useEntityList('expert'), now);
  return (
    <section className="internal-experts">
      <h3>{t('experts.internal')}</h3>
      {experts.length === 0 ? <p className="t2">{t('experts.none')}</p> : null}
      <ul className="rows">
        {experts.map((expert) => (
          <Invitable key={expert.id} expert={expert} conference={conference} now={now} />
        ))}
      </ul>
    </section>
  );
}

function Invitable(props: { expert: Expert; conference: ConferenceView; now: number }): ReactNode {
  const { t } = useTranslation();
  const { expert, conference, now } = props;
  const connection = useConnection();
  const pageOpen = usePresence().some((page) => page.principalId === expert.id);
  const [busy, setBusy] = useState(false);
  const state = participantOf(conference, expert.id)?.state;
  const invite = async (): Promise<void> => {
    setBusy(true);
    const changed = await tell(connection.call('expert:invite', { conferenceId: conference.id, id: expert.id }));
    setBusy(false);
    if (changed) connection.entities.upsert('conference', changed);
  };
  return (
    <li className="row">
      <div className="sp">
        <p className="row">
          <b>{inLanguage(expert.name)}</b>
          <AvailabilityTag expert={expert} now={now} />
          {pageOpen ? <span className="tag">{t('experts.pageOpen')}</span> : null}
        </p>
        <p className="t2">
          <Specialities expert={expert} /> · <span translate="no">{expert.organisation}</span> ·{' '}
          <span className="n">{expert.phone}</span>
        </p>
      </div>
      {state === undefined || OUT.includes(state) ? (
        <button type="button" className="btn" disabled={busy} onClick={() => void invite()}>
          {t('experts.invite')}
        </button>
      ) : (
        <span className="tag solid">{t(`participantState.${state}`)}</span>
      )}
    </li>
  );
}
