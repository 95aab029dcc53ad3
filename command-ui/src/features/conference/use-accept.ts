import { useCallback, useRef, useState } from 'react';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { useConnection } from '@haigang/shared/web/connection';
import { tell } from '@haigang/shared/web/ui';
import { enterConference } from '../../app/view.js';

/** Accepts a request and goes into its conference; first accept wins, a later one is told who did. */
export function useAccept(): { readonly accept: (request: ConferenceRequestView) => void; readonly busy: boolean } {
  const connection = useConnection();
  const [busy, setBusy] = useState(false);
  /** The key is quicker than the button that `busy` holds. */
  const running = useRef(false);
  const accept = useCallback(
    (request: ConferenceRequestView) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      void tell(connection.call('conference:accept', { requestId: request.id })).then((accepted) => {
        running.current = false;
        setBusy(false);
        if (!accepted) return;
        connection.entities.upsert('conference', accepted.conference);
        enterConference(accepted.conference.id, accepted.conference.incidentId);
      });
    },
    [connection],
  );
  return { accept, busy };
}
