import './participants.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import { expertNameOf, mayRevokeLinks } from '@haigang/shared/features/conference/link.rules';
import { useConnection, useEntityList, usePrincipalIs } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { usePresence } from '@haigang/shared/web/feeds';
import { Icon, tell } from '@haigang/shared/web/ui';
import { LobbyList } from './lobby-list.js';
import { ParticipantRow } from './participant-row.js';
import { presenceOf, sectionsOf } from './people-view.js';
import { RoomControls } from './room-controls.js';
import { useSeatState } from './seat-store.js';

/** 参会人员: who waits, who is in, who is awaited and who has gone, with what the host may do with each. */
export function ParticipantsPanel({ conference }: { conference: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const pages = usePresence();
  const seat = useSeatState(conference.id);
  const { lobby, inside, awaited, gone } = sectionsOf(conference);
  const row = (person: Participant): ReactNode => (
    <ParticipantRow
      key={person.principalId}
      conference={conference}
      person={person}
      presence={presenceOf(pages, person.principalId)}
      seat={seat}
    />
  );
  return (
    <section className="p participants" aria-label={t('conference.participants')}>
      <header className="ph">
        <h2>{t('conference.participants')}</h2>
        <span className="sp" />
        {conference.room.lock ? (
          <span className="tag solid">
            <Icon name="lock" size={14} /> {t('room.locked')}
          </span>
        ) : null}
        <span className="t2 n">{t('conference.others', { count: inside.length })}</span>
      </header>
      <RoomControls conference={conference} />
      <div className="scroll">
        <LobbyList conference={conference} people={lobby} />
        <ul className="rows" aria-label={t('room.inside')}>
          {inside.map(row)}
        </ul>
        <Awaited conference={conference} people={awaited} row={row} />
        {gone.length > 0 ? (
          <details className="gone">
            <summary className="t2">{t('room.gone', { count: gone.length })}</summary>
            <ul className="rows">{gone.map(row)}</ul>
          </details>
        ) : null}
      </div>
    </section>
  );
}

/** Invited, ringing, dropped, and links that nobody entered yet. */
function Awaited(props: {
  conference: ConferenceView;
  people: readonly Participant[];
  row: (person: Participant) => ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const { conference, people, row } = props;
  const revokes = usePrincipalIs(mayRevokeLinks);
  const links = useEntityList('expert-link').filter(
    (link) => link.conferenceId === conference.id && link.state === 'ISSUED',
  );
  if (people.length === 0 && links.length === 0) return null;
  return (
    <>
      <h3 className="t2">{t('room.awaited')}</h3>
      <ul className="rows">
        {people.map(row)}
        {links.map((link) => (
          <li key={link.id} className="row">
            <Icon name="link" /> {inLanguage(expertNameOf(link))}
            <span className="sp" />
            {revokes ? (
              <button
                type="button"
                className="btn quiet"
                onClick={() => void tell(connection.call('conference:revoke-link', { linkId: link.id }))}
              >
                {t('conference.revoke')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
