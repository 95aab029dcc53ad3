import { useCallback, useEffect, useState } from 'react';
import { z } from 'zod';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { useEntityList } from '@haigang/shared/web/connection';
import { PAGE_ID, TAB_SEATS, type ComingBack, type ConferenceState } from '@haigang/shared/web/conference';
import {
  afterAnswering,
  afterEntering,
  afterLeaving,
  afterSeat,
  NEW_PAGE,
  toRemember,
  whereIBelong,
  type Belonging,
  type OtherConference,
  type PageMemory,
} from './belonging.js';

/** Said when the page has its seat, and when that moved to another device. */
export type SeatSaid = (conferenceId: string, seat: 'held' | 'moved') => void;

/** The conference this page belongs in, those it may enter by a press, and the two presses. */
export interface MyConference {
  readonly belonging: Belonging<ConferenceView>;
  /** Another conference that calls while the page is inside of one. */
  readonly other: OtherConference<ConferenceView> | null;
  /** How the page comes to the seat of the conference it belongs in. */
  readonly comes: ComingBack;
  readonly onSeat: SeatSaid;
  readonly enter: (conference: ConferenceView) => void;
  readonly leave: (conferenceId: string) => void;
}

/** Under which this tab remembers what it has been inside of: a page loaded anew in it comes back by itself. */
const ENTERED = `${TAB_SEATS}entered`;
const Remembered = z.record(z.string(), z.uuid());

function rememberedPage(principalId: string, alone: boolean): PageMemory {
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(`${ENTERED} ${principalId}`) ?? '{}');
    return { ...NEW_PAGE, alone, before: new Map(Object.entries(Remembered.parse(kept))) };
  } catch {
    // Storage forbidden, or not ours: the way back then takes a press.
    return { ...NEW_PAGE, alone };
  }
}

function remember(principalId: string, page: PageMemory): void {
  try {
    const kept = Object.fromEntries(toRemember(page, PAGE_ID));
    window.sessionStorage.setItem(`${ENTERED} ${principalId}`, JSON.stringify(kept));
  } catch {
    // As above.
  }
}

/** `alone`: this device is the only one of its person, as a body-worn unit is. */
export function useMyConference(principalId: string, alone = false): MyConference {
  const conferences = useEntityList('conference');
  const [page, setPage] = useState(() => rememberedPage(principalId, alone));
  const askedAtDesk = useAskedAtDesk(principalId);
  const belonging = whereIBelong({ conferences, principalId, page, askedAtDesk });
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
  const onSeat = useCallback<SeatSaid>((id, seat) => setPage((known) => afterSeat(known, id, seat)), []);
  const other = belonging.kind === 'inside' ? (belonging.others[0] ?? null) : null;
  const comes = {
    byItself: belonging.kind === 'inside' && belonging.byItself,
    previousPageId: inside === null ? null : (page.before.get(inside) ?? null),
  };
  return { belonging, other, comes, onSeat, enter, leave };
}

/** Conferences that this person's requests from a desk came to. */
function useAskedAtDesk(principalId: string): ReadonlySet<string> {
  const requests = useEntityList('conference-request');
  return new Set(
    requests.flatMap(({ requesterId, deviceKind, conferenceId }) =>
      requesterId === principalId && deviceKind === 'desk' && conferenceId !== null ? [conferenceId] : [],
    ),
  );
}

/** Tells of the seat that a call page has, and of its move to another device. */
export function useSeatSaid(call: {
  readonly conferenceId: string;
  readonly state: Pick<ConferenceState, 'phase' | 'reason'>;
  readonly onSeat: SeatSaid | undefined;
}): void {
  const { conferenceId, state, onSeat } = call;
  const seat =
    state.phase === 'live'
      ? 'held'
      : state.reason === 'conference.seat-moved' && state.phase === 'ended'
        ? 'moved'
        : null;
  useEffect(() => {
    if (seat !== null) onSeat?.(conferenceId, seat);
  }, [conferenceId, seat, onSeat]);
}
