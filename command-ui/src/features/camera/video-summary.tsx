import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isToldOfCameras } from '@haigang/shared/features/camera/camera.rules';
import { usePrincipalIs } from '@haigang/shared/web/connection';
import { Fresh } from '@haigang/shared/web/ui';
import { useCameras } from '@haigang/shared/web/feeds';

/** 视频监控 in numbers: points, key cameras, and what of the watched ones has a picture. */
export function VideoSummary(): ReactNode {
  const { t } = useTranslation();
  const cameras = useCameras() ?? [];
  const told = usePrincipalIs(isToldOfCameras);
  if (!told && cameras.length === 0) return null;
  const watched = cameras.filter((camera) => camera.state !== 'idle');
  const online = cameras.filter((camera) => camera.state === 'online');
  const failed = cameras.filter((camera) => camera.state === 'failed');
  return (
    <section className="p">
      <header className="ph">
        <h2>{t('camera.title')}</h2>
        <Fresh value={cameras.length > 0 ? { kind: 'live' } : { kind: 'never' }} />
      </header>
      {cameras.length === 0 ? (
        <div className="empty hatch grow">
          <b>{t('wall.notConnected')}</b>
          {t('wall.notConnectedHint')}
        </div>
      ) : (
        <ul className="rows">
          <li className="row">
            {t('camera.points')} <span className="sp" /> <b className="n">{cameras.length}</b>
          </li>
          <li className="row">
            {t('camera.key')} <span className="sp" />{' '}
            <b className="n">{cameras.filter((camera) => camera.key).length}</b>
          </li>
          <li className="row">
            {t('camera.watched')} <span className="sp" />{' '}
            <b className="n">
              {online.length} / {watched.length}
            </b>
          </li>
          <li className="row">
            {t('camera.failed')} <span className="sp" /> <b className="n">{failed.length}</b>
          </li>
        </ul>
      )}
    </section>
  );
}
