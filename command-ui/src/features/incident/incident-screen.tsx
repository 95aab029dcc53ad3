import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useEntityList } from '@haigang/shared/web/connection';
import { Icon } from '@haigang/shared/web/ui';
import { enterConference, useView } from '../../app/view.js';
import { CameraStrip } from '../camera/camera-strip.js';
import { CallButton } from '../conference/call-dialog.js';
import { ConferenceStage } from '../conference/conference-stage.js';
import { ParticipantsPanel } from '../conference/participants-panel.js';
import { DecisionPanel } from '../decision/decision-panel.js';
import { DispatchPanel } from '../dispatch/dispatch-panel.js';
import { CameraSnapshot } from '../evidence/camera-snapshot.js';
import { IncidentExchange } from '../exchange/incident-exchange.js';
import { PortPicture } from '../vessel/port-picture.js';
import { IncidentHeader } from './incident-header.js';
import { IncidentLog } from './incident-log.js';

/** An incident fills the screen: the conference left, the chart, orders, people and log right. */
export function IncidentScreen({ incident, me }: { incident: IncidentView; me: Me }): ReactNode {
  const { t } = useTranslation();
  const { conferenceId } = useView();
  const conference = useEntityList('conference').find((one) => one.incidentId === incident.id && one.state !== 'ENDED');
  const inside = conferenceId !== null && conference?.id === conferenceId;
  return (
    <div className="incident">
      <IncidentHeader incident={incident} />
      <div className="col">
        {inside ? (
          <ConferenceStage conference={conference} />
        ) : (
          <section className="p stage">
            <div className="main">
              <div className="waiting">
                <Icon name="camera" size={48} />
                <p>{conference ? t('conference.live') : t('conference.noRequests')}</p>
                {conference?.can.join ? (
                  <button type="button" className="btn pri" onClick={() => enterConference(conference.id, incident.id)}>
                    {t('conference.join')}
                  </button>
                ) : null}
                {me.principal.kind === 'account' && hasRole(me.principal, 'commander', 'dispatcher') ? (
                  <CallButton incidentId={incident.id} conference={conference} primary={!conference} />
                ) : null}
              </div>
            </div>
          </section>
        )}
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
      <div className="col">
        <PortPicture focus={incident.position} yields={inside} />
        {conference ? <ParticipantsPanel conference={conference} /> : null}
        <DecisionPanel incident={incident} />
        <DispatchPanel incidentId={incident.id} />
        <div className="talk">
          <IncidentExchange incidentId={incident.id} />
          <IncidentLog incident={incident} />
        </div>
      </div>
    </div>
  );
}
