import { useCallback } from 'react';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { useMove } from './use-move.js';

/** Goes into a conference; out of another one only as [ROOM12] says. */
export function useEnter(): (conference: Pick<ConferenceView, 'id' | 'incidentId'>) => void {
  const { go } = useMove();
  return useCallback((conference) => void go({ kind: 'enter', conference }), [go]);
}
