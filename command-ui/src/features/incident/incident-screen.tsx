import type { ReactNode } from 'react';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useEntityList } from '@haigang/shared/web/connection';
import { useView } from '../../app/view.js';
import { CameraStrip } from '../camera/camera-strip.js';
import { IncidentStage } from '../conference/incident-stage.js';
import { ParticipantsPanel } from '../conference/participants-panel.js';
import { DecisionPanel } from '../decision/decision-panel.js';
import { DispatchPanel } from '../dispatch/dispatch-panel.js';
import { CameraSnapshot } from '../evidence/camera-snapshot.js';
import { IncidentExchange } from '../exchange/incident-exchange.js';
import { PortPicture } from '../vessel/port-picture.js';
import { VesselListButton, VesselListPanel } from '../vessel/vessel-list-panel.js';
import { IncidentHeader } from './incident-header.js';
import { IncidentLog } from './incident-log.js';

/** An incident fills the screen: the conference left, the chart, orders, people and log right. */
export function IncidentScreen({ incident, me }: { incident: IncidentView; me: Me }): ReactNode {
  const { conferenceId, vesselList } = useView();
  const isWall = hasRole(me.principal, 'display');
  const conference = useEntityList('conference').find((one) => one.incidentId === incident.id && one.state !== 'ENDED');
  const inside = conferenceId !== null && conference?.id === conferenceId;
  return (
    <div className="incident">
      <IncidentHeader incident={incident} />
      <div className="col">
        <IncidentStage {...{ incidentId: incident.id, conference, inside, me }} />
        <CameraStrip
          count={4}
          near={incident.position}
          action={
            incident.can.writeLog
              ? (camera) => <CameraSnapshot cameraId={camera.id} incidentId={incident.id} />
              : () => null
          }
        />
      </div>
      <div className={conference ? 'side with-people' : 'side'}>
        {conference ? (
          <div className="col people-col">
            <ParticipantsPanel conference={conference} />
            <DispatchPanel incidentId={incident.id} />
            <IncidentExchange incidentId={incident.id} />
          </div>
        ) : null}
        <div className="col">
          <PortPicture focus={incident.position} yields={inside} action={isWall ? null : <VesselListButton />} />
          <DecisionPanel incident={incident} />
          {conference ? null : <DispatchPanel incidentId={incident.id} />}
          {vesselList ? <VesselListPanel /> : null}
          {/* What is being written stays. */}
          <div className="talk" hidden={vesselList}>
            {conference ? null : <IncidentExchange incidentId={incident.id} />}
            <IncidentLog incident={incident} />
          </div>
        </div>
      </div>
    </div>
  );
}
