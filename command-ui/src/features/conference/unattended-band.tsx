import './call-band.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Icon } from '@haigang/shared/web/ui';
import { useDeskKey } from '../../app/keys.js';
import { useEnter } from './use-enter.js';
import { useIncomingCall } from './use-ringing.js';
import type { WaitingRoom } from './use-waiting-rooms.js';

/** Names in the band; how many there are stands before them. */
const MOST_NAMES = 4;

/** [ROOM14] People who sit in a room without anybody of the centre: who, in which, and the way in. A wall tells no names. */
export function UnattendedBand({ rooms, answers }: { rooms: readonly WaitingRoom[]; answers: boolean }): ReactNode {
  const { t } = useTranslation();
  const enter = useEnter();
  const isCalled = useIncomingCall() !== null;
  const first = rooms.find(({ conference }) => conference.can.join)?.conference;
  // A call to this very person has the key first.
  const keyed = answers && first !== undefined && !isCalled;
  useDeskKey({ code: 'F9', text: t('room.enterUnattended'), run: () => (first ? enter(first) : undefined) }, keyed);
  if (rooms.length === 0) return null;
  return (
    <section className="p lobby-band unattended-band" role="alert" aria-label={t('room.unattended')}>
      <ul>
        {rooms.map(({ conference, people }) => (
          <li key={conference.id} className="row">
            <Icon name="alert" />
            <p className="what sp">
              <b>{t('room.unattended')}</b>
              <span>
                {t('room.unattendedCount', { count: people.length })}
                {answers
                  ? ` · ${people
                      .slice(0, MOST_NAMES)
                      .map(({ name }) => inLanguage(name))
                      .join(' · ')}`
                  : null}
                {answers && people.length > MOST_NAMES ? ' …' : null}
              </span>
              <span className="n">{conference.incidentNumber}</span>
            </p>
            {answers && conference.can.join ? (
              <button type="button" className="btn accept" onClick={() => enter(conference)}>
                {t('room.enterUnattended')} {keyed && conference === first ? <kbd>F9</kbd> : null}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
