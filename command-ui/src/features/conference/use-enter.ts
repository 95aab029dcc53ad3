import { useCallback } from 'react';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { takeSeatAhead } from '@haigang/shared/web/conference';
import { useConnection } from '@haigang/shared/web/connection';
import { enterConference, isInConference } from '../../app/view.js';
import { chartHostOf } from '../vessel/chart-host.js';

/** Goes into a conference: the seat is taken at once, the screen follows, and the chart waits for the first picture. */
export function useEnter(): (conference: Pick<ConferenceView, 'id' | 'incidentId'>) => void {
  const connection = useConnection();
  const yieldChart = useYieldingChart();
  return useCallback(
    ({ id, incidentId }) => {
      yieldChart();
      if (!isInConference(id)) takeSeatAhead(connection, id);
      enterConference(id, incidentId);
    },
    [connection, yieldChart],
  );
}

/** Keeps the chart from drawing while a picture is about to come. */
export function useYieldingChart(): () => void {
  const connection = useConnection();
  return useCallback(() => chartHostOf(connection).hold(), [connection]);
}
