import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Participant } from '@haigang/shared/features/conference/conference.model';
import type { LineQuality } from '@haigang/shared/features/conference/conference.protocol';
import { QualityMark, sparkline, type LinePoint, type RemoteTrack } from '@haigang/shared/web/conference';
import { inLanguage } from '@haigang/shared/web/i18n';

/** Measures come every two seconds; one that is older than this says nothing about now, ms. */
const STALE_MS = 8000;
const CURVE = { width: 48, height: 18 };
const LEAST = { kbps: 100, lossPercent: 5 };
type Direction = 'up' | 'down';

/** Both lines of a person: what he sends and what he receives; what this page receives of him. */
export function LineRows(props: {
  person: Participant;
  self: boolean;
  points: readonly LinePoint[];
  remotes: readonly RemoteTrack[];
  now: number;
}): ReactNode {
  const { t } = useTranslation();
  const { person, self, points, remotes, now } = props;
  const last = points.at(-1);
  const age = last ? Math.max(0, now - last.at) : 0;
  const who = (
    <>
      <b>{inLanguage(person.name)}</b> {last ? <QualityMark quality={last.quality} /> : null}
      <small className="t2 n">
        {self ? t('conference.you') : t(`role.${person.role}`)}
        {last ? ` · ${t('statistics.ago', { seconds: Math.floor(age / 1000) })}` : ''}
      </small>
    </>
  );
  if (!last) {
    return (
      <tbody data-lines={person.principalId}>
        <tr>
          <th scope="row">{who}</th>
          <td colSpan={8} className="t2">
            {t('statistics.none')}
          </td>
        </tr>
      </tbody>
    );
  }
  const cells = (direction: Direction): ReactNode => (
    <Cells {...{ direction, points, now }} line={last.quality[direction]} />
  );
  return (
    <tbody data-lines={person.principalId} className={age > STALE_MS ? 'stale' : ''}>
      <tr>
        <th scope="rowgroup" rowSpan={2}>
          {who}
        </th>
        {cells('up')}
        <td rowSpan={2} className="layer">
          {self ? '—' : <Received remotes={remotes.filter((one) => one.principalId === person.principalId)} />}
        </td>
      </tr>
      <tr>{cells('down')}</tr>
    </tbody>
  );
}

function Cells(props: {
  direction: Direction;
  line: LineQuality;
  points: readonly LinePoint[];
  now: number;
}): ReactNode {
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
      <td className="n">{line.roundTripMs === null ? '—' : `${String(Math.round(line.roundTripMs))} ms`}</td>
      <td className="n">{Math.round(line.jitterMs)} ms</td>
      <td className="n">{direction === 'up' ? '—' : t('statistics.times', { count: line.freezes })}</td>
      <td className="rung">{t(`statistics.rungs.${line.rung}`)}</td>
    </>
  );
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
  const pictures = remotes.filter((one) => one.track.kind === 'video' && !one.paused);
  if (pictures.length === 0) return <span className="t2">{t('statistics.noPicture')}</span>;
  return pictures.map(({ producerId, spatialLayer, track }) => {
    const { width, height } = track.getSettings();
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
