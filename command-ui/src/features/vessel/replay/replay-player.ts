import { createStore, type StoreApi } from 'zustand/vanilla';
import { boxOfView, coversView, GLOBE, type ChartBox } from '@haigang/shared/features/vessel/chart-box';
import type { Replay } from '@haigang/shared/features/vessel/replay.model';
import { vesselsAt } from '@haigang/shared/features/vessel/replay.rules';
import { every } from '@haigang/shared/kernel/every';
import type { Connection } from '@haigang/shared/web/connection';
import { errorText } from '@haigang/shared/web/i18n';
import type { PastPicture } from '@haigang/shared/web/vessel';

/** How much is asked for at once, ms. */
export const HOUR_MS = 3_600_000;
const TICK_MS = 250;

export const REPLAY_SPEEDS = [1, 5, 10, 30, 60] as const;

interface ReplayState {
  /** What is shown, ms since 1970. */
  readonly at: number;
  readonly playing: boolean;
  readonly speed: number;
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly problem: string | null;
  readonly data: Replay | null;
}

/** What was read: of which time, both included, ms, and where. */
interface Read {
  readonly from: number;
  readonly until: number;
  readonly area: ChartBox;
}

/** [AIS104] The past on the chart. Time stands still while it is being read; what comes into view is read as it does. */
export interface ReplayPlayer extends PastPicture {
  readonly store: StoreApi<ReplayState>;
  readonly seek: (at: number) => void;
  readonly play: (playing: boolean) => void;
  readonly setSpeed: (speed: number) => void;
  readonly retry: () => void;
  readonly close: () => void;
}

/** `view` says what part of the chart is seen now. */
export function openReplay(of: {
  readonly connection: Connection;
  readonly view: () => ChartBox | null;
  readonly at: number;
}): ReplayPlayer {
  const { connection, view } = of;
  const scope = connection.scope.child('replay');
  const store = createStore<ReplayState>(() => ({
    ...{ at: of.at, playing: true, speed: 10, phase: 'loading', problem: null, data: null },
  }));
  let asked = 0;
  let read: Read | null = null;
  const isRead = (at: number): boolean => read !== null && at >= read.from && at <= read.until;
  /** An hour that did not fit into one answer: it is read from where one looks. */
  let busyHour: number | null = null;
  const startOf = (at: number): number => (hourOf(at) === busyHour ? Math.floor(at) : hourOf(at));
  const load = async (): Promise<void> => {
    const mine = (asked += 1);
    const from = startOf(store.getState().at);
    const to = hourOf(from) + HOUR_MS;
    const seen = view();
    const area = (seen && boxOfView(seen)) ?? GLOBE;
    const readAt = connection.serverNow();
    store.setState({ phase: 'loading', problem: null });
    try {
      const data = await connection.call('vessel:replay', { from, to, area });
      if (mine !== asked || scope.closed) return;
      // Of an hour that is not over, up to the moment of the reading.
      read = { from, until: data.truncatedAt ?? Math.min(to, readAt), area };
      if (data.truncatedAt !== null) busyHour = hourOf(from);
      if (!isRead(store.getState().at) && data.truncatedAt !== null) return void load();
      store.setState({ phase: 'ready', data });
    } catch (failure) {
      if (mine === asked && !scope.closed) store.setState({ phase: 'failed', problem: errorText(failure) });
    }
  };
  const seek = (to: number): void => {
    const at = Math.max(0, Math.min(to, connection.serverNow()));
    store.setState({ at, ...(at < to ? { playing: false } : {}) });
    if (!isRead(at)) void load();
  };
  scope.defer(
    every(TICK_MS, () => {
      const { playing, phase, at, speed } = store.getState();
      if (phase !== 'ready') return;
      const seen = view();
      if (read && seen && !coversView(read.area, seen)) void load();
      else if (playing) seek(at + TICK_MS * speed);
    }),
  );
  void load();
  return {
    ...{ store, seek, at: () => store.getState().at },
    play: (playing) => store.setState({ playing }),
    setSpeed: (speed) => store.setState({ speed }),
    retry: () => void load(),
    vessels: () => {
      const { data, at } = store.getState();
      return data ? vesselsAt(data.vessels, at) : [];
    },
    close: () => void scope.close(),
  };
}

export const hourOf = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;
