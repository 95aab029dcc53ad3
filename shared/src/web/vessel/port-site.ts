import type { PortSite } from '../../features/vessel/port-site.js';
import type { SavedPortSite } from '../../features/vessel/port-site.model.js';
import { SAMPLE_GATES, SAMPLE_PORT, SAMPLE_ZONES } from '../../features/vessel/sample-port.js';
import { useConnectionState, useEntityList, type Connection } from '../connection/index.js';

/** The geometry that was saved last; undefined while the sample holds. */
export function useSavedPortSite(): SavedPortSite | undefined {
  return useEntityList('port-site')[0];
}

/** [AIS100] The port's geometry as it holds now; changes arrive by themselves. */
export function usePortSite(): PortSite {
  const isDemo = useConnectionState(({ me }) => me?.site.demo ?? false);
  return useSavedPortSite()?.site ?? sampleOf(isDemo);
}

/** The same at this moment, for what draws past React. */
export function portSiteOf({ entities, state }: Connection): PortSite {
  const [saved] = entities.store.getState()['port-site'].values();
  return saved?.site ?? sampleOf(state.getState().me?.site.demo ?? false);
}

const SAMPLE_WITH_ZONES: PortSite = { ...SAMPLE_PORT, zones: SAMPLE_ZONES, radiationGates: SAMPLE_GATES };
const sampleOf = (isDemo: boolean): PortSite => (isDemo ? SAMPLE_WITH_ZONES : SAMPLE_PORT);
