import { useMemo } from 'react';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { useEntityList } from '@haigang/shared/web/connection';

/** What the person at this page said last: stay out after leaving, or go back in. */
export interface SeatChoice {
  readonly conferenceId: string;
  readonly stay: boolean;
}

/**
 * The conference this page belongs in: the officer is connected by the centre (INVITED) and comes back after a drop
 * (DROPPED, JOINED). After leaving, `enterable` names the way back instead.
 */
export function useMyConference(
  principalId: string,
  choice: SeatChoice | null,
): { conference: ConferenceView | null; enterable: string | null } {
  const conferences = useEntityList('conference');
  return useMemo(() => {
    const mine = conferences
      .filter((conference) => conference.state !== 'ENDED' && conference.can.join)
      .find((conference) =>
        conference.participants.some(
          (participant) => participant.principalId === principalId && participant.state !== 'REMOVED',
        ),
      );
    const state = mine?.participants.find((participant) => participant.principalId === principalId)?.state;
    const chosen = choice !== null && choice.conferenceId === mine?.id ? choice.stay : state !== 'LEFT';
    const stays = mine !== undefined && (chosen || state === 'INVITED');
    return { conference: stays ? mine : null, enterable: mine !== undefined && !stays ? mine.id : null };
  }, [conferences, principalId, choice]);
}
