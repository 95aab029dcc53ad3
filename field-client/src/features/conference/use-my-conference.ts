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
  type PageMemory,
} from './belonging.js';

/** The conference this page belongs in, those it may enter by a press, and the two presses. */
export interface MyConference {
  readonly belonging: Belonging<ConferenceView>;
  /** Another conference that calls while the page is inside of one. */
  readonly other: OtherConference<ConferenceView> | null;
  readonly enter: (conference: ConferenceView) => void;
  readonly leave: (conferenceId: string) => void;
}

/** Under which this tab remembers what it has been inside of: a page loaded anew in it comes back by itself. */
const ENTERED = 'haigang.entered-conferences';

function rememberedPage(principalId: string, alone: boolean): PageMemory {
  try {
    const known: unknown = JSON.parse(window.sessionStorage.getItem(`${ENTERED} ${principalId}`) ?? '[]');
    const ids = Array.isArray(known) ? known.filter((id) => typeof id === 'string') : [];
    return { ...NEW_PAGE, alone, before: new Set(ids) };
  } catch {
    // Storage forbidden, or not ours: the way back then takes a press.
    return { ...NEW_PAGE, alone };
  }
}

/** The conference it is in; before it is in any, what it was in when it was loaded, but for what its person left. */
function remember(principalId: string, { current, before, said }: PageMemory): void {
  const ids = current === null ? [...before].filter((id) => said.get(id)?.stay !== false) : [current];
  try {
    window.sessionStorage.setItem(`${ENTERED} ${principalId}`, JSON.stringify(ids));
  } catch {
    // As above.
  }
}

/** `alone`: this device is the only one of its person, as a body-worn unit is. */
export function useMyConference(principalId: string, alone = false): MyConference {
  const conferences = useEntityList('conference');
  const [page, setPage] = useState(() => rememberedPage(principalId, alone));
  const belonging = whereIBelong({ conferences, principalId, page });
  const inside = belonging.kind === 'inside' ? belonging.conference.id : null;
  useEffect(() => remember(principalId, page), [principalId, page]);
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
