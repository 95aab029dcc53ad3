import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import {
  PAGE_ID,
  TAB_SEATS,
  useSwitchedOff,
  type ConferenceClient,
  type ConferenceState,
} from '@haigang/shared/web/conference';
import { isFailing, useConnection } from '@haigang/shared/web/connection';
import { beginView, view } from '../../app/view.js';

/** The call a page sat in, the page that had the seat, and what its person had switched off. */
const TabSeat = z.object({
  conferenceId: z.string(),
  pageId: z.uuid(),
  microphoneOn: z.boolean(),
  cameraOn: z.boolean(),
});
type TabSeat = z.infer<typeof TabSeat>;

/** What a desk's tab remembers for the page that is loaded in it next. */
const TabMemory = z.object({ principalId: z.string(), incidentId: z.string().nullable(), seat: TabSeat.nullable() });
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

/**
 * [CONF7] Once for a page, or for who signs in on it: back to what the tab showed and to the call it sat in, if it is the
 * same person and the centre still keeps the place; with nothing of another's otherwise.
 */
export function useTabMemory(principalId: string): void {
  const connection = useConnection();
  useState(() => {
    const known = remembered();
    const mine = known?.principalId === principalId ? known : { incidentId: null, seat: null };
    const conferences = connection.entities.store.getState().conference;
    const seat = mine.seat && isKept(conferences.get(mine.seat.conferenceId), principalId) ? mine.seat : null;
    remember({ principalId, incidentId: mine.incidentId, seat });
    beginView(mine.incidentId, seat);
  });
  useEffect(() => {
    const stop = view.subscribe(({ incidentId }, before) => {
      if (incidentId !== before.incidentId) remember({ incidentId });
    });
    return () => {
      stop();
      // Signed out; a page that is loaded anew ends without this. [FAULT1]
      if (!isFailing()) forget();
    };
  }, []);
}

function forget(): void {
  try {
    window.sessionStorage.removeItem(KEPT);
  } catch {
    // As above.
  }
}

/** Whoever left, was put out, or stayed away longer than his seat waited goes in by a press alone. */
function isKept(conference: ConferenceView | undefined, principalId: string): boolean {
  const me = conference?.participants.find((one) => one.principalId === principalId);
  return conference?.can.join === true && (me?.state === 'DROPPED' || me?.state === 'JOINED');
}

/** Keeps in the tab that this page sits in the call; what its person had switched off before stays off. */
export function useRememberedSeat(conferenceId: string, seat: ConferenceClient | null, state: ConferenceState): void {
  const { phase, microphoneOn, cameraOn } = state;
  const [before] = useState(() => {
    const known = remembered()?.seat ?? null;
    // A call of this very page that is still remembered has failed and is drawn anew.
    const isSame = known?.pageId === PAGE_ID && known.conferenceId === conferenceId;
    return isSame || view.getState().comes.byItself ? known : null;
  });
  useSwitchedOff(seat, before);
  useEffect(() => {
    if (phase === 'live') remember({ seat: { conferenceId, pageId: PAGE_ID, microphoneOn, cameraOn } });
    if (phase === 'ended') remember({ seat: null });
  }, [conferenceId, phase, microphoneOn, cameraOn]);
  // A page that is loaded anew ends without this, and one whose call failed takes it up again. [FAULT1]
  useEffect(
    () => () => {
      if (!isFailing()) remember({ seat: null });
    },
    [],
  );
}
