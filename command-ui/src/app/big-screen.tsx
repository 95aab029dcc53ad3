import { useEffect, type ReactNode } from 'react';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { maySeeVessels } from '@haigang/shared/features/vessel/vessel.rules';
import { Contained, LinkBar } from '@haigang/shared/web/ui';
import { CameraStrip } from '../features/camera/camera-strip.js';
import { RequestsPanel } from '../features/conference/requests-panel.js';
import { OpenOrders } from '../features/decision/open-orders.js';
import { DutyPanel } from '../features/identity/duty-panel.js';
import { IncidentScreen } from '../features/incident/incident-screen.js';
import { LogTicker } from '../features/incident/log-ticker.js';
import { OpenIncidents } from '../features/incident/open-incidents.js';
import { useWallFollows } from '../features/conference/wall-stage.js';
import { NoPortPicture, PortPicture } from '../features/vessel/port-picture.js';
import { VesselAlerts } from '../features/vessel/vessel-alerts.js';
import { VesselListButton, VesselListPanel } from '../features/vessel/vessel-list-panel.js';
import { VideoSummary } from '../features/camera/video-summary.js';
import { NotConnectedPanel } from './not-connected.js';
import type { Signs } from './screen-bands.js';
import { TopBar } from './top-bar.js';
import { useShownIncident } from './shown-incident.js';
import { showIncident, useView } from './view.js';

/** The big screen of domain.md §6: top bar, left, centre map, right, log ticker; in an incident, the incident. */
export function BigScreen(props: { me: Me; surface: 'desk' | 'wall'; signs: Signs; bands: ReactNode }): ReactNode {
  const { me, surface, signs } = props;
  const { vesselList } = useView();
  const shown = useShownIncident();
  const seesTraffic = maySeeVessels(me.principal);
  useWallFollows(surface);
  useEscape();
  return (
    <main className="screen">
      <Contained part="top-bar">
        <TopBar me={me} ringing={signs.ringing} surface={surface} />
      </Contained>
      <LinkBar />
      {props.bands}
      {shown ? (
        <IncidentScreen {...shown} me={me} />
      ) : (
        <div className="overview">
          <div className="col left">
            {surface === 'desk' && seesTraffic ? (
              <Contained part="vessel-alerts">
                <VesselAlerts />
              </Contained>
            ) : null}
            {vesselList && seesTraffic ? (
              <Contained part="vessel-list">
                <VesselListPanel />
              </Contained>
            ) : (
              <>
                <NotConnectedPanel titleKey="wall.qsTitle" />
                <NotConnectedPanel titleKey="wall.ejtTitle" />
                <Contained part="video-summary">
                  <VideoSummary />
                </Contained>
              </>
            )}
          </div>
          <div className="col centre">
            <Contained part="chart">
              {seesTraffic ? (
                <PortPicture focus={null} action={surface === 'desk' ? <VesselListButton /> : null} />
              ) : (
                <NoPortPicture />
              )}
            </Contained>
            <Contained part="cameras">
              <CameraStrip count={vesselList ? 3 : 4} />
            </Contained>
          </div>
          <div className="col right">
            <Contained part="incidents">
              <OpenIncidents me={me} />
            </Contained>
            <Contained part="orders">
              <OpenOrders />
            </Contained>
            <Contained part="requests">
              <RequestsPanel />
            </Contained>
            <Contained part="duty">
              <DutyPanel presence={signs.presence} />
            </Contained>
          </div>
        </div>
      )}
      <Contained part="log-ticker">
        <LogTicker incidentId={shown?.incident?.id ?? null} />
      </Contained>
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
