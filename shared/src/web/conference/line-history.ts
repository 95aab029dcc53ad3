import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Scope } from '../../kernel/scope.js';
import type { ConferenceClient } from './conference-client.js';
import { withMeasure, type LinePoint } from './line-history.rules.js';
import type { LineState } from './line-quality.js';

/** The last two minutes of everybody's lines. */
export interface LineHistory {
  readonly own: readonly LinePoint[];
  readonly others: ReadonlyMap<string, readonly LinePoint[]>;
}

const NO_HISTORY: LineHistory = { own: [], others: new Map() };
const noHistory = createStore<LineHistory>(() => NO_HISTORY);

/** [STAT4] Keeps what is measured and told as long as `scope` lives, whether somebody looks at it or not. */
export function keepLineHistory(scope: Scope, lines: StoreApi<LineState>): StoreApi<LineHistory> {
  const history = createStore<LineHistory>(() => NO_HISTORY);
  scope.defer(
    lines.subscribe((now) => {
      const at = performance.now();
      const before = history.getState();
      const own = now.own ? withMeasure(before.own, now.own, at) : before.own;
      const others = new Map(
        [...now.others].map(([id, quality]) => [id, withMeasure(before.others.get(id) ?? [], quality, at)]),
      );
      history.setState({ own, others });
    }),
  );
  return history;
}

export function useLineHistory(seat: ConferenceClient | null): LineHistory {
  return useStore(seat?.view.history ?? noHistory);
}
