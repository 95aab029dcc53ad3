import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnectionState } from '@haigang/shared/web/connection';
import { aisFreshness, cameraFreshness, useCameras, useVesselFeed } from '@haigang/shared/web/feeds';
import { Fresh } from '@haigang/shared/web/ui';

/** Health of every outside source, in the top bar of each screen. */
export function SourceHealth(): ReactNode {
  const { t } = useTranslation();
  const link = useConnectionState((state) => state.link);
  const sources = useVesselFeed((state) => state.sources);
  const cameras = useCameras();
  return (
    <div className="health">
      <Fresh value={aisFreshness(sources, link)} label="AIS" />
      <Fresh value={cameraFreshness(cameras, link)} label={t('camera.short')} />
      <Fresh value={{ kind: 'never' }} label="QS" />
      <Fresh value={{ kind: 'never' }} label={t('nav.radiation')} />
    </div>
  );
}
