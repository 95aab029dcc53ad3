import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { missingDevice, type LocalMedia } from '@haigang/shared/web/conference';

/** [REACH4] Which device is missing, why, and what to do; nothing while both are there. */
export function DeviceAdvice(props: { media: LocalMedia | null; onAgain: () => void }): ReactNode {
  const { t } = useTranslation();
  const { media, onAgain } = props;
  const found = missingDevice(media);
  if (!found) return null;
  const { missing, why } = found;
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
