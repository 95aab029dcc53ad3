import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import type { Presence } from '@haigang/shared/features/identity/identity.protocol';
import { QualityMark, trackState, type ConferenceState, type TrackState } from '@haigang/shared/web/conference';
import { useConnection, useConnectionState } from '@haigang/shared/web/connection';
import { inLanguage, networkText, otherLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, useServerNow } from '@haigang/shared/web/ui';
import { hasMenu, ParticipantMenu } from './participant-menu.js';
import { useSeatQuality } from './seat-store.js';

/** One person: who, in which part, heard and seen or not, and how his device is. The menu opens below the name. */
export function ParticipantRow(props: {
  conference: ConferenceView;
  person: Participant;
  presence: Presence | undefined;
  seat: ConferenceState | null;
}): ReactNode {
  const { t } = useTranslation();
  const { conference, person, presence, seat } = props;
  const [open, setOpen] = useState(false);
  const me = useConnectionState((state) => state.me?.principal.id);
  const self = person.principalId === me;
  const place = conference.room.hands.indexOf(person.principalId) + 1;
  const spotlit = conference.room.spotlight?.principalId === person.principalId;
  const inside = person.state === 'JOINED';
  const quality = useSeatQuality(conference.id, self ? null : person.principalId);
  const menu = hasMenu(conference, person, self);
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    // The screen behind has its own Escape.
    event.stopPropagation();
  };
  return (
    <li className={`person${open ? ' open' : ''}`} data-person={person.principalId} onKeyDown={closeOnEscape}>
      <div className="row">
        <p className="name">
          <b>{inLanguage(person.name)}</b>
          {person.principalId === conference.hostId ? <span className="tag solid">{t('room.host')}</span> : null}
        </p>
        <div className="marks">
          {spotlit ? <Icon name="star" size={16} /> : null}
          {place > 0 ? (
            <span className="tag on" title={t('room.handUp', { place })}>
              <Icon name="hand" size={14} /> {place}
            </span>
          ) : null}
          {inside ? <QualityMark quality={quality} /> : null}
          {inside ? <Tracks conference={conference} person={person} seat={seat} self={self} /> : null}
          {inside ? null : <span className="tag">{t(`participantState.${person.state}`)}</span>}
          {menu ? (
            <button
              type="button"
              className="btn quiet"
              aria-expanded={open}
              aria-label={t('room.menuOf', { name: inLanguage(person.name) })}
              onClick={() => setOpen(!open)}
            >
              <Icon name="more" size={18} />
            </button>
          ) : null}
        </div>
      </div>
      <p className="facts t2 n">
        <span>{t(`role.${person.role}`)}</span>
        <span className="t3" lang={t('app.otherLanguage')}>
          {otherLanguage(person.name)}
        </span>
        {presence && person.role !== 'commander' && person.role !== 'dispatcher' ? (
          <DeviceFacts page={presence} />
        ) : null}
      </p>
      {open && menu ? (
        <ParticipantMenu conference={conference} person={person} self={self} onDone={() => setOpen(false)} />
      ) : null}
    </li>
  );
}

function Tracks(props: {
  conference: ConferenceView;
  person: Participant;
  seat: ConferenceState | null;
  self: boolean;
}): ReactNode {
  const { conference, person, seat, self } = props;
  const { principalId } = person;
  return (
    <>
      <Track source="microphone" state={trackState(conference, seat, { principalId, self, source: 'microphone' })} />
      <Track source="camera" state={trackState(conference, seat, { principalId, self, source: 'camera' })} />
    </>
  );
}

function Track({ source, state }: { source: 'microphone' | 'camera'; state: TrackState }): ReactNode {
  const { t } = useTranslation();
  if (state === 'unknown') return null;
  const text = state === 'muted' ? t(`room.byHost.${source}`) : t(`room.${state}.${source}`);
  return (
    <span className={`track ${state}`} role="img" aria-label={text} title={text}>
      <Icon name={state === 'on' ? source : `${source}-off`} size={18} />
    </span>
  );
}

/** What the person's page says of its device, each with its age where it can grow old. */
function DeviceFacts({ page }: { page: Presence }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const now = useServerNow(connection.serverNow, 5000);
  // [PRE2] An expert is asked for no place, so that he has none is no news.
  const placeless = page.roles.some((role) => role === 'internal-expert' || role === 'external-expert');
  const facts = [
    networkText(t, page),
    placeless
      ? null
      : page.positionAt === null
        ? t('room.noPosition')
        : t('room.positionAge', { age: elapsed(now - page.positionAt) }),
    page.batteryPercent === null ? null : t('room.battery', { percent: Math.round(page.batteryPercent) }),
  ];
  return facts.filter((fact) => fact !== null).map((fact) => <span key={fact}>{fact}</span>);
}
