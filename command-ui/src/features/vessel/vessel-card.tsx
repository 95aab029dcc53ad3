import type { ReactNode } from 'react';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { useConnection } from '@haigang/shared/web/connection';
import { useServerNow } from '@haigang/shared/web/ui';
import { VesselFactsList, VesselSight } from '@haigang/shared/web/vessel';
import { IdentityHistory } from './identity-history.js';
import { PortCallHistory } from './port-call-history.js';
import { VesselSurroundings } from './vessel-surroundings.js';
import { VesselCardFrame } from './vessel-card-frame.js';

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
  const now = useServerNow(useConnection().serverNow);
  return (
    <VesselCardFrame name={vessel.name ?? vessel.mmsi} onClose={onClose}>
      <VesselSight {...{ vessel, now }} />
      {trail}
      <VesselFactsList {...{ vessel, now }} />
      <VesselSurroundings vessel={vessel} />
      <IdentityHistory key={vessel.mmsi} vessel={vessel} />
      {vessel.kind === 'ship' ? <PortCallHistory key={`calls ${vessel.mmsi}`} vessel={vessel} /> : null}
    </VesselCardFrame>
  );
}
