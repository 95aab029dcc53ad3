import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Bilingual } from '@haigang/shared/kernel/bilingual';
import { beijingTime, Instant } from '@haigang/shared/kernel/time';
import { requestJson } from '@haigang/shared/web/connection';
import { errorText, inLanguage } from '@haigang/shared/web/i18n';
import { LanguageButton, Shield } from '@haigang/shared/web/ui';

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
  return (
    <main className="phone" data-light>
      <header className="row">
        <Shield />
        <h1>{t('expert.invitation')}</h1>
        <span className="sp" />
        <LanguageButton />
      </header>
      <section className="card">
        <p className="t2">{t('expert.identity')}</p>
        <b className="large">{props.preview.expertName}</b>
        <p>
          {t('expert.inviter')}: {inLanguage(props.preview.hostName)} · {props.preview.incidentNumber}
        </p>
        <p className="t3 n">{t('expert.expires', { time: beijingTime(Date.parse(props.preview.expiresAt)) })}</p>
      </section>
      <section className="card">
        <p>{t('expert.consent')}</p>
        <label className="row agree">
          <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
          {t('expert.agree')}
        </label>
      </section>
      <button type="button" className="big pri" disabled={!agreed || busy} onClick={() => void enter()}>
        {busy ? t('expert.entering') : t('expert.enter')}
      </button>
    </main>
  );
}
