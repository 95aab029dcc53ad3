import type { ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import type { Presence } from '@haigang/shared/features/identity/identity.protocol';

export interface Sections {
  readonly lobby: readonly Participant[];
  readonly inside: readonly Participant[];
  /** On the way: invited, ringing, dropped. */
  readonly awaited: readonly Participant[];
  readonly gone: readonly Participant[];
}

/** People as the panel shows them: the host first, then raised hands in their order, then the rest as listed. */
export function sectionsOf(conference: ConferenceView): Sections {
  const { participants, hostId, room } = conference;
  const rank = (one: Participant): number => {
    if (one.principalId === hostId) return -1;
    const place = room.hands.indexOf(one.principalId);
    return place === -1 ? room.hands.length : place;
  };
  const sections = { lobby: [], inside: [], awaited: [], gone: [] } as Record<keyof Sections, Participant[]>;
  for (const one of participants) sections[sectionOf(one.state)].push(one);
  sections.inside.sort((a, b) => rank(a) - rank(b));
  return sections;
}

function sectionOf(state: string): keyof Sections {
  if (state === 'LOBBY') return 'lobby';
  if (state === 'JOINED') return 'inside';
  return ['INVITED', 'RINGING', 'DROPPED'].includes(state) ? 'awaited' : 'gone';
}

/** The newest page of a person that tells most: one with a position before one without. */
export function presenceOf(pages: readonly Presence[], principalId: string): Presence | undefined {
  const own = pages.filter((page) => page.principalId === principalId);
  return own.toSorted((a, b) => (b.positionAt ?? 0) - (a.positionAt ?? 0) || b.at - a.at)[0];
}
