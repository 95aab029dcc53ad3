import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isToldOfCameras } from '@haigang/shared/features/camera/camera.rules';
import { maySeeVessels } from '@haigang/shared/features/vessel/vessel.rules';
import { useConnectionState, usePrincipalIs } from '@haigang/shared/web/connection';
import { cameraFreshness, useCameras } from '@haigang/shared/web/feeds';
import { Fresh } from '@haigang/shared/web/ui';
import { AisHealth } from '../features/vessel/source-panel.js';

/** Health of every outside source, in the top bar of each screen; at a desk AIS opens its sources. */
export function SourceHealth({ surface }: { surface: 'desk' | 'wall' }): ReactNode {
  const { t } = useTranslation();
  const link = useConnectionState((state) => state.link);
  const cameras = useCameras();
  const told = usePrincipalIs(isToldOfCameras);
  const seesTraffic = usePrincipalIs(maySeeVessels);
  return (
    <div className="health">
      {seesTraffic ? <AisHealth opens={surface === 'desk'} /> : null}
      {told || cameras?.length ? <Fresh value={cameraFreshness(cameras, link)} label={t('camera.short')} /> : null}
      <Fresh value={{ kind: 'never' }} label="QS" />
      <Fresh value={{ kind: 'never' }} label={t('nav.radiation')} />
    </div>
  );
}
