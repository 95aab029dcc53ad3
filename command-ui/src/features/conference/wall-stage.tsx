import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { WallBoard } from '@haigang/shared/web/annotation';
import { ConferenceTiles, InterruptionText, RoomSound, useSeat } from '@haigang/shared/web/conference';
import { useEntityList } from '@haigang/shared/web/connection';
import { Icon } from '@haigang/shared/web/ui';
import { showIncident } from '../../app/view.js';
import { useShareSeat } from './seat-store.js';

/** Nobody stands before a wall: where a person would press, it tries again by itself after this, ms. */
const AGAIN_AFTER_MS = 15_000;

/** [WATCH1] [WATCH2] The conference on a wall: pictures alone, whoever the host puts in the spotlight large. */
export function WallStage({ conference }: { conference: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const { seat, state } = useSeat(conference.id, null);
  useShareSeat(seat);
  const [sound, setSound] = useState(false);
  const { phase, reason } = state;
  useEffect(() => {
    if (phase !== 'lost') return;
    const timer = setTimeout(() => seat?.rejoin(), AGAIN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [phase, seat]);
  const empty = !conference.participants.some((one) => one.state === 'JOINED');
  return (
    <section className="stage" aria-label={t('nav.conference')}>
      <div className="main">
        {empty ? <p className="waiting">{t('conference.noVideoYet')}</p> : null}
        <ConferenceTiles {...{ conference, seat, state }} meId="" mode="focus" />
        {phase === 'reconnecting' ? (
          <p className="linkbar over">
            <InterruptionText reason={reason} />
          </p>
        ) : null}
        {phase === 'lost' ? <p className="linkbar over">{t('conference.lost')}</p> : null}
        <button
          type="button"
          className="btn wall-sound"
          aria-pressed={sound}
          aria-label={t(sound ? 'wall.voicesOff' : 'wall.voicesOn')}
          title={t(sound ? 'wall.voicesOff' : 'wall.voicesOn')}
          onClick={() => setSound(!sound)}
        >
          <Icon name="sound" size={18} />
        </button>
        {sound ? (
          <RoomSound remotes={state.remotes} className="btn inv over">
            {t('conference.soundBlocked')}
          </RoomSound>
        ) : null}
      </div>
      <WallBoard conferenceId={conference.id} />
    </section>
  );
}

/** [WATCH2] As a conference opens the wall shows its incident; whoever looks at something else there is left alone. */
export function useWallFollows(surface: 'desk' | 'wall'): void {
  const newest = useEntityList('conference')
    .filter((one) => one.can.watch)
    .toSorted((a, b) => a.convenedAt.localeCompare(b.convenedAt))
    .at(-1);
  const id = newest?.id;
  const incidentId = newest?.incidentId;
  useEffect(() => {
    if (surface === 'wall' && id !== undefined && incidentId !== undefined) showIncident(incidentId);
  }, [surface, id, incidentId]);
}
