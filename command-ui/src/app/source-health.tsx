import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Fresh } from '@haigang/shared/web/ui';

/** Health of every outside source, in the top bar of each screen. */
export function SourceHealth(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="health">
      <Fresh value={{ kind: 'never' }} label="AIS" />
      <Fresh value={{ kind: 'never' }} label={t('nav.video')} />
      <Fresh value={{ kind: 'never' }} label="QS" />
      <Fresh value={{ kind: 'never' }} label={t('nav.radiation')} />
    </div>
  );
}
