import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Fresh } from '@haigang/shared/web/ui';

/** 视频监控 in numbers. */
export function VideoSummary(): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="p">
      <header className="ph">
        <h2>{t('camera.title')}</h2>
        <Fresh value={{ kind: 'never' }} />
      </header>
      <div className="empty hatch grow">
        <b>{t('wall.notConnected')}</b>
        {t('wall.notConnectedHint')}
      </div>
    </section>
  );
}
