import { createStore } from 'zustand/vanilla';
import type { ChartBox } from '@haigang/shared/features/vessel/chart-box';
import type { Connection } from '@haigang/shared/web/connection';
import { HOUR_MS, openReplay, type ReplayPlayer } from './replay-player.js';

/** What plays on this page's chart; null for the present. */
export const replay = createStore<{ readonly player: ReplayPlayer | null }>(() => ({ player: null }));

/** [AIS104] Begins an hour ago. */
export function startReplay(connection: Connection, view: () => ChartBox | null): void {
  endReplay();
  replay.setState({ player: openReplay({ connection, view, at: connection.serverNow() - HOUR_MS }) });
}

/** Back to now. */
export function endReplay(): void {
  replay.getState().player?.close();
  replay.setState({ player: null });
}
