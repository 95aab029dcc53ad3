import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Scope } from '../../kernel/scope.js';
import type { SeatSeen } from '../../features/conference/survey.protocol.js';
import type { Connection } from '../connection/index.js';
import type { ConferenceClient } from './conference-client.js';

/** A seat's two lines as the server saw them and when this page learnt of it, ms of the page's own clock. */
export interface SeenPoint {
  readonly at: number;
  readonly seen: SeatSeen;
}

export type SeenLines = ReadonlyMap<string, SeenPoint>;

const noSeen = createStore<SeenLines>(() => new Map());

/** [STAT5] Keeps what the server tells of those whose pages tell nothing, as long as `scope` lives. */
export function openSeenLines(options: {
  connection: Connection;
  conferenceId: string;
  scope: Scope;
}): StoreApi<SeenLines> {
  const { connection, conferenceId, scope } = options;
  const lines = createStore<SeenLines>(() => new Map());
  scope.defer(
    connection.on('conference:lines-seen', (event) => {
      if (event.conferenceId !== conferenceId) return;
      const at = performance.now();
      const told = event.people.map(({ principalId, up, down }) => [principalId, { at, seen: { up, down } }] as const);
      lines.setState(new Map([...lines.getState(), ...told]), true);
    }),
  );
  return lines;
}

export function useSeenLines(seat: ConferenceClient | null): SeenLines {
  return useStore(seat?.view.seen ?? noSeen);
}
