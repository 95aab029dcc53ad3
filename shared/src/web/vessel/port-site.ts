import type { PortSite } from '../../features/vessel/port-site.js';
import type { SavedPortSite } from '../../features/vessel/port-site.model.js';
import { SAMPLE_PORT } from '../../features/vessel/sample-port.js';
import { useEntityList } from '../connection/index.js';

/** The geometry that was saved last; undefined while the sample holds. */
export function useSavedPortSite(): SavedPortSite | undefined {
  return useEntityList('port-site')[0];
}

/** [AIS100] The port's geometry as it holds now; changes arrive by themselves. */
export function usePortSite(): PortSite {
  return useSavedPortSite()?.site ?? SAMPLE_PORT;
}
