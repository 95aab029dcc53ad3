import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { useConnection } from '@haigang/shared/web/connection';
import { useServerNow } from '@haigang/shared/web/ui';
import { VesselFactsList, VesselSight } from '@haigang/shared/web/vessel';

/** What is known of the vessel that was pointed at, over the lower part of the chart. */
export function VesselSheet(props: { vessel: Vessel; trail: ReactNode; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { vessel, trail, onClose } = props;
  const now = useServerNow(useConnection().serverNow);
  const name = vessel.name ?? vessel.mmsi;
  return (
    <aside className="vessel-sheet" aria-label={name}>
      <header className="row">
        <h2>{name}</h2>
        <span className="sp" />
        <button type="button" className="btn" onClick={onClose} aria-label={t('error.close')}>
          ✕
        </button>
      </header>
      <VesselSight {...{ vessel, now }} />
      {trail}
      <VesselFactsList {...{ vessel, now }} />
    </aside>
  );
}
