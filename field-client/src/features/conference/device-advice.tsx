import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '@haigang/shared/web/conference';

/** What a browser says when it gives no device, as far as a person can do something about it. */
const KNOWN = ['NotAllowedError', 'NotFoundError', 'NotReadableError'] as const;

/** [REACH4] Which device is missing, why, and what to do; nothing while both are there. */
export function DeviceAdvice(props: { media: LocalMedia | null; onAgain: () => void }): ReactNode {
  const { t } = useTranslation();
  const { media, onAgain } = props;
  if (!media || (media.camera && media.microphone)) return null;
  const missing = media.camera ? 'microphone' : media.microphone ? 'camera' : 'both';
  const why = KNOWN.find((one) => one === media.problem) ?? 'other';
  return (
    <section className="card" role="status" data-missing={missing}>
      <p className="advice">{t(`lineTest.missing.${missing}`)}</p>
      <p>{t(`lineTest.why.${why}`)}</p>
      <p className="row">
        <button type="button" className="btn" onClick={onAgain}>
          {t('lineTest.again')}
        </button>
      </p>
    </section>
  );
}
