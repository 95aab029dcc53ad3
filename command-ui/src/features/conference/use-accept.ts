import { useCallback } from 'react';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { useMove } from './use-move.js';

/** Accepts a request and goes into its conference; first accept wins, a later one is told who did. */
export function useAccept(): { readonly accept: (request: ConferenceRequestView) => void; readonly busy: boolean } {
  const { go, busy } = useMove();
  const accept = useCallback((request: ConferenceRequestView) => void go({ kind: 'accept', request }), [go]);
  return { accept, busy };
}
