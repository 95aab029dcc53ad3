import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';

/** What the person at this page said last of a conference: go in, or stay out after leaving. */
interface SeatChoice {
  readonly stay: boolean;
  /** When the centre called whom this answers; null without a call. A later call is another one, not answered by it. */
  readonly callAt: string | null;
}

/** What a page knows of itself beside the rows of the centre. */
export interface PageMemory {
  readonly said: ReadonlyMap<string, SeatChoice>;
  /** Conferences this page has been inside of. */
  readonly entered: ReadonlySet<string>;
  /** The one it is inside of, or goes into by the last press. */
  readonly current: string | null;
  /** Conferences this tab had been inside of before its page was loaded anew, and the page it was then. */
  readonly before: ReadonlyMap<string, string>;
  /** Where this page has had a seat: it has it still, or the centre said that the call moved to another page. */
  readonly seats: ReadonlyMap<string, 'held' | 'moved'>;
  /** Nobody else can be this person: a body-worn unit, not an account that several devices are signed in to. */
  readonly alone: boolean;
}

export const NEW_PAGE: PageMemory = {
  said: new Map(),
  entered: new Set(),
  current: null,
  before: new Map(),
  seats: new Map(),
  alone: false,
};

type ParticipantLike = Pick<ConferenceView['participants'][number], 'principalId' | 'state'> & {
  readonly call?: Pick<NonNullable<ConferenceView['participants'][number]['call']>, 'at'> | undefined;
};

/** The least of a conference that decides where a page belongs. */
export type ConferenceLike = Pick<ConferenceView, 'id' | 'state'> & {
  readonly can: Pick<ConferenceView['can'], 'join'>;
  readonly participants: readonly ParticipantLike[];
};

/** A conference beside the one the page is in, and what it wants of the person: the centre calls, or takes him in as he asked. */
export interface OtherConference<C> {
  readonly conference: C;
  readonly why: 'rings' | 'asked';
}

/** One press away; `elsewhere` when another device of the same person is in the call, which then moves here. */
export interface Offer<C> {
  readonly conference: C;
  readonly elsewhere: boolean;
}

export type Belonging<C> =
  | { readonly kind: 'nowhere' }
  | {
      readonly kind: 'inside';
      readonly conference: C;
      readonly others: readonly OtherConference<C>[];
      /** Nobody pressed: the page comes back, and leaves the call to the page it moved to. */
      readonly byItself: boolean;
    }
  /** The centre calls: answered by a press. */
  | { readonly kind: 'ringing'; readonly conference: C }
  | { readonly kind: 'offered'; readonly offers: readonly Offer<C>[] };

type Stand = 'asked' | 'rings' | 'returns' | 'offered';

interface Found<C> {
  readonly conference: C;
  readonly me: ParticipantLike;
  readonly stand: Stand;
}

/**
 * [CALL5] Of all conferences that list the person, the page stays in the one it is inside of; else it goes where he asked
 * to be (INVITED), rings for the call that waits longest, comes back after a drop (DROPPED) or when the network was away
 * longer than the seat waited (LEFT) [NET9]; else all of them are offered. Whoever left by a press, or is in the call with
 * another device, is offered the way in and never taken there: one seat per person and room (design.md §2, sessions).
 */
