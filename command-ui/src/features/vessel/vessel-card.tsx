import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { useConnection } from '@haigang/shared/web/connection';
import { useServerNow } from '@haigang/shared/web/ui';
import { VesselFactsList, VesselSight } from '@haigang/shared/web/vessel';
import { IdentityHistory } from './identity-history.js';
import { PortCallHistory } from './port-call-history.js';
import { VesselSurroundings } from './vessel-surroundings.js';
import './vessel.css';

/** What is known of one vessel and how old it is. AIS proposes; nothing here is of legal weight. */
export function VesselCard({
  vessel,
  trail,
  onClose,
}: {
  vessel: Vessel;
  trail: ReactNode;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  return (
    <aside className="card" aria-label={vessel.name ?? vessel.mmsi}>
      <header className="row">
        <h3>{vessel.name ?? vessel.mmsi}</h3>
        <span className="sp" />
        <button type="button" className="btn quiet" onClick={onClose} aria-label={t('error.close')}>
          ✕
        </button>
      </header>
      <VesselSight {...{ vessel, now }} />
      {trail}
      <VesselFactsList {...{ vessel, now }} />
      <VesselSurroundings vessel={vessel} />
      <IdentityHistory key={vessel.mmsi} vessel={vessel} />
      {vessel.kind === 'ship' ? <PortCallHistory key={`calls ${vessel.mmsi}`} vessel={vessel} /> : null}
    </aside>
  );
}
