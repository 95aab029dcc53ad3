import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '@haigang/shared/kernel/errors';
import { expertNameOf } from '@haigang/shared/features/conference/link.rules';
import { beijingTime } from '@haigang/shared/kernel/time';
import type { PreparedMedia } from '@haigang/shared/web/conference';
import { useInsisted } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Waiting } from '@haigang/shared/web/ui';
import { Check, DeviceChecks, ExpertFrame } from './expert-frame.js';
import { enterLink, type Preview } from './expert-link.js';

/** Who is invited, by whom, until when; the consent; and the one button that binds the link. */
export function ExpertPreview(props: {
  token: string;
  preview: Preview;
  prepared: PreparedMedia;
  onEntered: () => void;
  onRefused: (failure: AppError) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [agreed, setAgreed] = useState(false);
  const [pressed, setPressed] = useState(false);
  const { token, preview, prepared, onEntered, onRefused } = props;
  const enter = useCallback((signal: AbortSignal) => enterLink(token, signal), [token]);
  const errand = useInsisted(pressed ? enter : null);
  useEffect(() => {
    if (errand.phase === 'done') onEntered();
    if (errand.phase === 'refused') onRefused(errand.failure);
  }, [errand, onEntered, onRefused]);
  return (
    <ExpertFrame
      title={t('expert.invitation')}
      facts={
        <>
          {t('expert.inviter')} {inLanguage(preview.hostName)} · {t('expert.identity')}{' '}
          <b>{inLanguage(expertNameOf(preview))}</b> · <span className="n">{preview.incidentNumber}</span>
        </>
      }
      prepared={prepared}
    >
      <DeviceChecks prepared={prepared}>
        <Check icon="check" name={t('expert.network')}>
          {`${String(Math.round(preview.tookMs))} ms`}
        </Check>
      </DeviceChecks>
      <section className="card">
        <h2>
          {t('conference.lobby')}
          <small className="t2 n">
            {t('expert.expires', { time: beijingTime(Date.parse(preview.expiresAt)) })} · {t('expert.once')}
          </small>
        </h2>
        <p className="t2">{t('expert.consent')}</p>
        <label className="row agree">
          <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
          {t('expert.agree')}
        </label>
      </section>
      {errand.phase === 'pending' && errand.trouble ? (
        <Waiting trouble={errand.trouble} onNow={errand.again} />
      ) : (
        <button type="button" className="big pri" disabled={!agreed || pressed} onClick={() => setPressed(true)}>
          {pressed ? t('expert.entering') : t('expert.enter')}
        </button>
      )}
      <p className="t3 note">{t('expert.within')}</p>
    </ExpertFrame>
  );
}
