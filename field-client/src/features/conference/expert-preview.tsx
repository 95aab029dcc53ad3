import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Bilingual } from '@haigang/shared/kernel/bilingual';
import { beijingTime, Instant } from '@haigang/shared/kernel/time';
import type { PreparedMedia } from '@haigang/shared/web/conference';
import { requestJson } from '@haigang/shared/web/connection';
import { errorText, inLanguage } from '@haigang/shared/web/i18n';
import { DeviceChecks, ExpertFrame } from './expert-frame.js';

export const Preview = z.object({
  expertName: z.string(),
  incidentNumber: z.string(),
  hostName: Bilingual,
  expiresAt: Instant,
  /** True in the browser that entered before. */
  entered: z.boolean(),
});
export type Preview = z.infer<typeof Preview>;

/** Who is invited, by whom, until when; the consent; and the one button that binds the link. */
export function ExpertPreview(props: {
  token: string;
  preview: Preview;
  prepared: PreparedMedia;
  onEntered: () => void;
  onRefused: (problem: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [agreed, setAgreed] = useState(false);
  const [busy, setBusy] = useState(false);
  const enter = async (): Promise<void> => {
    setBusy(true);
    try {
      await requestJson('POST', '/api/expert-links/enter', { token: props.token });
      props.onEntered();
    } catch (failure) {
      props.onRefused(errorText(failure));
    }
  };
  const { preview, prepared } = props;
  return (
    <ExpertFrame
      title={t('expert.invitation')}
      facts={
        <>
          {t('expert.inviter')} {inLanguage(preview.hostName)} · {t('expert.identity')} <b>{preview.expertName}</b> ·{' '}
          <span className="n">{preview.incidentNumber}</span>
        </>
      }
      prepared={prepared}
    >
      <DeviceChecks prepared={prepared} />
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
      <button type="button" className="big pri" disabled={!agreed || busy} onClick={() => void enter()}>
        {busy ? t('expert.entering') : t('expert.enter')}
      </button>
      <p className="t3 note">{t('expert.within')}</p>
    </ExpertFrame>
  );
}
