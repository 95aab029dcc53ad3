import { useCallback, useRef, useState } from 'react';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { useConnection } from '@haigang/shared/web/connection';
import { tell } from '@haigang/shared/web/ui';
import { useEnter, useYieldingChart } from './use-enter.js';

/** Accepts a request and goes into its conference; first accept wins, a later one is told who did. */
export function useAccept(): { readonly accept: (request: ConferenceRequestView) => void; readonly busy: boolean } {
  const connection = useConnection();
  const enter = useEnter();
  const yieldChart = useYieldingChart();
  const [busy, setBusy] = useState(false);
  /** The key is quicker than the button that `busy` holds. */
  const running = useRef(false);
  const accept = useCallback(
    (request: ConferenceRequestView) => {
      if (running.current) return;
      running.current = true;
      yieldChart();
      setBusy(true);
      void tell(connection.call('conference:accept', { requestId: request.id })).then((accepted) => {
        running.current = false;
        setBusy(false);
        if (!accepted) return;
        connection.entities.upsert('conference', accepted.conference);
        enter(accepted.conference);
      });
    },
    [connection, enter, yieldChart],
  );
  return { accept, busy };
}