export function whereIBelong<C extends ConferenceLike>(options: {
  conferences: readonly C[];
  principalId: string;
  page: PageMemory;
  /** Those he asked for at a desk, which goes in itself: here they are offered. */
  askedAtDesk?: ReadonlySet<string>;
}): Belonging<C> {
  const { conferences, principalId, page, askedAtDesk } = options;
  const found = conferences.flatMap((conference): Found<C>[] => {
    const me = conference.participants.find((one) => one.principalId === principalId);
    const isOpen = conference.state !== 'ENDED' && conference.can.join;
    if (!isOpen || !me || me.state === 'REMOVED') return [];
    const stand = standIn(conference.id, me, page);
    const isDesks = stand === 'asked' && askedAtDesk?.has(conference.id) === true;
    return [{ conference, me, stand: isDesks && !isAnswered(conference.id, me, page) ? 'offered' : stand }];
  });
  const of = (stand: Stand): Found<C>[] => found.filter((one) => one.stand === stand);
  const asked = of('asked');
  const rings = of('rings').toSorted((a, b) => (callAt(a.me) ?? '').localeCompare(callAt(b.me) ?? ''));
  const returns = of('returns');
  const inside = (here: Found<C>): Belonging<C> => {
    const others = [...rings, ...asked].filter((one) => one !== here);
    return {
      kind: 'inside',
      conference: here.conference,
      byItself: here.stand === 'returns' && !page.alone && !isAnswered(here.conference.id, here.me, page),
      others: others.map(({ conference, stand }) => ({ conference, why: stand === 'rings' ? 'rings' : 'asked' })),
    };
  };
  const stays = [...asked, ...returns].find((one) => one.conference.id === page.current);
  const [invited] = asked;
  const [called] = rings;
  const [back] = returns;
  if (stays) return inside(stays);
  if (invited) return inside(invited);
  if (called) return { kind: 'ringing', conference: called.conference };
  if (back) return inside(back);
  if (found.length === 0) return { kind: 'nowhere' };
  return { kind: 'offered', offers: found.map((one) => offer(one, page)) };
}

function standIn(id: string, me: ParticipantLike, page: PageMemory): Stand {
  if (me.state === 'INVITED') return 'asked';
  if (isAnswered(id, me, page)) return 'returns';
  if (me.state === 'RINGING') return 'rings';
  if (page.said.get(id)?.stay === false) return 'offered';
  const cameBack = page.entered.has(id) && (me.state === 'JOINED' || me.state === 'LEFT');
  // [CONF7] Another device that dropped comes back itself; this one opens no camera for it.
  const dropped = me.state === 'DROPPED' && (page.alone || page.entered.has(id) || page.before.has(id));
  return dropped || cameBack ? 'returns' : 'offered';
}

function isAnswered(id: string, me: ParticipantLike, page: PageMemory): boolean {
  const said = page.said.get(id);
  return said?.stay === true && said.callAt === callAt(me);
}

function offer<C extends ConferenceLike>({ conference, me }: Found<C>, page: PageMemory): Offer<C> {
  const seated = me.state === 'JOINED' || me.state === 'DROPPED';
  return { conference, elsewhere: seated && !page.entered.has(conference.id) };
}

function callAt(me: ParticipantLike): string | null {
  return me.call?.at ?? null;
}

/** The page is inside: whoever was let in anew after leaving has not left any more. */
export function afterEntering(page: PageMemory, id: string): PageMemory {
  const said = new Map(page.said);
  if (said.get(id)?.stay === false) said.delete(id);
  return { ...page, said, entered: new Set(page.entered).add(id), current: id };
}

/** A press takes the person in, out of the conference he is inside of. */
export function afterAnswering(page: PageMemory, conference: ConferenceLike, principalId: string): PageMemory {
  const me = conference.participants.find((one) => one.principalId === principalId);
  const said = new Map(page.said);
  if (page.current !== null) said.set(page.current, { stay: false, callAt: null });
  said.set(conference.id, { stay: true, callAt: me ? callAt(me) : null });
  return { ...page, said, current: conference.id };
}

export function afterLeaving(page: PageMemory, id: string): PageMemory {
  const said = new Map(page.said).set(id, { stay: false, callAt: null });
  return { ...page, said, current: page.current === id ? null : page.current };
}

/** Whether this page has the seat, or the centre said that the call moved to another page. */
export function afterSeat(page: PageMemory, id: string, seat: 'held' | 'moved'): PageMemory {
  return page.seats.get(id) === seat ? page : { ...page, seats: new Map(page.seats).set(id, seat) };
}

/**
 * What the tab keeps for the page that is loaded in it next: the conference it is in, and the page that sits there; before
 * it is in any, what it had been in. Not what its person left nor what moved to another page. [CONF7]
 */
export function toRemember(page: PageMemory, pageId: string): ReadonlyMap<string, string> {
  const { current, before, said, seats } = page;
  const kept = current === null ? [...before] : [[current, sittingIn(current)] as const];
  return new Map(kept.filter(([id]) => said.get(id)?.stay !== false && seats.get(id) !== 'moved'));

  /** Until this page has the seat, the one before it in this tab is who sat there last. */
  function sittingIn(id: string): string {
    return seats.get(id) === 'held' ? pageId : (before.get(id) ?? pageId);
  }
}
