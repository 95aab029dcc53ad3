import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Participant } from '@haigang/shared/features/conference/conference.model';
import type { SeatQuality } from '@haigang/shared/features/conference/conference.protocol';
import {
  QualityMark,
  sparkline,
  type LinePoint,
  type RemoteTrack,
  type SeenPoint,
} from '@haigang/shared/web/conference';
import { inLanguage } from '@haigang/shared/web/i18n';
import { shownLines, type ShownLine } from './shown-lines.js';

const CURVE = { width: 40, height: 18 };
const LEAST = { kbps: 100, lossPercent: 5 };
type Direction = 'up' | 'down';

/** Both lines of a person: what he sends and what he receives; what this page receives of him. */
export function LineRows(props: {
  person: Participant;
  self: boolean;
  points: readonly LinePoint[];
  seen: SeenPoint | undefined;
  remotes: readonly RemoteTrack[];
  now: number;
}): ReactNode {
  const { t } = useTranslation();
  const { person, self, points, seen, remotes, now } = props;
  const last = points.at(-1);
  const lines = shownLines(last, seen, now);
  if (!lines) {
    return (
      <tbody data-lines={person.principalId}>
        <tr>
          <th scope="row">
            <Who {...{ person, self }} />
          </th>
          <td colSpan={8} className="t2">
            {t('statistics.none')}
          </td>
        </tr>
      </tbody>
    );
  }
  const { source, ageMs, stale } = lines;
  const ago = t('statistics.ago', { seconds: Math.floor(ageMs / 1000) });
  return (
    <tbody data-lines={person.principalId} data-source={source} className={stale ? 'stale' : ''}>
      <tr>
        <th scope="rowgroup" rowSpan={2}>
          <Who
            {...{ person, self }}
            quality={source === 'page' && last ? last.quality : null}
            note={source === 'server' ? `${t('statistics.byServer')} · ${ago}` : ago}
          />
        </th>
        <Cells direction="up" line={lines.up} {...{ points, now }} />
        <td rowSpan={2} className="layer">
          {self ? '—' : <Received remotes={remotes.filter((one) => one.principalId === person.principalId)} />}
        </td>
      </tr>
      <tr>
        <Cells direction="down" line={lines.down} {...{ points, now }} />
      </tr>
    </tbody>
  );
}

function Who(props: { person: Participant; self: boolean; quality?: SeatQuality | null; note?: string }): ReactNode {
  const { t } = useTranslation();
  const { person, self, quality = null, note } = props;
  return (
    <>
      <b>{inLanguage(person.name)}</b> <QualityMark quality={quality} />
      <small className="t2 n">
        {self ? t('conference.you') : t(`role.${person.role}`)}
        {note ? ` · ${note}` : ''}
      </small>
    </>
  );
}

function Cells(props: { direction: Direction; line: ShownLine; points: readonly LinePoint[]; now: number }): ReactNode {
  const { t } = useTranslation();
  const { direction, line, points, now } = props;
  const curve = (what: 'kbps' | 'lossPercent', label: string): ReactNode => (
    <Curve
      label={t('statistics.curve', { what: label })}
      points={sparkline(
        points.map(({ at, quality }) => ({ at, value: quality[direction][what] })),
        { ...CURVE, least: LEAST[what], now },
      )}
    />
  );
  return (
    <>
      <td className="t2">{t(`statistics.${direction}`)}</td>
      <td className="n rate">
        {curve('kbps', t('statistics.rate'))}
        <span>{Math.round(line.kbps)} kbit/s</span>
      </td>
      <td className="n loss">
        {curve('lossPercent', t('statistics.loss'))}
        <span>{line.lossPercent.toFixed(1)} %</span>
      </td>
      <td className="n">{milliseconds(line.roundTripMs)}</td>
      <td className="n">{milliseconds(line.jitterMs)}</td>
      <td className="n">{line.freezes === null ? '—' : t('statistics.times', { count: line.freezes })}</td>
      <td className="rung">{line.rung === null ? '—' : t(`statistics.rungs.${line.rung}`)}</td>
    </>
  );
}

function milliseconds(value: number | null): string {
  return value === null ? '—' : `${String(Math.round(value))} ms`;
}

function Curve({ label, points }: { label: string; points: string }): ReactNode {
  return (
    <svg {...CURVE} viewBox={`0 -1 ${String(CURVE.width)} ${String(CURVE.height + 2)}`} role="img" aria-label={label}>
      <polyline points={points} />
    </svg>
  );
}

/** The layer and size of each picture of that person as this page receives it. */
function Received({ remotes }: { remotes: readonly RemoteTrack[] }): ReactNode {
  const { t } = useTranslation();
  const pictures = remotes.filter((one) => one.track?.kind === 'video' && !one.paused);
  if (pictures.length === 0) return <span className="t2">{t('statistics.noPicture')}</span>;
  return pictures.map(({ producerId, spatialLayer, track }) => {
    const { width, height } = track?.getSettings() ?? {};
    const layer = spatialLayer === 0 || spatialLayer === 1 || spatialLayer === 2 ? spatialLayer : null;
    return (
      <span key={producerId} className="n">
        {layer === null ? t('statistics.noPicture') : t(`statistics.layers.${layer}`)}
        {layer !== null && width && height ? (
          <small className="t2">{`${String(width)}×${String(height)}`}</small>
        ) : null}
      </span>
    );
  });
}
