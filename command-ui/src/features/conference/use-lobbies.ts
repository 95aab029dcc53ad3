import { useEffect, useMemo, useRef } from 'react';
import type { ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import { useEntityList } from '@haigang/shared/web/connection';

/** A guest before the door of a conference. */
export interface WaitingGuest {
  readonly conference: ConferenceView;
  readonly person: Participant;
}

/** [ROOM13] Whoever waits in a lobby and may be let in by the person at this page. */
export function waitingGuests(conferences: readonly ConferenceView[]): WaitingGuest[] {
  return conferences
    .filter(({ state, can }) => state !== 'ENDED' && can.admit)
    .flatMap((conference) =>
      conference.participants.filter(({ state }) => state === 'LOBBY').map((person) => ({ conference, person })),
    );
}

export function useWaitingGuests(): readonly WaitingGuest[] {
  const conferences = useEntityList('conference');
  return useMemo(() => waitingGuests(conferences), [conferences]);
}

/** [ROOM13] Knocks once for each guest who comes to a lobby; for those of a silent page as soon as it has its voice. */
export function useKnock(knock: () => void, soundBlocked: boolean): void {
  const guests = useWaitingGuests();
  const heard = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (soundBlocked) return;
    const now = new Set(guests.map(({ conference, person }) => `${conference.id}/${person.principalId}`));
    const isNew = [...now].some((guest) => !heard.current.has(guest));
    heard.current = now;
    if (isNew) knock();
  }, [guests, knock, soundBlocked]);
}
