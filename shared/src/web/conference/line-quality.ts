import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { every } from '../../kernel/every.js';
import type { Scope } from '../../kernel/scope.js';
import {
  LADDER_DEFAULTS,
  roomOfDownlink,
  roomOfUplink,
  startLadder,
  stepLadder,
  type LadderOptions,
  type LadderState,
  type Rung,
} from '../../features/conference/ladder.rules.js';
import {
  measureDownlink,
  measureUplink,
  type LineCounters,
  type LineMeasure,
  type StatsRow,
} from '../../features/conference/measure.rules.js';
import type { LineQuality, SeatQuality } from '../../features/conference/conference.protocol.js';
import type { ConferenceClient } from './conference-client.js';
import type { MediaSession } from './media-session.js';

/** How often a page measures its lines, ms. */
const SAMPLE_MS = 2000;

/** A page's own lines, and those of the others as they told. */
export interface LineState {
  readonly own: SeatQuality | null;
  /** What this page could send, kbit/s, by its own estimate. */
  readonly availableKbps: number | null;
  readonly others: ReadonlyMap<string, SeatQuality>;
  /** Of the others those who have told nothing for a while. */
  readonly silent: ReadonlySet<string>;
}

const NO_LINES: LineState = { own: null, availableKbps: null, others: new Map(), silent: new Set() };
const noLines = createStore<LineState>(() => NO_LINES);

export function createLineStore(): StoreApi<LineState> {
  return createStore<LineState>(() => NO_LINES);
}

/** The lines as far as a component needs them. */
export function useLines<T>(seat: ConferenceClient | null, select: (state: LineState) => T): T {
  return useStore(seat?.view.lines ?? noLines, select);
}

/** [STAT2] How somebody's lines are now; null before the first measure and where he tells nothing any more. */
export function useQualityOf(seat: ConferenceClient | null, principalId: string): SeatQuality | null {
  return useLines(seat, ({ others, silent }) => (silent.has(principalId) ? null : (others.get(principalId) ?? null)));
}

export interface LineWatchOptions {
  readonly scope: Scope;
  readonly session: () => MediaSession | null;
  readonly ladder: () => Partial<LadderOptions>;
  /** The worker's newest estimate of the way here, kbit/s. */
  readonly downAvailableKbps: () => number | null;
  /** [LADDER7] What the worker misses of this page's voice, percent; null while that is not known. */
  readonly upLossPercent: () => number | null;
  readonly onRungs: (up: Rung, down: Rung) => void;
  readonly onQuality: (quality: SeatQuality, availableKbps: number | null) => void;
}

/**
 * [LADDER1] [STAT1] Measures the two lines of a seat every two seconds as long as `scope` lives, and moves each of the
 * two ladders. A seat that is opened anew starts at the top again.
 */
export function watchLines(options: LineWatchOptions): void {
  const { scope, session } = options;
  let watched: { session: MediaSession; up: Line; down: Line } | null = null;
  let busy = false;
  const sample = async (current: MediaSession): Promise<void> => {
    if (watched?.session !== current) watched = { session: current, up: new Line(), down: new Line() };
    const { up, down } = watched;
    const [sent, received] = await Promise.all(current.transports.map((transport) => rowsOf(transport)));
    const now = performance.now();
    const ladder = { ...LADDER_DEFAULTS, ...options.ladder() };
    const upLine = measureUplink(sent ?? [], up.counters, now);
    const downLine = measureDownlink(received ?? [], down.counters, now);
    const lossPercent = options.upLossPercent() ?? upLine.measure.lossPercent;
    const sentLine = { ...upLine, measure: { ...upLine.measure, lossPercent } };
    const quality = {
      up: up.take(sentLine, roomOfUplink(up.rung, upLine.measure.availableKbps), now, ladder),
      down: down.take(downLine, roomOfDownlink(down.rung, options.downAvailableKbps()), now, ladder),
    };
    options.onRungs(up.rung, down.rung);
    options.onQuality(quality, upLine.measure.availableKbps);
  };
  scope.defer(
    every(SAMPLE_MS, () => {
      const current = session();
      if (
        busy ||
        !current ||
        current.isClosed() ||
        !current.transports.some((one) => one.connectionState === 'connected')
      ) {
        return;
      }
      busy = true;
      // A transport that closes meanwhile has no statistics; the next seat has.
      void sample(current)
        .catch(() => undefined)
        .finally(() => (busy = false));
    }),
  );
}

class Line {
  counters: LineCounters | null = null;
  #state: LadderState = startLadder(performance.now());

  get rung(): Rung {
    return this.#state.rung;
  }

  take(
    { measure, counters }: { measure: LineMeasure; counters: LineCounters },
    roomFor: Rung | null,
    now: number,
    ladder: LadderOptions,
  ): LineQuality {
    this.counters = counters;
    const { lossPercent, roundTripMs, kbps, jitterMs, freezes } = measure;
    this.#state = stepLadder(this.#state, { lossPercent, roundTripMs, roomFor }, now, ladder);
    return { rung: this.rung, kbps, lossPercent, roundTripMs, jitterMs, freezes };
  }
}

async function rowsOf(transport: { getStats(): Promise<RTCStatsReport> }): Promise<StatsRow[]> {
  const rows: StatsRow[] = [];
  (await transport.getStats()).forEach((row: StatsRow) => rows.push(row));
  return rows;
}
