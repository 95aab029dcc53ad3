import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useConnection } from '@haigang/shared/web/connection';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { nauticalMiles } from '@haigang/shared/kernel/geodesic';
import type { PortMap } from '@haigang/shared/web/map';
import { useDeskKey } from '../../app/keys.js';
import { setFollowing, useView } from '../../app/view.js';
import {
  chartTools,
  endLine,
  linePoints,
  measured,
  measureOrStop,
  otherUnits,
  putAway,
  ringsOrNone,
  type MeasuredLine,
} from './chart-tools.js';
import { chartHostOf } from './chart-host.js';
import { endReplay, replay, startReplay } from './replay/replay-state.js';
import { useChartTools } from './use-chart-tools.js';
import './chart-tools.css';

/** Measuring, range rings and following, with what each has to say. [AIS85] [AIS86] */
export function ChartToolBar(props: { map: PortMap; vessel: Vessel | undefined; coveredPx: () => number }): ReactNode {
  const { t } = useTranslation();
  const { map, vessel } = props;
  const at = vessel?.position ?? null;
  const { following } = useView();
  const { line, rings } = useChartTools(map, at, props.coveredPx);
  const measure = useCallback(() => chartTools.setState(measureOrStop), []);
  const ring = (): void => chartTools.setState((was) => ringsOrNone(was, at !== null));
  const follow = (): void => setFollowing(!following);
  const connection = useConnection();
  const { player } = useStore(replay);
  const playBack = (): void => (player ? endReplay() : startReplay(connection, () => chartHostOf(connection).view));
  useDeskKey({ code: 'KeyP', text: t('chartTool.replayLong'), run: playBack }, player === null);
  useDeskKey({ code: 'KeyR', text: t('chartTool.measureLong'), run: measure });
  useDeskKey({ code: 'KeyO', text: t('chartTool.ringsLong'), run: ring });
  useDeskKey({ code: 'KeyF', text: t('chartTool.followLong'), run: follow }, at !== null);
  const buttons = [
    { name: 'measure', key: 'R', on: line !== null && !line.ended, run: measure, can: true },
    { name: 'rings', key: 'O', on: rings.around !== 'nothing', run: ring, can: true },
    { name: 'replay', key: 'P', on: player !== null, run: playBack, can: true },
    { name: 'follow', key: 'F', on: following, run: follow, can: at !== null },
  ] as const;
  return (
    <>
      <div className="tool-bar">
        {buttons.map(({ name, key, on, run, can }) => (
          <button
            key={name}
            type="button"
            className="btn"
            aria-pressed={on}
            disabled={!can}
            title={t(can ? `chartTool.${name}Long` : 'chartTool.chooseFirst')}
            onClick={run}
          >
            {t(`chartTool.${name}`)} <kbd>{key}</kbd>
          </button>
        ))}
      </div>
      <div className="tool-notes">
        {line ? <MeasureNote line={line} /> : null}
        {rings.around === 'asking' ? <p role="status">{t('chartTool.whereRings')}</p> : null}
        {following && vessel ? (
          <p role="status">
            <span>
              {t('chartTool.following')} <b lang="mul">{vessel.name ?? vessel.mmsi}</b>
            </span>
            <button type="button" className="btn" onClick={() => setFollowing(false)}>
              {t('chartTool.stop')} <kbd>Esc</kbd>
            </button>
          </p>
        ) : null}
      </div>
    </>
  );
}

function MeasureNote({ line }: { line: MeasuredLine }): ReactNode {
  const { t } = useTranslation();
  const { totalMetres, last } = measured(linePoints(line));
  const distance = (metres: number): string => {
    const { metric, cables } = otherUnits(metres);
    const parts = [nauticalMiles(metres), metric];
    if (cables !== null) parts.push(t('chartTool.cables', { cables }));
    return parts.join(' · ');
  };
  const clear = (): void => chartTools.setState((was) => putAway(was) ?? was);
  return (
    <div role={line.ended ? 'status' : undefined} className="measure">
      {last ? (
        <dl>
          <dt>{t('chartTool.total')}</dt>
          <dd className="n b">{distance(totalMetres)}</dd>
          <dt>{t('chartTool.lastLeg')}</dt>
          <dd className="n">
            {distance(last.metres)} · {t('chartTool.bearing', { degrees: bearing(last.bearingDeg) })}
          </dd>
        </dl>
      ) : null}
      {line.ended ? null : <p className="t2">{t('chartTool.hint')}</p>}
      <p>
        {line.ended ? null : (
          <button
            type="button"
            className="btn"
            disabled={line.points.length < 2}
            onClick={() => chartTools.setState(endLine)}
          >
            {t('chartTool.end')} <kbd>Enter</kbd>
          </button>
        )}
        <button type="button" className="btn" onClick={clear}>
          {t('chartTool.clear')} <kbd>Esc</kbd>
        </button>
      </p>
    </div>
  );
}

/** 000.0 to 359.9. */
function bearing(degrees: number): string {
  return ((Math.round(degrees * 10) % 3600) / 10).toFixed(1).padStart(5, '0');
}
