import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import { useConnection } from '@haigang/shared/web/connection';
import { useDeskKey } from '../../app/keys.js';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Icon, tell } from '@haigang/shared/web/ui';
import { LobbyAnswers } from './lobby-answers.js';
import { useKeptFocus } from './use-kept-focus.js';

/** [ROOM4] Who waits in the lobby: let in or turned away one by one, or all let in at once. */
export function LobbyList(props: { conference: ConferenceView; people: readonly Participant[] }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const { conference, people } = props;
  const list = useKeptFocus(people.length);
  // Letting somebody in takes a second press: the key only leads there.
  useDeskKey(
    { code: 'KeyA', text: t('keys.lobby'), run: () => list.current?.querySelector<HTMLElement>('li button')?.focus() },
    people.length > 0 && conference.can.admit,
  );
  if (people.length === 0) return null;
  const { id: conferenceId, can } = conference;
  const run = async (answer: Promise<ConferenceView>): Promise<void> => {
    const changed = await tell(answer);
    if (changed) connection.entities.upsert('conference', changed);
  };
  return (
    <section className="lobby" aria-label={t('conference.lobby')} ref={list}>
      <header className="row">
        <Icon name="clock" />
        <b>{t('room.waiting', { count: people.length })}</b>
        {conference.can.admit ? <kbd>A</kbd> : null}
        <span className="sp" />
        {can.admit && people.length > 1 ? (
          <button
            type="button"
            className="btn"
            onClick={() => void run(connection.call('conference:admit-all', { conferenceId }))}
          >
            {t('room.admitAll', { count: people.length })}
          </button>
        ) : null}
      </header>
      <ul className="rows">
        {people.map(({ principalId, name }) => (
          <li key={principalId} className="row">
            <span className="who">{inLanguage(name)}</span>
            <span className="sp" />
            {can.admit ? <LobbyAnswers {...{ conferenceId, principalId, name }} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
