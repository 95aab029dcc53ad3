import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** [SCREEN5] The test before a call, which is a page of its own: beside this one, which goes on with its call and its rings. */
export function LineTestLink(): ReactNode {
  const { t } = useTranslation();
  return (
    <a href="/field/test" target="_blank" rel="noopener" title={t('lineTest.link')}>
      {t('nav.lineTest')}
    </a>
  );
}
