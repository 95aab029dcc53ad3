import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';

/** What the person at this page said last: stay out after leaving, or go back in. */
export interface SeatChoice {
  readonly conferenceId: string;
  readonly stay: boolean;
}

/** The least of a conference that decides where a page belongs. */
export type ConferenceLike = Pick<ConferenceView, 'id' | 'state'> & {
  readonly can: Pick<ConferenceView['can'], 'join'>;
  readonly participants: readonly Pick<ConferenceView['participants'][number], 'principalId' | 'state'>[];
};

export type Belonging<C> =
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'inside'; readonly conference: C }
  /** The centre calls: answered by a press. */
  | { readonly kind: 'ringing'; readonly conference: C }
  /** One press away; `elsewhere` when another device of the same person is in the call, which then moves here. */
  | { readonly kind: 'offered'; readonly conference: C; readonly elsewhere: boolean };

/**
 * Whom the centre calls is rung (RINGING). The officer who asked is connected by the centre (INVITED) and comes back after
 * a drop (DROPPED), and also when the network was away longer than the seat waited (LEFT) [NET9]. Whoever left by a press,
 * or is in the call with another device, is offered the way in and never taken there: one seat per person and room
 * (design.md §2, sessions).
 */
export function whereIBelong<C extends ConferenceLike>(options: {
  conferences: readonly C[];
  principalId: string;
  choice: SeatChoice | null;
  /** The conference this page has been inside. */
  enteredHere: string | null;
}): Belonging<C> {
  const { conferences, principalId, choice, enteredHere } = options;
  for (const conference of conferences) {
    if (conference.state === 'ENDED' || !conference.can.join) continue;
    const state = conference.participants.find((one) => one.principalId === principalId)?.state;
    if (state === undefined || state === 'REMOVED') continue;
    if (state === 'RINGING' && !answered(choice, conference.id)) return { kind: 'ringing', conference };
    const said = choice?.conferenceId === conference.id ? choice.stay : null;
    const elsewhere = state === 'JOINED' && enteredHere !== conference.id;
    const comesBack =
      state === 'DROPPED' || (enteredHere === conference.id && (state === 'JOINED' || state === 'LEFT'));
    const inside = state === 'INVITED' || (said ?? comesBack);
    return inside
      ? { kind: 'inside', conference }
      : { kind: 'offered', conference, elsewhere: elsewhere && said !== false };
  }
  return { kind: 'nowhere' };
}

function answered(choice: SeatChoice | null, conferenceId: string): boolean {
  return choice?.conferenceId === conferenceId && choice.stay;
}
