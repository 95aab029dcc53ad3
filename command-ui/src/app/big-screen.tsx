import { useEffect, type ReactNode } from 'react';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useEntities } from '@haigang/shared/web/connection';
import { LinkBar } from '@haigang/shared/web/ui';
import { CameraStrip } from '../features/camera/camera-strip.js';
import { RequestsPanel } from '../features/conference/requests-panel.js';
import { OpenOrders } from '../features/decision/open-orders.js';
import { DutyPanel } from '../features/identity/duty-panel.js';
import { IncidentScreen } from '../features/incident/incident-screen.js';
import { LogTicker } from '../features/incident/log-ticker.js';
import { OpenIncidents } from '../features/incident/open-incidents.js';
import { useWallFollows } from '../features/conference/wall-stage.js';
import { PortPicture } from '../features/vessel/port-picture.js';
import { VesselAlerts } from '../features/vessel/vessel-alerts.js';
import { VesselListButton, VesselListPanel } from '../features/vessel/vessel-list-panel.js';
import { VideoSummary } from '../features/camera/video-summary.js';
import { NotConnectedPanel } from './not-connected.js';
import type { Signs } from './screen-bands.js';
import { TopBar } from './top-bar.js';
import { showIncident, useView } from './view.js';

/** The big screen of domain.md §6: top bar, left, centre map, right, log ticker; in an incident, the incident. */
export function BigScreen(props: { me: Me; surface: 'desk' | 'wall'; signs: Signs; bands: ReactNode }): ReactNode {
  const { me, surface, signs } = props;
  const { incidentId, vesselList } = useView();
  const selected = useEntities((state) => (incidentId === null ? undefined : state.incident.get(incidentId)));
  useWallFollows(surface);
  useEscape();
  return (
    <main className="screen">
      <TopBar me={me} ringing={signs.ringing} surface={surface} />
      <LinkBar />
      {props.bands}
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
            <DutyPanel presence={signs.presence} />
          </div>
        </div>
      )}
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
