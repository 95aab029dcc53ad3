import { useCallback, useEffect, useState } from 'react';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { useEntityList } from '@haigang/shared/web/connection';
import {
  afterAnswering,
  afterEntering,
  afterLeaving,
  NEW_PAGE,
  whereIBelong,
  type Belonging,
  type OtherConference,
} from './belonging.js';

/** The conference this page belongs in, those it may enter by a press, and the two presses. */
export interface MyConference {
  readonly belonging: Belonging<ConferenceView>;
  /** Another conference that calls while the page is inside of one. */
  readonly other: OtherConference<ConferenceView> | null;
  readonly enter: (conference: ConferenceView) => void;
  readonly leave: (conferenceId: string) => void;
}

export function useMyConference(principalId: string): MyConference {
  const conferences = useEntityList('conference');
  const [page, setPage] = useState(NEW_PAGE);
  const belonging = whereIBelong({ conferences, principalId, page });
  const inside = belonging.kind === 'inside' ? belonging.conference.id : null;
  useEffect(() => {
    if (inside !== null) setPage((known) => afterEntering(known, inside));
  }, [inside]);
  const enter = useCallback(
    (conference: ConferenceView) => setPage((known) => afterAnswering(known, conference, principalId)),
    [principalId],
  );
  const leave = useCallback((id: string) => setPage((known) => afterLeaving(known, id)), []);
  const other = belonging.kind === 'inside' ? (belonging.others[0] ?? null) : null;
  return { belonging, other, enter, leave };
}
