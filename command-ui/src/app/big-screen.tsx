import { useEffect, type ReactNode } from 'react';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useEntities } from '@haigang/shared/web/connection';
import { usePresence } from '@haigang/shared/web/feeds';
import { LinkBar } from '@haigang/shared/web/ui';
import { CameraStrip } from '../features/camera/camera-strip.js';
import { IncomingBand } from '../features/conference/incoming-band.js';
import { CallBand } from '../features/conference/call-band.js';
import { MoveQuestion } from '../features/conference/move-question.js';
import { PageCall } from '../features/conference/page-call.js';
import { RingingBand } from '../features/conference/ringing-band.js';
import { RequestsPanel } from '../features/conference/requests-panel.js';
import { OpenOrders } from '../features/decision/open-orders.js';
import { DutyPanel } from '../features/identity/duty-panel.js';
import { IncidentScreen } from '../features/incident/incident-screen.js';
import { LogTicker } from '../features/incident/log-ticker.js';
import { OpenIncidents } from '../features/incident/open-incidents.js';
import { useScreenReport } from '../features/identity/presence.js';
import { useWallFollows } from '../features/conference/wall-stage.js';
import { useRinging } from '../features/conference/use-ringing.js';
import { DistressBand } from '../features/vessel/distress-band.js';
import { useDistress } from '../features/vessel/use-distress.js';
import { PortPicture } from '../features/vessel/port-picture.js';
import { VesselAlerts } from '../features/vessel/vessel-alerts.js';
import { VesselListButton, VesselListPanel } from '../features/vessel/vessel-list-panel.js';
import { VideoSummary } from '../features/camera/video-summary.js';
import { NotConnectedPanel } from './not-connected.js';
import { TopBar } from './top-bar.js';
import { showIncident, useView } from './view.js';

/** The big screen of domain.md §6: top bar, left, centre map, right, log ticker; in an incident, the incident. */
export function BigScreen({ me, surface }: { me: Me; surface: 'desk' | 'wall' }): ReactNode {
  const { incidentId, vesselList } = useView();
  const selected = useEntities((state) => (incidentId === null ? undefined : state.incident.get(incidentId)));
  const distress = useDistress();
  const ringing = useRinging(surface === 'desk' && distress.some(({ alarm }) => alarm.state === 'ACTIVE'));
  const presence = usePresence();
  useScreenReport(surface, ringing.soundBlocked);
  useWallFollows(surface);
  useEscape();
  return (
    <main className="screen">
      <TopBar me={me} soundBlocked={ringing.soundBlocked} onUnlock={ringing.unlock} surface={surface} />
      <LinkBar />
      <DistressBand distress={distress} />
      <RingingBand presence={presence} ringing={ringing} />
      <IncomingBand />
      {surface === 'desk' ? <CallBand /> : null}
      {selected ? (
        <IncidentScreen incident={selected} me={me} />
      ) : (
        <div className="overview">
          <div className="col left">
            {surface === 'desk' ? <VesselAlerts /> : null}
            {vesselList ? (
              <VesselListPanel />
            ) : (
              <>
                <NotConnectedPanel titleKey="wall.qsTitle" />
                <NotConnectedPanel titleKey="wall.ejtTitle" />
                <VideoSummary />
              </>
            )}
          </div>
          <div className="col centre">
            <PortPicture focus={null} action={surface === 'desk' ? <VesselListButton /> : null} />
            <CameraStrip count={vesselList ? 3 : 4} />
          </div>
          <div className="col right">
            <OpenIncidents me={me} />
            <OpenOrders />
            <RequestsPanel />
            <DutyPanel presence={presence} />
          </div>
        </div>
      )}
      {surface === 'desk' ? <PageCall /> : null}
      {surface === 'desk' ? <MoveQuestion /> : null}
      <LogTicker incidentId={selected?.id ?? null} />
    </main>
  );
}

function useEscape(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && document.querySelector('dialog[open]') === null) showIncident(null);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
