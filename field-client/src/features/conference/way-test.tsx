import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '@haigang/shared/kernel/errors';
import { PROBE_WAYS, type ProbeWay } from '@haigang/shared/features/conference/probe.protocol';
import { markOfLine } from '@haigang/shared/features/conference/quality.rules';
import { probeWay, type WayMeasure } from '@haigang/shared/web/conference';
import { useConnection } from '@haigang/shared/web/connection';
import { errorText } from '@haigang/shared/web/i18n';

type Media = Parameters<typeof probeWay>[2];
type Outcome =
  | { readonly state: 'waiting' | 'running' | 'failed' | 'absent' }
  | { readonly state: 'good'; readonly measure: WayMeasure }
  | { readonly state: 'refused'; readonly text: string };
type Outcomes = Readonly<Record<ProbeWay, Outcome>>;

const WAITING: Outcomes = { udp: { state: 'waiting' }, tcp: { state: 'waiting' }, turn: { state: 'waiting' } };

/** Each way the media can take, tried one after the other, in plain words with what to do. */
export function WayTest({ media }: { media: Media | null }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [outcomes, setOutcomes] = useState(WAITING);
  const [busy, setBusy] = useState(false);
  const isEmpty = media !== null && !media.camera && !media.microphone;
  const run = async (tracks: Media): Promise<void> => {
    setBusy(true);
    setOutcomes(WAITING);
    for (const way of PROBE_WAYS) {
      setOutcomes((known) => ({ ...known, [way]: { state: 'running' } }));
      const outcome = await probeWay(connection, way, tracks).then(outcomeOf, refusal);
      setOutcomes((known) => ({ ...known, [way]: outcome }));
    }
    setBusy(false);
  };
  const blocked = PROBE_WAYS.every((way) => ['failed', 'absent'].includes(outcomes[way].state));
  return (
    <section className="card ways" aria-label={t('lineTest.ways')}>
      <h2>{t('lineTest.ways')}</h2>
      <ul>
        {PROBE_WAYS.map((way) => (
          <WayRow key={way} way={way} outcome={outcomes[way]} />
        ))}
      </ul>
      {busy ? null : <Verdict outcomes={outcomes} />}
      {blocked ? <p className="advice">{t('lineTest.advice.none')}</p> : null}
      {isEmpty ? <p className="advice">{t('lineTest.noMedia')}</p> : null}
      <button
        type="button"
        className="big pri"
        disabled={busy || !media || isEmpty}
        onClick={() => (media ? void run(media) : undefined)}
      >
        {busy ? t('lineTest.running') : t('lineTest.start')}
      </button>
    </section>
  );
}

/** The media takes the first way that is open: whether calls work, by which way, and how good its line was. */
function Verdict({ outcomes }: { outcomes: Outcomes }): ReactNode {
  const { t } = useTranslation();
  for (const way of PROBE_WAYS) {
    const outcome = outcomes[way];
    if (outcome.state !== 'good') continue;
    const { roomFor: rung, ...measured } = outcome.measure;
    const mark = markOfLine({ rung, ...measured });
    return (
      <p className="verdict" role="status" data-line={mark}>
        {t(`lineTest.verdict.${mark}`, { way: t(`lineTest.verdictWay.${way}`) })}
      </p>
    );
  }
  return null;
}

function outcomeOf(measure: WayMeasure | null): Outcome {
  return measure ? { state: 'good', measure } : { state: 'failed' };
}

function refusal(failure: unknown): Outcome {
  const absent = failure instanceof AppError && failure.reason === 'conference.no-turn';
  return absent ? { state: 'absent' } : { state: 'refused', text: errorText(failure) };
}

function WayRow({ way, outcome }: { way: ProbeWay; outcome: Outcome }): ReactNode {
  const { t } = useTranslation();
  return (
    <li data-way={way} data-state={outcome.state}>
      <div className="row">
        <b>{t(`lineTest.way.${way}`)}</b>
        <span className="sp" />
        <span role="status">{outcome.state === 'refused' ? '—' : t(`lineTest.${outcome.state}`)}</span>
      </div>
      {outcome.state === 'good' ? <Figures measure={outcome.measure} /> : null}
      {outcome.state === 'failed' ? <p className="advice">{t(`lineTest.advice.${way}`)}</p> : null}
      {outcome.state === 'refused' ? <p className="advice">{outcome.text}</p> : null}
    </li>
  );
}

function Figures({ measure }: { measure: WayMeasure }): ReactNode {
  const { t } = useTranslation();
  const { upKbps, downKbps, lossPercent, roundTripMs } = measure;
  const trip = roundTripMs === null ? '' : t('lineTest.trip', { ms: Math.round(roundTripMs) });
  return (
    <p className="t2 n">
      {t('lineTest.measured', {
        ...{ up: Math.round(upKbps), down: Math.round(downKbps) },
        ...{ loss: lossPercent.toFixed(1), trip },
      })}
    </p>
  );
}
