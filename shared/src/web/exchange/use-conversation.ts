import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { unreadCount } from '../../features/exchange/exchange.rules.js';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import { mayFollow } from '../../features/evidence/evidence.rules.js';
import { useConnection, useConnectionState, usePrincipalIs } from '../connection/index.js';
import { conversationOf, type Conversation, type ConversationState } from './conversation.js';

export interface OpenConversation extends ConversationState {
  readonly conversation: Conversation;
  readonly ownId: string;
  readonly unread: number;
  /** [EXC3] Its person may read it: not while he waits to be let in, or was called and has not come. */
  readonly follows: boolean;
  /** Earlier messages are there to be asked for. */
  readonly more: boolean;
  /** `expert` on a guest's page: the cookie that counts when pictures are asked for. */
  readonly surface: string | undefined;
}

/** The conversation of a conference, kept current. */
export function useConversation(conference: ConferenceView): OpenConversation {
  const { id: conferenceId } = conference;
  const connection = useConnection();
  const conversation = useMemo(() => conversationOf(connection, conferenceId), [connection, conferenceId]);
  const follows = usePrincipalIs((one) => mayFollow(conference, one));
  // Who comes in after all is given what was said without him.
  useEffect(() => (follows ? conversation.refresh() : undefined), [conversation, follows]);
  const state = useStore(conversation.state);
  const principal = useConnectionState((current) => current.me?.principal);
  const ownId = principal?.id ?? '';
  const read = state.marks.find((mark) => mark.principalId === ownId)?.read ?? 0;
  return {
    ...state,
    conversation,
    ownId,
    follows,
    more: (state.messages[0]?.position ?? 1) > 1,
    unread: unreadCount(state.messages, ownId, read),
    surface: principal?.kind === 'guest' ? 'expert' : undefined,
  };
}
