import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError } from '../../kernel/errors.js';
import type { ExchangeMark, ExchangeMessage } from '../../features/exchange/exchange.model.js';
import { mergeMarks, mergeMessages } from '../../features/exchange/exchange.rules.js';
import { isLive, perConnection, type Connection } from '../connection/index.js';
import { openConversationOutbox } from './conversation-outbox.js';
import { keptPlaces } from './kept-queue.js';
import type { DraftFile, Outgoing, OutgoingDraft } from './outgoing.js';

export interface ConversationState {
  readonly messages: readonly ExchangeMessage[];
  readonly marks: readonly ExchangeMark[];
  readonly outgoing: readonly Outgoing[];
  /** What other windows of this person have on their way in this conversation. */
  readonly elsewhere: readonly Outgoing[];
}

/** The conversation of one conference as this page knows it; lives as long as the connection. */
export interface Conversation {
  readonly state: StoreApi<ConversationState>;
  send(draft: OutgoingDraft): void;
  retry(id: string): void;
  discard(id: string): void;
  /** In the place of a file that did not survive a reload. */
  replace(id: string, key: string, file: DraftFile): void;
  /** Goes on without one file of a message that was refused. */
  without(id: string, key: string): void;
  /** Asks for the newest again: whoever was let in again has missed what was said meanwhile. */
  refresh(): void;
  /** Asks for earlier messages. */
  older(): Promise<void>;
  /** Says how far the person has read; sent together, at most once a second, and only when it grew. */
  read(position: number): void;
}

const MARK_EVERY_MS = 1000;
const conversations = perConnection(() => new Map<string, Conversation>());

/** The one conversation of a conference on this page, opened when first asked for. */
export function conversationOf(connection: Connection, conferenceId: string): Conversation {
  const known = conversations(connection);
  const existing = known.get(conferenceId) ?? openConversation(connection, conferenceId);
  known.set(conferenceId, existing);
  return existing;
}

/** [EXC9] Opens what its person left unsent as soon as the link lives: it goes without being looked at. Returns the way to end it. */
export function goOnWithKept(connection: Connection): () => void {
  return connection.onLive(({ principal }) => {
    const left = keptPlaces(`${principal.id}/`).map(({ owner }) => owner.slice(principal.id.length + 1));
    for (const conferenceId of new Set(left)) conversationOf(connection, conferenceId);
  });
}

function openConversation(connection: Connection, conferenceId: string): Conversation {
  const state = createStore<ConversationState>(() => ({ messages: [], marks: [], outgoing: [], elsewhere: [] }));
  const outbox = openConversationOutbox({
    ...{ connection, conferenceId },
    post: (item) => {
      // Known to be without a link: it waits at once instead of a call that would wait for it.
      if (!isLive(connection.state.getState().link)) throw new AppError('unavailable', 'link.offline', 'no link');
      return post(connection, conferenceId, item);
    },
    onChanged: (changed) => state.setState(changed),
  });
  const marker = openMarker(connection, conferenceId, state);
  const take = (messages: readonly ExchangeMessage[], marks: readonly ExchangeMark[]): void => {
    const { messages: had, marks: hadMarks } = state.getState();
    state.setState({ messages: mergeMessages(had, messages), marks: mergeMarks(hadMarks, marks) });
    marker.delivered();
  };
  const list = async (until?: string): Promise<void> => {
    const page = await connection.call('exchange:list', { conferenceId, ...(until ? { until } : {}) });
    take(page.messages, page.marks);
  };
  // In the lobby there is no conversation yet; the page asks again once the person is let in.
  const refresh = onceAtATime(() => list());
  follow(connection, conferenceId, take);
  connection.scope.defer(
    connection.onLive(() => {
      refresh();
      outbox.wake();
    }),
  );
  return {
    state,
    send: (draft) => outbox.send(draft),
    retry: (id) => outbox.retry(id),
    discard: (id) => outbox.discard(id),
    replace: (id, key, file) => outbox.replace(id, key, file),
    without: (id, key) => outbox.without(id, key),
    refresh,
    older: () => list(state.getState().messages[0]?.at),
    read: marker.read,
  };
}

/** Whoever asks while an answer is on its way gets that one; where it fails he is asked for once more. */
function onceAtATime(ask: () => Promise<void>): () => void {
  let asking = false;
  let askedMeanwhile = false;
  const run = (): void => {
    if (asking) {
      askedMeanwhile = true;
      return;
    }
    asking = true;
    askedMeanwhile = false;
    ask().then(
      () => (asking = false),
      () => {
        asking = false;
        if (askedMeanwhile) run();
      },
    );
  };
  return run;
}

async function post(connection: Connection, conferenceId: string, item: Outgoing): Promise<void> {
  const { id, text, writtenAt } = item;
  const attachments = item.files.flatMap((file) => file.evidenceId ?? []);
  try {
    const message = await connection.call('exchange:post', { id, conferenceId, text, attachments, writtenAt });
    connection.entities.upsert('exchange-message', message);
  } catch (failure) {
    // The acknowledgement of an earlier attempt was lost: the message is there.
    if (!(failure instanceof AppError && failure.reason === 'exchange.id-taken')) throw failure;
  }
}

/** Takes the rows of one conference as they come. */
function follow(
  connection: Connection,
  conferenceId: string,
  take: (messages: readonly ExchangeMessage[], marks: readonly ExchangeMark[]) => void,
): void {
  const { store } = connection.entities;
  const ofConference = <T extends { conferenceId: string }>(rows: ReadonlyMap<string, T>): T[] =>
    [...rows.values()].filter((row) => row.conferenceId === conferenceId);
  const read = (): void => {
    const rows = store.getState();
    take(ofConference(rows['exchange-message']), ofConference(rows['exchange-mark']));
  };
  connection.scope.defer(
    store.subscribe((now, before) => {
      const same =
        now['exchange-message'] === before['exchange-message'] && now['exchange-mark'] === before['exchange-mark'];
      if (!same) read();
    }),
  );
  queueMicrotask(read);
}

/** Sends one's own marks, seldom: a row is written for each. */
function openMarker(
  connection: Connection,
  conferenceId: string,
  state: StoreApi<ConversationState>,
): { delivered: () => void; read: (position: number) => void } {
  const wanted = { delivered: 0, read: 0 };
  let sent = { delivered: 0, read: 0 };
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = (): void => {
    timer = null;
    if (wanted.delivered <= sent.delivered && wanted.read <= sent.read) return;
    const before = sent;
    sent = { ...wanted };
    connection.call('exchange:mark', { conferenceId, ...sent }).then(
      (mark) => connection.entities.upsert('exchange-mark', mark),
      () => (sent = before),
    );
  };
  const soon = (): void => {
    const conference = connection.entities.store.getState().conference.get(conferenceId);
    if (conference?.can.join !== true) return;
    timer ??= setTimeout(flush, MARK_EVERY_MS);
  };
  connection.scope.defer(() => {
    if (timer !== null) clearTimeout(timer);
  });
  return {
    delivered: () => {
      wanted.delivered = Math.max(wanted.delivered, state.getState().messages.at(-1)?.position ?? 0);
      if (wanted.delivered > sent.delivered) soon();
    },
    read: (position) => {
      wanted.read = Math.max(wanted.read, position);
      if (wanted.read > sent.read) soon();
    },
  };
}
