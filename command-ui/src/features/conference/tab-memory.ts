import { useEffect, useState } from 'react';
import { z } from 'zod';
import { PAGE_ID, TAB_SEATS, type ConferenceState } from '@haigang/shared/web/conference';
import { comeBack, view } from '../../app/view.js';

/** What a desk's tab remembers for the page that is loaded in it next. */
const TabMemory = z.object({
  principalId: z.string(),
  incidentId: z.string().nullable(),
  /** The call the page sat in, and the page that had the seat. */
  seat: z.object({ conferenceId: z.string(), pageId: z.uuid() }).nullable(),
});
type TabMemory = z.infer<typeof TabMemory>;

const KEPT = `${TAB_SEATS}desk`;

function remembered(): TabMemory | null {
  try {
    return TabMemory.parse(JSON.parse(window.sessionStorage.getItem(KEPT) ?? 'null'));
  } catch {
    // Nothing, not ours, or storage forbidden: the way back then takes a press.
    return null;
  }
}

function remember(change: Partial<TabMemory>): void {
  const known = remembered() ?? { principalId: '', incidentId: null, seat: null };
  try {
    window.sessionStorage.setItem(KEPT, JSON.stringify({ ...known, ...change }));
  } catch {
    // As above.
  }
}

/** [CONF7] Once for a page: back to what its tab showed and to the call it sat in, if the same person is signed in. */
export function useTabMemory(principalId: string): void {
  useState(() => {
    const known = remembered();
    const mine = known?.principalId === principalId;
    if (mine) comeBack(known.incidentId, known.seat);
    else remember({ principalId, incidentId: null, seat: null });
  });
  useEffect(() => view.subscribe(({ incidentId }) => remember({ incidentId })), []);
}

/** Keeps in the tab that this page sits in the call; not what its person left, nor what moved to another page. */
export function useRememberedSeat(conferenceId: string, { phase, reason }: ConferenceState): void {
  const moved = phase === 'ended' && reason === 'conference.seat-moved';
  useEffect(() => {
    if (phase === 'live') remember({ seat: { conferenceId, pageId: PAGE_ID } });
    if (moved) remember({ seat: null });
  }, [conferenceId, phase, moved]);
  // A page that is loaded anew ends without this.
  useEffect(() => () => remember({ seat: null }), []);
}
