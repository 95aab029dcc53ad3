import type { ReactNode } from 'react';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import { FINAL_STATES } from '@haigang/shared/features/incident/incident.rules';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import { maySeeVessels } from '@haigang/shared/features/vessel/vessel.rules';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { Contained } from '@haigang/shared/web/ui';
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
import { ConferenceHeader } from './conference-header.js';
import { IncidentHeader } from './incident-header.js';
import { IncidentLog } from './incident-log.js';

/** What an incident's screen has to show; no incident where only its conference is open to this person. [ROOM15] */
export interface ShownIncident {
  readonly incidentId: string;
  readonly incident: IncidentView | undefined;
  /** The conference that runs. */
  readonly conference: ConferenceView | undefined;
}

/** An incident fills the screen: the conference left, the chart, orders, people and log right. */
export function IncidentScreen({ incidentId, incident, conference, me }: ShownIncident & { me: Me }): ReactNode {
  const { conferenceId, vesselList } = useView();
  const isWall = hasRole(me.principal, 'display');
  const seesTraffic = maySeeVessels(me.principal);
  const inside = conferenceId !== null && conference?.id === conferenceId;
  return (
    <div className="incident">
      {incident ? (
        <Contained key={incidentId} part="header">
          <IncidentHeader incident={incident} />
        </Contained>
      ) : null}
      {!incident && conference ? <ConferenceHeader conference={conference} /> : null}
      <div className="col">
        <Contained key={incidentId} part="stage" holdsSeat={isWall}>
          <IncidentStage
            {...{ incidentId, conference, inside, me }}
            over={incident !== undefined && FINAL_STATES.includes(incident.state)}
          />
        </Contained>
        <Contained part="cameras">
          <CameraStrip
            count={4}
            near={incident?.position ?? null}
            action={
              incident?.can.writeLog
                ? (camera) => <CameraSnapshot cameraId={camera.id} incidentId={incidentId} />
                : () => null
            }
          />
        </Contained>
      </div>
      <div className={conference ? 'side with-people' : 'side'}>
        {conference ? (
          <div className="col people-col">
            <Contained part="participants">
              <ParticipantsPanel conference={conference} />
            </Contained>
            <Contained part="dispatch">
              <DispatchPanel incidentId={incidentId} />
            </Contained>
            <Contained part="exchange">
              <IncidentExchange incidentId={incidentId} />
            </Contained>
          </div>
        ) : null}
        <div className="col">
          {seesTraffic ? (
            <Contained part="chart">
              <PortPicture
                focus={incident?.position ?? null}
                yields={inside}
                action={isWall ? null : <VesselListButton />}
              />
            </Contained>
          ) : null}
          <Contained key={incidentId} part="decisions">
            <DecisionPanel {...{ incidentId, incident }} />
          </Contained>
          {conference ? null : (
            <Contained part="dispatch">
              <DispatchPanel incidentId={incidentId} />
            </Contained>
          )}
          {vesselList ? (
            <Contained part="vessel-list">
              <VesselListPanel />
            </Contained>
          ) : null}
          {/* What is being written stays. */}
          <div className="talk" hidden={vesselList || (!incident && conference !== undefined)}>
            {conference ? null : (
              <Contained part="exchange">
                <IncidentExchange incidentId={incidentId} />
              </Contained>
            )}
            {incident ? (
              <Contained part="log">
                <IncidentLog incident={incident} />
              </Contained>
            ) : null}
          </div>
        </div>
      </div>
    </div>
  );
}
