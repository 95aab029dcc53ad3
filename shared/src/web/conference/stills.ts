import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Scope } from '../../kernel/scope.js';
import { PictureSource, type MediaSource } from '../../features/conference/conference.protocol.js';
import type { Connection } from '../connection/index.js';
import type { ConferenceClient } from './conference-client.js';
import { takeStill } from './still-camera.js';

/** A still on a weak line takes no more than this, so that the voice beside it has its room: 16 kbit/s at 5 s. */
const THRIFTY_BYTES = 10_000;

/** [LADDER3] Intervals from one still to the next: a screen changes less and is drawn larger than a face. */
export const STILL_INTERVALS: Readonly<Record<PictureSource, number>> = { camera: 1, screen: 2 };

export interface Still {
  /** Address of the picture in this page. */
  readonly url: string;
  readonly at: string;
}
/** By person and source, see `keyOf`. */
export type Stills = ReadonlyMap<string, Still>;

const none = createStore<Stills>(() => new Map());

const keyOf = (principalId: string, source: MediaSource): string => `${source} ${principalId}`;

/** [LADDER3] The newest still of each camera and screen of one room, as long as `scope` lives. */
export function openStills(options: { connection: Connection; conferenceId: string; scope: Scope }): StoreApi<Stills> {
  const { connection, conferenceId, scope } = options;
  const store = createStore<Stills>(() => new Map());
  scope.defer(
    connection.on('conference:still-shown', ({ conferenceId: room, principalId, source, jpeg, at }) => {
      if (room !== conferenceId) return;
      const key = keyOf(principalId, source);
      const before = store.getState().get(key);
      const url = `data:image/jpeg;base64,${jpeg}`;
      if (before?.at === at) return;
      store.setState(new Map([...store.getState(), [key, { url, at }]]), true);
    }),
  );
  return store;
}

export function useStill(seat: ConferenceClient | null, principalId: string, source: MediaSource): Still | null {
  return useStore(seat?.view.stills ?? none, (stills) => stills.get(keyOf(principalId, source)) ?? null);
}

interface StillOptions {
  readonly scope: Scope;
  readonly isNeeded: () => boolean;
  /** The track that is sent of this source and runs; null without one. */
  readonly track: (source: PictureSource) => MediaStreamTrack | null;
  /** Between two of a camera. */
  readonly intervalMs: () => number;
  readonly maxBytes: () => number;
  readonly send: (source: PictureSource, jpeg: string) => Promise<unknown>;
}

/** [LADDER3] Sends stills of the camera and of the shown screen while `isNeeded` says so. */
export function sendStills(options: StillOptions): { refresh(): void } {
  const each = PictureSource.options.map((source) => sendStillsOf(source, options));
  return {
    refresh: () => {
      for (const stills of each) stills.refresh();
    },
  };
}

/** The next one only after the last was acknowledged, so that a slow line never has two of one source. */
function sendStillsOf(source: PictureSource, options: StillOptions): { refresh(): void } {
  const { scope, isNeeded, maxBytes, send } = options;
  const intervalMs = (): number => options.intervalMs() * STILL_INTERVALS[source];
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
    const track = options.track(source);
    if (!isNeeded() || track?.readyState !== 'live') return;
    const jpeg = await takeStill(track, source, Math.min(THRIFTY_BYTES, maxBytes())).catch(() => null);
    // A still that got lost is followed by the next one.
    if (jpeg) await send(source, jpeg).catch(() => undefined);
  };
  return {
    refresh: () => {
      if (isNeeded()) next(0);
    },
  };
}
