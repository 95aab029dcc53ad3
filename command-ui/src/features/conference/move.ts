import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { CallTarget } from '@haigang/shared/features/conference/call.protocol';
import type { ConferenceRequestView, ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { leftAlone } from '@haigang/shared/features/conference/room.rules';

/** The way into a conference: by accepting a request, by calling people into it, or into one that runs. */
export type Move =
  | { readonly kind: 'accept'; readonly request: ConferenceRequestView }
  | { readonly kind: 'call'; readonly incidentId: string; readonly who: CallTarget }
  | { readonly kind: 'enter'; readonly conference: Pick<ConferenceView, 'id' | 'incidentId'> };

/**
 * [ROOM12] What a way into a conference means for the call this desk is in: nothing where there is none, or it is the same
 * one; else the desk leaves it, which wants a question first where others would be left alone.
 */
export function moveMeans(move: Move, current: ConferenceView | null, me: string): 'enter' | 'leave' | 'ask' {
  if (!current || current.state === 'ENDED') return 'enter';
  if (incidentOf(move) === current.incidentId) return 'enter';
  return leftAlone(current, me) ? 'ask' : 'leave';
}

function incidentOf(move: Move): string {
  if (move.kind === 'accept') return move.request.incidentId;
  return move.kind === 'call' ? move.incidentId : move.conference.incidentId;
}

const asked = createStore<{ readonly move: Move | null }>(() => ({ move: null }));
export const askAbout = (move: Move): void => asked.setState({ move });
export const askNoMore = (): void => asked.setState({ move: null });

/** The way that waits for its person's word; null while none does. */
export function useAsked(): Move | null {
  return useStore(asked, ({ move }) => move);
}
