import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { unreadCount } from '../../features/exchange/exchange.rules.js';
import { useConnection, useConnectionState } from '../connection/index.js';
import { conversationOf, type Conversation, type ConversationState } from './conversation.js';

export interface OpenConversation extends ConversationState {
  readonly conversation: Conversation;
  readonly ownId: string;
  readonly unread: number;
  /** Earlier messages are there to be asked for. */
  readonly more: boolean;
  /** `expert` on a guest's page: the cookie that counts when pictures are asked for. */
  readonly surface: string | undefined;
}

/** The conversation of a conference, kept current. */
export function useConversation(conferenceId: string): OpenConversation {
  const connection = useConnection();
  const conversation = useMemo(() => conversationOf(connection, conferenceId), [connection, conferenceId]);
  useEffect(() => conversation.refresh(), [conversation]);
  const state = useStore(conversation.state);
  const principal = useConnectionState((current) => current.me?.principal);
  const ownId = principal?.id ?? '';
  const read = state.marks.find((mark) => mark.principalId === ownId)?.read ?? 0;
  return {
    ...state,
    conversation,
    ownId,
    more: (state.messages[0]?.position ?? 1) > 1,
    unread: unreadCount(state.messages, ownId, read),
    surface: principal?.kind === 'guest' ? 'expert' : undefined,
  };
}
