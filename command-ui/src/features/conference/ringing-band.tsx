import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { byNeed } from '@haigang/shared/features/conference/conference.states';
import type { Presence } from '@haigang/shared/features/identity/identity.protocol';
import { usePreparedDevice } from '@haigang/shared/web/conference';
import { useConnection, useSettings } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, useServerNow } from '@haigang/shared/web/ui';
import { useDeskKey } from '../../app/keys.js';
import { DeclineDialog } from './decline-dialog.js';
import { RequestFacts, useEscalationText } from './request-facts.js';
import { RequestQueue } from './request-queue.js';
import './requests.css';
import { useAccept } from './use-accept.js';
import { useRungRequests, type Ringing } from './use-ringing.js';

/** Requests shown behind the first where nobody can open the list, as on a wall. */
const SHOWN_ON_WALL = 3;

/** The alarm band: who needs an answer most, how long already, with what and from where; the others behind. [REQ5] */
export function RingingBand(props: { presence: readonly Presence[]; ringing: Ringing }): ReactNode {
  usePreparedDevice();
  const waiting = useRungRequests().toSorted(byNeed);
  const [first, ...others] = waiting;
  return first ? <Band {...props} first={first} others={others} /> : null;
}

interface BandProps {
  readonly first: ConferenceRequestView;
  readonly others: readonly ConferenceRequestView[];
  readonly presence: readonly Presence[];
  readonly ringing: Ringing;
}

function Band({ first, others, presence, ringing }: BandProps): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const now = useServerNow(connection.serverNow);
  const { accept, busy } = useAccept();
  const [declining, setDeclining] = useState<ConferenceRequestView | null>(null);
  const [opened, setOpened] = useState(false);
  const toggle = useCallback(() => setOpened((is) => !is), []);
  // The call that opens needs the room of the list.
  const take = useCallback(
    (request: ConferenceRequestView) => {
      setOpened(false);
      accept(request);
    },
    [accept],
  );
  useDeskKey({ code: 'F2', text: t('conference.acceptAndConvene'), run: () => take(first) }, first.can.accept);
  useDeskKey({ code: 'F4', text: t('conference.declineKey'), run: () => setDeclining(first) }, first.can.decline);
  const hasMore = first.can.accept && others.length > 0;
  useDeskKey({ code: 'F2', shift: true, text: t('conference.openMore'), run: toggle }, hasMore);
  const answers = first.can.accept;
  const list = answers ? others : others.slice(0, SHOWN_ON_WALL);
  return (
    <section className="p alarm ringing-band" role="alert" data-sound={ringing.sound ?? 'none'}>
      <div className="row first">
        <span className="count n">{elapsed(now - Date.parse(first.requestedAt))}</span>
        <div className="sp">
          <Title request={first} now={now} />
          <p>
            {first.reason} <RequestFacts request={first} now={now} />
          </p>
          <SoundNotes presence={presence} ringing={ringing} />
        </div>
        <Answers first={first} busy={busy} onAccept={take} onDecline={setDeclining} />
        {hasMore ? <MoreButton count={others.length} opened={opened} onPress={toggle} /> : null}
      </div>
      {list.length > 0 && (opened || !answers) ? (
        <RequestQueue
          requests={list}
          now={now}
          busy={busy}
          onAccept={take}
          onDecline={setDeclining}
          onClose={() => setOpened(false)}
        />
      ) : null}
      {declining ? <DeclineDialog request={declining} onClose={() => setDeclining(null)} /> : null}
    </section>
  );
}

/** Who, and what happens next when nobody answers; an escalated one says so first. */
function Title({ request, now }: { request: ConferenceRequestView; now: number }): ReactNode {
  const { t } = useTranslation();
  const next = useEscalationText(request, now, useSettings());
  const escalated = request.state === 'ESCALATED';
  return (
    <p className="big">
      <Icon name={escalated ? 'alert' : 'camera'} size={34} />
      <span className="blink">{escalated ? t('conference.escalated') : t('conference.incoming')}</span>
      <span>{inLanguage(request.requesterName)}</span>
      <small className="n">{next}</small>
    </p>
  );
}

function Answers(props: {
  first: ConferenceRequestView;
  busy: boolean;
  onAccept: (request: ConferenceRequestView) => void;
  onDecline: (request: ConferenceRequestView) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { first, busy, onAccept, onDecline } = props;
  return (
    <>
      {first.can.decline ? (
        <button type="button" className="btn" onClick={() => onDecline(first)}>
          {t('conference.decline')} <kbd>F4</kbd>
        </button>
      ) : null}
      {first.can.accept ? (
        <button
          type="button"
          className="btn accept"
          disabled={busy}
          onClick={() => onAccept(first)}
          title={t('conference.acceptKey')}
        >
          {t('conference.acceptAndConvene')} <kbd>F2</kbd>
        </button>
      ) : null}
    </>
  );
}

function MoreButton({ count, opened, onPress }: { count: number; opened: boolean; onPress: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <button type="button" className="btn more" aria-expanded={opened} title={t('conference.moreKey')} onClick={onPress}>
      <Icon name="list" /> {t('conference.moreWaiting', { count })} <kbd>⇧F2</kbd>
    </button>
  );
}

/** A silent screen says so, and the dispatcher sees which other ones are. */
function SoundNotes({ presence, ringing }: { presence: readonly Presence[]; ringing: Ringing }): ReactNode {
  const { t } = useTranslation();
  const silent = presence.filter((page) => page.soundBlocked && (page.surface === 'desk' || page.surface === 'wall'));
  return (
    <>
      {ringing.soundBlocked ? (
        <button type="button" className="btn" onClick={ringing.unlock}>
          {t('wall.soundNeeded')}
        </button>
      ) : null}
      {silent.length > 0 ? (
        <p>
          {t('wall.soundBlocked')}: {silent.map((page) => inLanguage(page.name)).join(', ')}
        </p>
      ) : null}
    </>
  );
}
