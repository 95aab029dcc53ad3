import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Scope } from '../../kernel/scope.js';
import { voiceSteps } from '../../features/conference/voice.rules.js';
import type { Connection } from '../connection/index.js';
import type { ConferenceClient } from './conference-client.js';

/** Whose voice is heard in a room. */
export interface Speakers {
  /** Who speaks now or spoke last; layouts that follow the speaker show this one. */
  readonly speakerId: string | null;
  /** Loudness in steps from 1 to 3 of those who are heard now. */
  readonly steps: ReadonlyMap<string, number>;
}

const SILENT: Speakers = { speakerId: null, steps: new Map() };
const silent = createStore<Speakers>(() => SILENT);

/** Follows `conference:levels-changed` of one room as long as `scope` lives. */
export function openSpeakers(options: {
  connection: Connection;
  conferenceId: string;
  scope: Scope;
}): StoreApi<Speakers> {
  const { connection, conferenceId, scope } = options;
  const store = createStore<Speakers>(() => SILENT);
  scope.defer(
    connection.on('conference:levels-changed', (event) => {
      if (event.conferenceId !== conferenceId) return;
      store.setState({
        speakerId: event.speakerId,
        steps: new Map(event.levels.map(({ principalId, dbov }) => [principalId, voiceSteps(dbov)])),
      });
    }),
  );
  return store;
}

/** The one to show large where the layout follows the speaker; null while nobody has spoken. */
export function useSpeaker(seat: ConferenceClient | null): string | null {
  return useStore(seat?.view.speakers ?? silent, (state) => state.speakerId);
}

/** How loud somebody is heard now, 0 to 3, and whether he is the one who speaks. */
export function useVoice(seat: ConferenceClient | null, principalId: string): { steps: number; speaking: boolean } {
  const store = seat?.view.speakers ?? silent;
  const steps = useStore(store, (state) => state.steps.get(principalId) ?? 0);
  const isSpeaker = useStore(store, (state) => state.speakerId === principalId);
  return { steps, speaking: isSpeaker && steps > 0 };
}
