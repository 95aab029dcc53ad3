import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingMinute, elapsed } from '@haigang/shared/kernel/time';
import type { PortCall, PortCallEvent } from '@haigang/shared/features/vessel/port-call.model';
import { draughtOf, isCorrected, staysOf } from '@haigang/shared/features/vessel/port-call.stays';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { useConnection } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { useServerNow } from '@haigang/shared/web/ui';
import { PortCallCorrection } from './port-call-correction.js';
import { PortCallEventRow } from './port-call-event-row.js';
import { usePortCalls, type ShownPortCalls } from './use-port-calls.js';
import './port-call.css';

const minute = (at: string): string => beijingMinute(Date.parse(at)).slice(5);

/** [AIS66] The ship's stays in this port, newest first, as AIS proposes them and persons corrected them. */
export function PortCallHistory({ vessel }: { vessel: Vessel }): ReactNode {
  const { t } = useTranslation();
  const shown = usePortCalls(vessel);
  return (
    <section className="calls">
      <h4>{t('portCall.title')}</h4>
      <small className="t3">{t('portCall.proposes')}</small>
      <Shown shown={shown} />
    </section>
  );
}

function Shown({ shown }: { shown: ShownPortCalls }): ReactNode {
  const { t } = useTranslation();
  if (shown.kind === 'loading') return <p className="t2">{t('portCall.loading')}</p>;
  if (shown.kind === 'failed') {
    return (
      <p className="t2" role="alert">
        {t('portCall.failed', { problem: shown.problem })}{' '}
        <button type="button" className="btn" onClick={shown.retry}>
          {t('portCall.retry')}
        </button>
      </p>
    );
  }
  if (shown.calls.length === 0) return <p className="t2">{t('portCall.none')}</p>;
  return (
    <>
      <ol>
        {shown.calls.map((call) => (
          <Call key={call.id} call={call} shown={shown} />
        ))}
      </ol>
      {shown.more ? (
        <button type="button" className="btn quiet" onClick={shown.more}>
          {t('portCall.more')}
        </button>
      ) : null}
    </>
  );
}

type Ready = Extract<ShownPortCalls, { kind: 'ready' }>;

function Call({ call, shown }: { call: PortCall; shown: Ready }): ReactNode {
  const { t } = useTranslation();
  const [correcting, setCorrecting] = useState<PortCallEvent | 'add' | null>(null);
  const unseen = call.events.find(({ withdrawn }) => !withdrawn)?.kind === 'found';
  return (
    <li>
      <p className="head">
        <b>{t(`portCall.state.${call.state}`)}</b>
        <span className="n">
          {unseen ? `${t('portCall.unseen')} ` : ''}
          {minute(call.openedAt)} – {call.closedAt === null ? t('portCall.now') : minute(call.closedAt)}
        </span>
        {isCorrected(call) ? <span className="tag">{t('portCall.corrected')}</span> : null}
        {call.simulated ? <span className="sim">{t('app.simulated')}</span> : null}
      </p>
      <Stays call={call} />
      <Draught call={call} />
      <details>
        <summary>{t('portCall.evidence', { count: call.events.length })}</summary>
        {call.omittedEvents > 0 ? <p className="t2">{t('portCall.omitted', { count: call.omittedEvents })}</p> : null}
        <ol className="events">
          {call.events.toReversed().map((event) => (
            <PortCallEventRow
              key={event.id}
              event={event}
              onCorrect={shown.mayCorrect && !event.withdrawn ? () => setCorrecting(event) : null}
            />
          ))}
        </ol>
        {shown.mayCorrect ? (
          <button type="button" className="btn" onClick={() => setCorrecting('add')}>
            {t('portCall.add')}
          </button>
        ) : null}
      </details>
      {correcting ? (
        <PortCallCorrection
          call={call}
          event={correcting === 'add' ? null : correcting}
          places={shown.places}
          onClose={() => setCorrecting(null)}
        />
      ) : null}
    </li>
  );
}

/** Where she lay, and where she was not heard. */
function Stays({ call }: { call: PortCall }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const stays = staysOf(call);
  const gap = call.gaps.at(-1);
  const lasted = (from: string, to: string | null): string =>
    elapsed((to === null ? now : Date.parse(to)) - Date.parse(from));
  return (
    <ul className="stays">
      {stays.length === 0 ? <li className="t2">{t('portCall.noStay')}</li> : null}
      {stays.map(({ eventId, kind, placeName, inAt, outAt }) => (
        <li key={eventId}>
          <span>{placeName ? inLanguage(placeName) : t(`portCall.kind.${kind}`)}</span>
          <span className="n">
            {minute(inAt)} – {outAt === null ? t('portCall.now') : minute(outAt)}
          </span>
          <span className="t2 n">{t('portCall.stay', { elapsed: lasted(inAt, outAt) })}</span>
        </li>
      ))}
      {gap ? (
        <li className="t2 n">
          {gap.until === null
            ? t('portCall.gapNow', { since: minute(gap.since) })
            : t('portCall.gap', { since: minute(gap.since), elapsed: lasted(gap.since, gap.until) })}
        </li>
      ) : null}
    </ul>
  );
}

function Draught({ call }: { call: PortCall }): ReactNode {
  const { t } = useTranslation();
  const { first, last, change } = draughtOf(call);
  if (first === null || last === null || change === null || change === 0) return null;
  return (
    <p className="t2 n">
      {t('portCall.draught', { first: first.toFixed(1), last: last.toFixed(1) })}
      {' · '}
      {t(change > 0 ? 'portCall.deeper' : 'portCall.lighter', { change: Math.abs(change).toFixed(1) })}
    </p>
  );
}
