import './replay.css';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { trackKeepDays } from '@haigang/shared/features/vessel/track.settings';
import { beijingDate, beijingTime } from '@haigang/shared/kernel/time';
import { useConnection, useSettings } from '@haigang/shared/web/connection';
import { Select } from '@haigang/shared/web/ui';
import { useDeskKey } from '../../../app/keys.js';
import { HOUR_MS, hourOf, REPLAY_SPEEDS, type ReplayPlayer } from './replay-player.js';
import { endReplay } from './replay-state.js';

const BEIJING_MS = 8 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;
const STEP_MS = 1000;

/** As a field for a time takes it, Beijing time; and back, null for none. */
const toField = (at: number): string => new Date(at + BEIJING_MS).toISOString().slice(0, 16);
function fromField(text: string): number | null {
  const at = Date.parse(`${text}:00+08:00`);
  return Number.isNaN(at) ? null : at;
}

/** [AIS104] Over the chart while it shows the past: of when, how fast, and the way back to now. */
export function ReplayBar({ player }: { player: ReplayPlayer }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const keepDays = useSettings().get(trackKeepDays);
  const { at, playing, speed, phase, problem, data } = useStore(player.store);
  const base = hourOf(at);
  const toggle = (): void => player.play(!playing);
  useDeskKey({ code: 'Space', text: t('replay.playPause'), run: toggle });
  useDeskKey({ code: 'KeyP', text: t('replay.now'), run: endReplay });
  // The chart is somebody else's when this panel goes.
  useEffect(() => endReplay, []);
  const now = connection.serverNow();
  return (
    <div className="replay-bar" role="group" aria-label={t('replay.title')}>
      <p className="row">
        <b className="replay-mark">{t('replay.mark')}</b>
        <b className="n time">
          {beijingDate(at)} {beijingTime(at)}
        </b>
        <span className="t2">{t('replay.beijing')}</span>
        {data?.vessels.some(({ simulated }) => simulated) ? <span className="sim">{t('app.simulated')}</span> : null}
        <span className="sp" />
        <button type="button" className="btn pri" onClick={endReplay}>
          {t('replay.now')} <kbd>P</kbd>
        </button>
      </p>
      <p className="row">
        <button type="button" className="btn" aria-pressed={playing} onClick={toggle}>
          {t(playing ? 'replay.pause' : 'replay.play')}
        </button>
        <button
          type="button"
          className="btn"
          aria-label={t('replay.hourBack')}
          onClick={() => player.seek(at - HOUR_MS)}
        >
          −1 h
        </button>
        <input
          type="range"
          aria-label={t('replay.within')}
          aria-valuetext={beijingTime(at)}
          min={base}
          max={base + HOUR_MS - STEP_MS}
          step={STEP_MS}
          value={at}
          onChange={(event) => player.seek(Number(event.target.value))}
        />
        <button
          type="button"
          className="btn"
          aria-label={t('replay.hourOn')}
          disabled={at + HOUR_MS > now}
          onClick={() => player.seek(at + HOUR_MS)}
        >
          +1 h
        </button>
        <label className="field when">
          <span>{t('replay.when')}</span>
          <input
            type="datetime-local"
            min={toField(now - keepDays * DAY_MS)}
            max={toField(now)}
            value={toField(at)}
            onChange={(event) => {
              const chosen = fromField(event.target.value);
              if (chosen !== null) player.seek(chosen);
            }}
          />
        </label>
        <Select
          label={t('replay.speed')}
          value={String(speed)}
          onChange={(value) => player.setSpeed(Number(value))}
          options={REPLAY_SPEEDS.map((one) => [String(one), `${one}×`])}
        />
      </p>
      <p role="status" className="t2">
        {phase === 'loading' ? t('replay.loading') : null}
        {phase === 'ready' && data?.vessels.length === 0 ? t('replay.nothing') : null}
        {data?.recording.state === 'failing' ? ` ${t('vessel.trail.failing')}` : null}
        {phase === 'failed' ? (
          <>
            <b>{problem}</b>{' '}
            <button type="button" className="btn" onClick={player.retry}>
              {t('vessel.trail.again')}
            </button>
          </>
        ) : null}
      </p>
    </div>
  );
}
