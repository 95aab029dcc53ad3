import './call-band.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Icon } from '@haigang/shared/web/ui';
import { useDeskKey } from '../../app/keys.js';
import { useLookedAt } from '../../app/view.js';
import { LobbyAnswers } from './lobby-answers.js';
import { useKeptFocus } from './use-kept-focus.js';
import { useWaitingGuests, type WaitingGuest } from './use-lobbies.js';

/** [ROOM13] Who waits in a lobby that the page does not show otherwise: each with the answers. */
export function LobbyBand(): ReactNode {
  const lookedAt = useLookedAt();
  // The list of an incident’s own people stands on its screen.
  const waiting = useWaitingGuests();
  const elsewhere = waiting.filter(({ conference }) => conference.incidentId !== lookedAt);
  // Where that list stands the key is its own.
  return elsewhere.length > 0 ? <Band guests={elsewhere} keyed={elsewhere.length === waiting.length} /> : null;
}

function Band({ guests, keyed }: { guests: readonly WaitingGuest[]; keyed: boolean }): ReactNode {
  const { t } = useTranslation();
  const band = useKeptFocus(guests.length);
  // Letting somebody in takes a second press: the key only leads there.
  const lead = (): void => band.current?.querySelector<HTMLElement>('li button')?.focus();
  useDeskKey({ code: 'KeyA', text: t('keys.lobby'), run: lead }, keyed);
  return (
    <section className="p lobby-band" role="status" aria-label={t('conference.lobby')} ref={band}>
      <ul>
        {guests.map(({ conference, person }, at) => (
          <li key={`${conference.id}/${person.principalId}`} className="row">
            <Icon name="clock" />
            <p className="what sp">
              <b>{t('conference.waiting', { name: inLanguage(person.name) })}</b>
              <span className="n">{conference.incidentNumber}</span>
            </p>
            {keyed && at === 0 ? <kbd>A</kbd> : null}
            <LobbyAnswers conferenceId={conference.id} principalId={person.principalId} name={person.name} />
          </li>
        ))}
      </ul>
    </section>
  );
}
