import './people.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import {
  HandButton,
  HostNotice,
  QualityMark,
  trackState,
  useLines,
  useQualityOf,
  type ConferenceClient,
  type ConferenceState,
  type TrackState,
} from '@haigang/shared/web/conference';
import { useConnectionState } from '@haigang/shared/web/connection';
import { inLanguage, otherLanguage } from '@haigang/shared/web/i18n';
import { Icon } from '@haigang/shared/web/ui';

interface RoomProps {
  readonly conference: ConferenceView;
  readonly seat: ConferenceClient | null;
  readonly state: ConferenceState;
}

/** During a call: who is in and in which part, heard or not and by what line, one's own hand, and what the host silenced. */
export function PeoplePanel({ conference, seat, state }: RoomProps): ReactNode {
  const { t } = useTranslation();
  const me = useConnectionState((one) => one.me?.principal.id) ?? '';
  const [open, setOpen] = useState(false);
  const inside = conference.participants.filter((one) => one.state === 'JOINED' || one.state === 'DROPPED');
  return (
    <section className="people">
      <HostNotice conference={conference} principalId={me} seat={seat} state={state} />
      {open ? (
        <ul className="people-list">
          {inside.map((person) => (
            <PersonRow
              key={person.principalId}
              {...{ conference, seat, state, person }}
              self={person.principalId === me}
            />
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

function PersonRow(props: RoomProps & { person: Participant; self: boolean }): ReactNode {
  const { t } = useTranslation();
  const { conference, seat, state, person, self } = props;
  const { principalId } = person;
  const own = useLines(seat, (lines) => lines.own);
  const theirs = useQualityOf(seat, principalId);
  const quality = self ? own : theirs;
  const place = conference.room.hands.indexOf(principalId) + 1;
  const inside = person.state === 'JOINED';
  return (
    <li className="row" data-person={principalId}>
      <p className="who">
        <b>{self ? t('conference.you') : inLanguage(person.name)}</b>
        <span className="t2">{t(`role.${person.role}`)}</span>
        <span className="t3" lang={t('app.otherLanguage')}>
          {self ? '' : otherLanguage(person.name)}
        </span>
      </p>
      <span className="sp" />
      {principalId === conference.hostId ? <span className="chip">{t('room.host')}</span> : null}
      {place > 0 ? (
        <span className="chip n" role="img" aria-label={t('room.handUp', { place })}>
          <Icon name="hand" size={16} /> {place}
        </span>
      ) : null}
      {inside ? (
        <>
          <Silence state={trackState(conference, state, { principalId, source: 'microphone', self })} />
          <QualityMark quality={quality} />
        </>
      ) : (
        <span className="chip">{t(`participantState.${person.state}`)}</span>
      )}
    </li>
  );
}

/** Who is not heard, and whether by the host; nothing while he is. */
function Silence({ state }: { state: TrackState }): ReactNode {
  const { t } = useTranslation();
  if (state === 'on' || state === 'unknown') return null;
  return (
    <span
      className="row"
      role="img"
      aria-label={state === 'muted' ? t('room.byHost.microphone') : t('room.off.microphone')}
    >
      <Icon name="microphone-off" size={18} />
    </span>
  );
}
