import './trail.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { beijingMinute } from '../../kernel/time.js';
import { errorText } from '@haigang/shared/web/i18n';
import { TRAIL_MINUTES, trailMinutes } from './trail.js';
import type { ShownTrail } from './use-trail.js';

const HOUR_MINUTES = 60;

/** [AIS38] For how long the trail goes back, and how it stands with it. */
export function TrailChoice({ trail }: { trail: ShownTrail | null }): ReactNode {
  const { t } = useTranslation();
  const { minutes } = useStore(trailMinutes);
  const name = (one: number | null): string => {
    if (one === null) return t('vessel.trail.off');
    return one < HOUR_MINUTES
      ? t('vessel.trail.minutes', { count: one })
      : t('vessel.trail.hours', { count: one / HOUR_MINUTES });
  };
  return (
    <section className="vessel-trail">
      <div role="group" aria-label={t('vessel.trail.title')}>
        <span className="t2">{t('vessel.trail.title')}</span>
        {[null, ...TRAIL_MINUTES].map((one) => (
          <button
            key={String(one)}
            type="button"
            className="btn n"
            aria-pressed={one === minutes}
            onClick={() => trailMinutes.setState({ minutes: one })}
          >
            {name(one)}
          </button>
        ))}
      </div>
      {minutes !== null && trail ? <TrailNote trail={trail} /> : null}
    </section>
  );
}

function TrailNote({ trail }: { trail: ShownTrail }): ReactNode {
  const { t } = useTranslation();
  const { status, track, lines, failure, readAgain } = trail;
  if (status === 'failed') {
    return (
      <p role="status" className="row">
        {errorText(failure)}
        <button type="button" className="btn" onClick={readAgain}>
          {t('vessel.trail.again')}
        </button>
      </p>
    );
  }
  if (!track) return <p className="t2">{t('vessel.trail.loading')}</p>;
  const [first] = track.points;
  const isEmpty = !first && (lines?.sailed.length ?? 0) === 0;
  const since = Math.max(track.from, track.before ? track.from : (first?.at ?? track.from));
  const { truncatedAt } = track;
  return (
    <div role="status" className="t2 n">
      <p className="row">
        {isEmpty ? t('vessel.trail.empty') : t('vessel.trail.since', { time: beijingMinute(since) })}
        {lines && lines.gaps.length > 0 ? <span>{t('vessel.trail.gaps', { count: lines.gaps.length })}</span> : null}
        {track.simulated ? <span className="sim">{t('app.simulated')}</span> : null}
      </p>
      {truncatedAt === null ? null : <p>{t('vessel.trail.truncated', { time: beijingMinute(truncatedAt) })}</p>}
      {track.recording.state === 'failing' ? <p className="warn">{t('vessel.trail.failing')}</p> : null}
    </div>
  );
}
