import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { beijingMinute } from '@haigang/shared/kernel/time';
import { Select } from '@haigang/shared/web/ui';
import { TRAIL_MINUTES } from '@haigang/shared/web/vessel';
import { allTrailMinutes, type ShownTrails } from './use-all-trails.js';

const OFF = 'off';
const HOUR_MINUTES = 60;

/** [AIS109] For how long back the trails of everything in view are drawn, and how it stands with them. */
export function AllTrailsChoice({ trails }: { trails: ShownTrails | null }): ReactNode {
  const { t } = useTranslation();
  const { minutes } = useStore(allTrailMinutes);
  const name = (one: number): string =>
    one < HOUR_MINUTES
      ? t('vessel.trail.minutes', { count: one })
      : t('vessel.trail.hours', { count: one / HOUR_MINUTES });
  return (
    <>
      <Select
        label={t('chartLayer.allTrails')}
        value={minutes === null ? OFF : String(minutes)}
        onChange={(value) => allTrailMinutes.setState({ minutes: value === OFF ? null : Number(value) })}
        options={[
          [OFF, t('vessel.trail.off')],
          ...TRAIL_MINUTES.map((one): [string, string] => [String(one), name(one)]),
        ]}
      />
      {trails ? (
        <p className="n" role="status" data-trails={trails.lines.size}>
          {trails.phase === 'failed' ? (
            <>
              {trails.problem}{' '}
              <button type="button" className="btn" onClick={trails.readAgain}>
                {t('vessel.trail.again')}
              </button>
            </>
          ) : trails.since === null ? (
            t('vessel.trail.loading')
          ) : (
            t(trails.isCut ? 'chartLayer.allTrailsCut' : 'chartLayer.allTrailsSince', {
              count: trails.lines.size,
              time: beijingMinute(trails.since),
            })
          )}
        </p>
      ) : null}
    </>
  );
}
