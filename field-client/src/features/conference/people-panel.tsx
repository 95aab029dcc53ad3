import './people.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { muteOf } from '@haigang/shared/features/conference/room.rules';
import { HandButton, HostNotice, type ConferenceClient, type ConferenceState } from '@haigang/shared/web/conference';
import { useConnectionState } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Icon } from '@haigang/shared/web/ui';

/** During a call: who is in and in which part, one's own hand, and what the host silenced. */
export function PeoplePanel(props: {
  conference: ConferenceView;
  seat: ConferenceClient | null;
  state: ConferenceState;
}): ReactNode {
  const { t } = useTranslation();
  const { conference, seat, state } = props;
  const me = useConnectionState((one) => one.me?.principal.id) ?? '';
  const [open, setOpen] = useState(false);
  const inside = conference.participants.filter((one) => one.state === 'JOINED' || one.state === 'DROPPED');
  return (
    <section className="people">
      <HostNotice conference={conference} principalId={me} seat={seat} state={state} />
      {open ? (
        <ul className="people-list">
          {inside.map((person) => (
            <li key={person.principalId} className="row">
              <b>{person.principalId === me ? t('conference.you') : inLanguage(person.name)}</b>
              <span className="t2">{t(`role.${person.role}`)}</span>
              <span className="sp" />
              {person.principalId === conference.hostId ? <span className="chip">{t('room.host')}</span> : null}
              {person.state === 'DROPPED' ? <span className="chip">{t('participantState.DROPPED')}</span> : null}
              {muteOf(conference.room, person.principalId, 'microphone') ? (
                <Icon name="microphone-off" size={18} />
              ) : null}
              {conference.room.hands.includes(person.principalId) ? (
                <span className="chip n">
                  <Icon name="hand" size={16} /> {conference.room.hands.indexOf(person.principalId) + 1}
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="people-bar">
        <HandButton className="btn" conference={conference} principalId={me} size={22} />
        <button type="button" className="btn" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="people" size={22} />
          {open ? t('room.closePeople') : t('room.people', { count: inside.length })}
        </button>
      </div>
    </section>
  );
}
