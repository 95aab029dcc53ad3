import { useEffect, useState } from 'react';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { useEntityList } from '@haigang/shared/web/connection';
import { whereIBelong, type Belonging, type SeatChoice } from './belonging.js';

/** The conference this page belongs in, or the one it may enter by a press. */
export function useMyConference(principalId: string, choice: SeatChoice | null): Belonging<ConferenceView> {
  const conferences = useEntityList('conference');
  const [enteredHere, setEntered] = useState<string | null>(null);
  const belonging = whereIBelong({ conferences, principalId, choice, enteredHere });
  const inside = belonging.kind === 'inside' ? belonging.conference.id : null;
  useEffect(() => {
    if (inside !== null) setEntered(inside);
  }, [inside]);
  return belonging;
}
