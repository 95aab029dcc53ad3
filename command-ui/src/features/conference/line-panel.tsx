import './line-panel.css';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { every } from '@haigang/shared/kernel/every';
import type { ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import {
  useLineHistory,
  useSeenLines,
  type ConferenceClient,
  type ConferenceState,
  type LinePoint,
} from '@haigang/shared/web/conference';
import { useConnectionState } from '@haigang/shared/web/connection';
import { LineRows } from './line-rows.js';

interface Lines {
  readonly conference: ConferenceView;
  readonly seat: ConferenceClient | null;
  readonly state: ConferenceState;
}

/** [STAT4] Opens the lines of everybody in the room over the stage. */
export function LineButton(props: Lines & { open: boolean; onSwitch: (open: boolean) => void }): ReactNode {
  const { t } = useTranslation();
  const { open, onSwitch, ...lines } = props;
  return (
    <>
      <button type="button" className="btn" aria-expanded={open} onClick={() => onSwitch(!open)}>
        {t('statistics.title')} <kbd>I</kbd>
      </button>
      {open ? <LinePanel {...lines} onClose={() => onSwitch(false)} /> : null}
    </>
  );
}

function LinePanel({ conference, seat, state, onClose }: Lines & { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const me = useConnectionState((one) => one.me?.principal.id) ?? '';
  const { own, others } = useLineHistory(seat);
  const seen = useSeenLines(seat);
  const now = usePageClock();
  useEscape(onClose);
  const inside = conference.participants.filter((one) => one.state === 'JOINED');
  const people = [...inside.filter((one) => one.principalId === me), ...inside.filter((one) => one.principalId !== me)];
  const pointsOf = ({ principalId }: Participant): readonly LinePoint[] =>
    principalId === me ? own : (others.get(principalId) ?? []);
  return (
    <section className="p line-panel" aria-label={t('statistics.title')}>
      <header className="ph">
        <h2>{t('statistics.title')}</h2>
        <span className="t2">{t('statistics.note')}</span>
        <span className="sp" />
        <button type="button" className="btn quiet" onClick={onClose}>
          {t('error.close')} <kbd>Esc</kbd>
        </button>
      </header>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('statistics.person')}</th>
              <td />
              {(['rate', 'loss', 'roundTrip', 'jitter', 'freezes', 'rung', 'layer'] as const).map((column) => (
                <th key={column} scope="col" className={column}>
                  {t(`statistics.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          {people.map((person) => (
            <LineRows
              key={person.principalId}
              person={person}
              self={person.principalId === me}
              points={pointsOf(person)}
              seen={seen.get(person.principalId)}
              remotes={state.remotes}
              now={now}
            />
          ))}
        </table>
      </div>
    </section>
  );
}

/** The page's own clock, by which measures are dated as they come. */
function usePageClock(): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => every(1000, () => setNow(performance.now())), []);
  return now;
}

/** Escape means this panel while it is open, before the incident behind it. */
function useEscape(close: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || document.querySelector('dialog[open]') !== null) return;
      event.stopPropagation();
      close();
    };
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  }, [close]);
}
