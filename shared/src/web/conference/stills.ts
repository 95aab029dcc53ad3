import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Scope } from '../../kernel/scope.js';
import type { Connection } from '../connection/index.js';
import type { ConferenceClient } from './conference-client.js';
import { takeStill } from './still-camera.js';

/** A still on a weak line takes no more than this, so that the voice beside it has its room: 16 kbit/s at 5 s. */
const THRIFTY_BYTES = 10_000;

export interface Still {
  /** Address of the picture in this page. */
  readonly url: string;
  readonly at: string;
}
export type Stills = ReadonlyMap<string, Still>;

const none = createStore<Stills>(() => new Map());

/** [LADDER3] The newest still of each participant of one room, as long as `scope` lives. */
export function openStills(options: { connection: Connection; conferenceId: string; scope: Scope }): StoreApi<Stills> {
  const { connection, conferenceId, scope } = options;
  const store = createStore<Stills>(() => new Map());
  scope.defer(
    connection.on('conference:still-shown', ({ conferenceId: room, principalId, jpeg, at }) => {
      if (room !== conferenceId) return;
      const before = store.getState().get(principalId);
      const url = `data:image/jpeg;base64,${jpeg}`;
      if (before?.at === at) return;
      store.setState(new Map([...store.getState(), [principalId, { url, at }]]), true);
    }),
  );
  return store;
}

export function useStill(seat: ConferenceClient | null, principalId: string): Still | null {
  return useStore(seat?.view.stills ?? none, (stills) => stills.get(principalId) ?? null);
}

/**
 * [LADDER3] Sends a still of the camera each `intervalMs` while `isNeeded` says so; the next one only after the last was
 * acknowledged, so that a slow line never has two of them.
 */
export function sendStills(options: {
  scope: Scope;
  isNeeded: () => boolean;
  camera: () => MediaStreamTrack | null;
  intervalMs: () => number;
  maxBytes: () => number;
  send: (jpeg: string) => Promise<unknown>;
}): { refresh(): void } {
  const { scope, isNeeded, camera, intervalMs, maxBytes, send } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  scope.defer(() => clearTimeout(timer));
  const next = (delay: number): void => {
    if (timer !== undefined || scope.closed) return;
    timer = setTimeout(() => {
      void take().finally(() => {
        timer = undefined;
        if (isNeeded()) next(intervalMs());
      });
    }, delay);
  };
  const take = async (): Promise<void> => {
    const track = camera();
    if (!isNeeded() || track?.readyState !== 'live') return;
    const jpeg = await takeStill(track, Math.min(THRIFTY_BYTES, maxBytes())).catch(() => null);
    // A still that got lost is followed by the next one.
    if (jpeg) await send(jpeg).catch(() => undefined);
  };
  return {
    refresh: () => {
      if (isNeeded()) next(0);
    },
  };
}
