import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Icon, tell } from '@haigang/shared/web/ui';

/** 参会人员 and 等候室: who is where; guests wait until the host admits them. */
export function ParticipantsPanel({ conference }: { conference: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const links = useEntityList('expert-link').filter((link) => link.conferenceId === conference.id);
  const lobby = conference.participants.filter((one) => one.state === 'LOBBY');
  const others = conference.participants.filter((one) => one.state !== 'LOBBY');
  const target = (person: Participant) => ({ conferenceId: conference.id, principalId: person.principalId });
  return (
    <section className="p">
      <header className="ph">
        <h2>{t('conference.participants')}</h2>
        <span className="sp" />
        <span className="t2 n">
          {t('conference.others', { count: others.filter((one) => one.state === 'JOINED').length })}
        </span>
      </header>
      <ul className="rows">
        {lobby.map((person) => (
          <li key={person.principalId} className="row alarm">
            <Icon name="clock" /> {t('conference.waiting', { name: inLanguage(person.name) })}
            <span className="sp" />
            {conference.can.admit ? (
              <>
                <button
                  type="button"
                  className="btn"
                  onClick={() => void tell(connection.call('conference:admit', target(person)))}
                >
                  {t('conference.admit')}
                </button>
                <button
                  type="button"
                  className="btn"
                  onClick={() => void tell(connection.call('conference:remove', target(person)))}
                >
                  {t('conference.remove')}
                </button>
              </>
            ) : null}
          </li>
        ))}
        {others.map((person) => (
          <li key={person.principalId} className="row">
            <b>{inLanguage(person.name)}</b>
            <span className="t2">{t(`role.${person.role}`)}</span>
            <span className="sp" />
            <span className="tag">{t(`participantState.${person.state}`)}</span>
            {conference.can.admit ? <EvictButton conference={conference} person={person} /> : null}
          </li>
        ))}
        {links
          .filter((link) => link.state === 'ISSUED')
          .map((link) => (
            <li key={link.id} className="row">
              <Icon name="link" /> {link.expertName}
              <span className="sp" />
              <button
                type="button"
                className="btn quiet"
                onClick={() => void tell(connection.call('conference:revoke-link', { linkId: link.id }))}
              >
                {t('conference.revoke')}
              </button>
            </li>
          ))}
      </ul>
    </section>
  );
}

/** An expert by link is evicted by withdrawing the link, so that it cannot be used to return; others are removed. */
function EvictButton({ conference, person }: { conference: ConferenceView; person: Participant }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const link = useEntityList('expert-link').find((one) => one.guestId === person.principalId);
  if (person.state === 'REMOVED' || person.principalId === conference.hostId) return null;
  const evict = (): Promise<unknown> =>
    link?.state === 'BOUND'
      ? connection.call('conference:revoke-link', { linkId: link.id })
      : connection.call('conference:remove', { conferenceId: conference.id, principalId: person.principalId });
  return (
    <button type="button" className="btn quiet" onClick={() => void tell(evict())}>
      {link?.state === 'BOUND' ? t('conference.revoke') : t('conference.remove')}
    </button>
  );
}
