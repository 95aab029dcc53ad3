import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Position } from '@haigang/shared/kernel/position';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { Presence } from '@haigang/shared/features/identity/identity.protocol';
import { useConnection, useConnectionState, usePrincipalIs } from '@haigang/shared/web/connection';
import { aisFreshness, usePresence, useVesselFeed } from '@haigang/shared/web/feeds';
import { inLanguage } from '@haigang/shared/web/i18n';
import type { MapPick, PlacedMark } from '@haigang/shared/web/map';
import { elapsed, Fresh, useServerNow } from '@haigang/shared/web/ui';
import { TrailChoice, useIncidentMarks, useTrail, VesselLegend } from '@haigang/shared/web/vessel';
import { selectVessel, showIncident, useView } from '../../app/view.js';
import { PortChart } from './port-chart.js';
import { PastVesselCard } from './replay/past-vessel-card.js';
import { replay } from './replay/replay-state.js';
import { VesselCard } from './vessel-card.js';

interface PortPictureProps {
  readonly focus: Position | null;
  readonly yields?: boolean;
  /** What the page offers beside the chart. */
  readonly action?: ReactNode;
}

/** In its place for who may not see the traffic: no source of his failed. [AIS17] */
export function NoPortPicture(): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="p map">
      <header className="ph">
        <h2>{t('wall.map')}</h2>
      </header>
      <div className="empty">
        <b>{t('wall.mapForStaff')}</b>
        {t('wall.mapForStaffHint')}
      </div>
    </section>
  );
}

/** 港区态势: vessels, cameras, officers and open incidents on the chart, with the age of what feeds it. */
export function PortPicture({ focus, yields = false, action = null }: PortPictureProps): ReactNode {
  const { t } = useTranslation();
  const link = useConnectionState((state) => state.link);
  const isWall = usePrincipalIs((principal) => hasRole(principal, 'display'));
  const sources = useVesselFeed((state) => state.sources);
  const count = useVesselFeed((state) => state.vessels.size);
  const { player } = useStore(replay);
  const { mmsi: selected, centre } = useView();
  const vessel = useVesselFeed((state) => (selected === null ? undefined : state.vessels.get(selected)));
  const trail = useTrail(vessel?.mmsi ?? null);
  const incidents = useIncidentMarks();
  const officers = useOfficerMarks();
  const freshness = aisFreshness(sources, link);
  const pick = useCallback((found: MapPick) => {
    if (found?.kind === 'incident') showIncident(found.id);
    else selectVessel(found?.mmsi ?? null);
  }, []);
  return (
    <section className="p map">
      <header className="ph">
        <h2>{t('wall.map')}</h2>
        {action}
        <VesselLegend />
        <span className="sp" />
        {sources?.some((source) => source.simulated) ? <span className="sim">{t('app.simulated')}</span> : null}
        {freshness.kind === 'never' ? null : <span className="t2 n">{t('vessel.targets', { count })}</span>}
        <Fresh value={freshness} label="AIS" />
      </header>
      <PortChart
        focus={centre ?? focus}
        yields={yields}
        selected={selected}
        tools={!isWall}
        trail={trail?.lines ?? null}
        incidents={incidents}
        officers={officers}
        onPick={pick}
      />
      {player && selected !== null ? (
        <PastVesselCard player={player} mmsi={selected} onClose={() => selectVessel(null)} />
      ) : null}
      {vessel && !player ? (
        <VesselCard vessel={vessel} trail={<TrailChoice trail={trail} />} onClose={() => selectVessel(null)} />
      ) : null}
    </section>
  );
}

/** A place this old has its age beside the name, ms: phones tell theirs three times a minute. */
const SAYS_AGE_MS = 60_000;
/** Ages on the chart are of whole minutes; so often they are looked at anew, ms. */
const AGE_EVERY_MS = 15_000;

/** Officers on duty whose phone gives a position, and how old it is; only commander and dispatcher are told. */
function useOfficerMarks(): readonly PlacedMark[] {
  const { t } = useTranslation();
  const presence = usePresence();
  const now = useServerNow(useConnection().serverNow, AGE_EVERY_MS);
  const named = useCallback(
    ({ name, positionAt }: Presence): string => {
      const ageMs = positionAt === null ? 0 : now - positionAt;
      const age = ageMs < SAYS_AGE_MS ? '' : t('vessel.ago', { elapsed: elapsed(ageMs) });
      return [inLanguage(name), age].filter(Boolean).join(' ');
    },
    [now, t],
  );
  return useMemo(
    () =>
      presence.flatMap((one) =>
        one.position && one.onDuty
          ? [{ id: one.principalId, name: named(one), lat: one.position.lat, lon: one.position.lon }]
          : [],
      ),
    [presence, named],
  );
}
