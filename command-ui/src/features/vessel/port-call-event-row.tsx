import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { degreesMinutes } from '@haigang/shared/kernel/geodesy';
import { beijingMinute, elapsed } from '@haigang/shared/kernel/time';
import type { PortCallEvent, PortCallEvidence } from '@haigang/shared/features/vessel/port-call.model';
import { inLanguage } from '@haigang/shared/web/i18n';

const NOTHING = '—';
const minute = (at: string): string => beijingMinute(Date.parse(at));

/** One event with what it rests on and what persons changed of it. */
export function PortCallEventRow(props: { event: PortCallEvent; onCorrect: (() => void) | null }): ReactNode {
  const { t } = useTranslation();
  const { event, onCorrect } = props;
  const { kind, at, placeName, evidence, withdrawn, corrections } = event;
  const name = `${t(`portCall.kind.${kind}`)}${placeName ? ` ${inLanguage(placeName)}` : ''}`;
  return (
    <li>
      <p className="head">
        {withdrawn ? <s>{name}</s> : <b>{name}</b>}
        <span className="n">{minute(at)}</span>
        {withdrawn ? <span className="tag">{t('portCall.withdrawn')}</span> : null}
        {onCorrect ? (
          <button type="button" className="btn quiet" onClick={onCorrect}>
            {t('portCall.correct')}
          </button>
        ) : null}
      </p>
      {evidence ? (
        <Evidence evidence={evidence} found={kind === 'found'} />
      ) : (
        <small className="t2">{t('portCall.byHand')}</small>
      )}
      {corrections.map(({ at: when, byName, reason, before }) => (
        <small key={when} className="t2">
          {t('portCall.wasCorrected', { at: minute(when), name: inLanguage(byName), reason })}
          {before ? <s>{t('portCall.wasBefore', { before: `${minute(before.at)} ${before.placeId ?? ''}` })}</s> : null}
        </small>
      ))}
    </li>
  );
}

function Evidence({ evidence, found }: { evidence: PortCallEvidence; found: boolean }): ReactNode {
  const { t } = useTranslation();
  const { position, speedKnots, headingDeg, navigationStatus, reportAgeMs, source } = evidence;
  return (
    <>
      <small className="t2 n">
        {t('portCall.said', {
          position: degreesMinutes(position),
          speed: speedKnots === null ? NOTHING : `${speedKnots.toFixed(1)} kn`,
          heading: headingDeg === null ? NOTHING : `${headingDeg.toFixed(0)}°`,
          status: navigationStatus === null ? NOTHING : t(`navigationStatus.${navigationStatus}`),
        })}
      </small>
      <small className="t2 n">
        {t('portCall.saidBy', { source, age: elapsed(reportAgeMs) })}
        {evidence.metresOutside > 0 ? ` · ${t('portCall.offPlace', { metres: evidence.metresOutside })}` : ''}
      </small>
      {evidence.silentSince === null ? null : (
        <small>{t('portCall.silentSince', { since: minute(evidence.silentSince) })}</small>
      )}
      {evidence.watched || found ? null : <small>{t('portCall.notWatched')}</small>}
    </>
  );
}
