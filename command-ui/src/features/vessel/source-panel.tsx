import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isSourceWell, sourceAdvice } from '@haigang/shared/features/vessel/source-advice';
import type { ForwardHealth, RecordingHealth, VesselSourceHealth } from '@haigang/shared/features/vessel/vessel.model';
import { useConnection, useConnectionState } from '@haigang/shared/web/connection';
import { aisFreshness, useVesselFeed } from '@haigang/shared/web/feeds';
import { Dialog, elapsed, Fresh, useServerNow } from '@haigang/shared/web/ui';
import './source-panel.css';

/** What AIS says of itself in the top bar; at a desk it opens what each source says. [AIS47] */
export function AisHealth({ opens }: { opens: boolean }): ReactNode {
  const { t } = useTranslation();
  const link = useConnectionState((state) => state.link);
  const sources = useVesselFeed((state) => state.sources);
  const recording = useVesselFeed((state) => state.recording);
  const forwards = useVesselFeed((state) => state.forwards);
  const [open, setOpen] = useState(false);
  const well = sources?.filter(isSourceWell).length ?? 0;
  const all = sources?.length ?? 0;
  const label = well === all || well === 0 ? 'AIS' : t('aisSource.some', { well, all });
  const fresh = <Fresh value={aisFreshness(sources, link)} label={label} />;
  if (!opens) return fresh;
  return (
    <>
      <button
        type="button"
        className="ais-health"
        title={t('aisSource.open')}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {fresh}
      </button>
      {open ? (
        <SourceDialog
          sources={sources ?? []}
          recording={recording}
          forwards={forwards}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

function SourceDialog(props: {
  sources: readonly VesselSourceHealth[];
  recording: RecordingHealth | null;
  forwards: readonly ForwardHealth[];
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const columns = ['source', 'state', 'rate', 'last', 'bad', 'malformed', 'fragments', 'first', 'also', 'refused'];
  return (
    <Dialog title={t('aisSource.title')} wide onClose={props.onClose}>
      {props.sources.length === 0 ? (
        <p>{t('aisSource.none')}</p>
      ) : (
        <>
          {/* Reached by the keyboard, so that it can be scrolled by it. */}
          <div className="ais-sources" role="region" aria-label={t('aisSource.title')} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column} scope="col">
                      {t(`aisSource.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              {props.sources.map((source) => (
                <SourceRows key={source.id} source={source} now={now} columns={columns.length} />
              ))}
            </table>
          </div>
          <p className="t2">{t('aisSource.minute')}</p>
          {props.forwards.map((forward) => (
            <ForwardLine key={forward.id} forward={forward} />
          ))}
          {props.recording ? <RecordingLine recording={props.recording} /> : null}
        </>
      )}
    </Dialog>
  );
}

function ForwardLine({ forward }: { forward: ForwardHealth }): ReactNode {
  const { t } = useTranslation();
  const { id, receivers, sent, dropped, refusedPeers, fault } = forward;
  return (
    <>
      <p className="n">{t('aisSource.forward', { id, receivers, sent, dropped, refused: refusedPeers })}</p>
      {fault === null ? null : <p className="b">{t(`aisSource.advice.${fault}`)}</p>}
    </>
  );
}

function RecordingLine({ recording }: { recording: RecordingHealth }): ReactNode {
  const { t } = useTranslation();
  const { files, bytes, lost, fault } = recording;
  return (
    <>
      <p className="n">{t('aisSource.recording', { files, megabytes: (bytes / 1_000_000).toFixed(1), lost })}</p>
      {fault === null ? null : <p className="b">{t(`aisSource.recordingFault.${fault}`)}</p>}
    </>
  );
}

function SourceRows(props: { source: VesselSourceHealth; now: number; columns: number }): ReactNode {
  const { t } = useTranslation();
  const { source, now } = props;
  const advice = sourceAdvice(source);
  const last = source.lastSentenceAt;
  const share = source.badShare;
  return (
    <tbody>
      <tr>
        <th scope="row">
          <span className="n">{source.id}</span>
          <small className="t2">{t(`aisSource.kind.${source.kind}`)}</small>
          {source.simulated ? <span className="sim">{t('app.simulated')}</span> : null}
        </th>
        <td className={isSourceWell(source) ? '' : 'b'}>{t(`aisSource.is.${source.state}`)}</td>
        <td className="n">{source.sentencesPerSecond.toFixed(1)}</td>
        <td className="n">
          {last === null ? t('aisSource.never') : t('aisSource.ago', { elapsed: elapsed(now - last) })}
        </td>
        <td className="n">{share === null ? '—' : `${(share * 100).toFixed(1)} %`}</td>
        {[source.malformed, source.droppedFragments, source.first, source.also, source.refusedPeers].map(
          (count, index) => (
            <td key={index} className="n">
              {count}
            </td>
          ),
        )}
      </tr>
      {advice === null ? null : (
        <tr className="advice">
          <td colSpan={props.columns}>{t(`aisSource.advice.${advice}`, { address: source.lastRefused ?? '' })}</td>
        </tr>
      )}
    </tbody>
  );
}
