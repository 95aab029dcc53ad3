import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { stillSeconds } from '../../features/conference/media.settings.js';
import { weakestRung } from '../../features/conference/ladder.rules.js';
import { qualityMark } from '../../features/conference/quality.rules.js';
import type { SeatQuality } from '../../features/conference/conference.protocol.js';
import { useSettings } from '../connection/index.js';
import type { ConferenceClient } from './conference-client.js';
import { useLines } from './line-quality.js';
import type { ConferenceState } from './seat-state.js';

const noSeatState = createStore<Pick<ConferenceState, 'phase' | 'pictureWaits'>>(() => ({
  phase: 'joining',
  pictureWaits: false,
}));
const BARS = { good: 3, fair: 2, poor: 1 } as const;

/** A line's quality in three bars and in words. */
export function QualityMark({ quality }: { quality: SeatQuality | null }): ReactNode {
  const { t } = useTranslation();
  if (!quality) return null;
  const mark = qualityMark(quality);
  return (
    <span className="netbars" role="img" aria-label={t(`conference.line.${mark}`)} data-line={mark}>
      {[1, 2, 3].map((bar) => (
        <i key={bar} className={bar <= BARS[mark] ? 'on' : ''} />
      ))}
    </span>
  );
}

/** [LADDER4] One plain sentence to the person whose line is weak; nothing while it is good enough. */
export function WeakLineNotice({ seat }: { seat: ConferenceClient | null }): ReactNode {
  const { t } = useTranslation();
  const seconds = useSettings().get(stillSeconds);
  const up = useLines(seat, ({ own }) => own?.up.rung ?? 'full');
  const down = useLines(seat, ({ own }) => own?.down.rung ?? 'full');
  const rung = weakestRung([up, down]);
  const videoFull = useStore(seat?.state ?? noSeatState, ({ pictureWaits }) => pictureWaits);
  // What was measured last says nothing of a line that is gone; then another sentence stands there. [NET9]
  const gone = useStore(seat?.state ?? noSeatState, ({ phase }) => phase !== 'live');
  if (videoFull) {
    return (
      <p className="weakline" role="status">
        {t('conference.videoFull')}
      </p>
    );
  }
  if (gone || rung === 'full' || rung === 'middle') return null;
  return (
    <p className="weakline" role="status" data-rung={rung}>
      {t(`conference.ownLine.${rung}`, { seconds })}
    </p>
  );
}
