import { boxOfView, coversView, GLOBE, type ChartBox } from '@haigang/shared/features/vessel/chart-box';
import type { Replay } from '@haigang/shared/features/vessel/replay.model';
import type { TrackPoint } from '@haigang/shared/features/vessel/track.model';
import { trailOf, type Trail } from '@haigang/shared/features/vessel/track.rules';
import { every } from '@haigang/shared/kernel/every';
import type { Connection } from '@haigang/shared/web/connection';
import { errorText } from '@haigang/shared/web/i18n';
import { createStore, type StoreApi } from 'zustand/vanilla';

const MINUTE_MS = 60_000;
/** The longest time one answer is asked for, ms (AIS104). */
const PIECE_MS = 2 * 60 * MINUTE_MS;
/** Answers of one reading: of a port so busy that they do not suffice the older part is left out, which the page says. */
const MOST_PIECES = 24;
/** Read anew this often; in between each line is drawn on to its vessel. */
const READ_EVERY_MS = 120_000;
/** Points are kept late, where a line was straight: so much of the time before is read again, ms. */
const OVERLAP_MS = 12 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** How soon what came into view is read, ms. */
const LOOK_EVERY_MS = 1500;

/** The trails of everything in view. */
export interface AllTrails {
  readonly phase: 'loading' | 'shown' | 'failed';
  readonly problem: string | null;
  /** From when on they are whole, ms since 1970; null before they were read. */
  readonly since: number | null;
  /** The time that was asked for is more than is shown. */
  readonly isCut: boolean;
  readonly lines: ReadonlyMap<string, Trail>;
}

export interface OpenAllTrails {
  readonly store: StoreApi<AllTrails>;
  readonly read: () => void;
  readonly close: () => void;
}

const NOTHING: AllTrails = { phase: 'loading', problem: null, since: null, isCut: false, lines: new Map() };

/** [AIS109] Reads what sailed in the part of the chart that is seen, the newest first, again and again until it is closed. */
export function openAllTrails(of: {
  readonly connection: Connection;
  readonly view: () => ChartBox | null;
  readonly minutes: number;
}): OpenAllTrails {
  const { connection, view, minutes } = of;
  const scope = connection.scope.child('all trails');
  const store = createStore<AllTrails>(() => NOTHING);
  let turn = 0;
  let readArea: ChartBox = GLOBE;
  let known: { readonly replays: readonly Replay[]; readonly until: number } = { replays: [], until: 0 };
  const read = async (): Promise<void> => {
    const mine = (turn += 1);
    const isLate = (): boolean => mine !== turn || scope.closed;
    const seen = view();
    const area = (seen && boxOfView(seen)) ?? GLOBE;
    readArea = area;
    store.setState({ phase: 'loading', problem: null });
    try {
      const now = Math.floor(connection.serverNow());
      const { replays, since } = await readBack(connection, area, { from: now - minutes * MINUTE_MS, to: now }, isLate);
      if (isLate()) return;
      const isCut = since > now - minutes * MINUTE_MS;
      known = { replays, until: now };
      store.setState({ phase: 'shown', since, isCut, lines: linesOf(replays, since) });
    } catch (failure) {
      if (!isLate()) store.setState({ phase: 'failed', problem: errorText(failure) });
    }
  };
  /** Only what came since the last reading. */
  const readOn = async (): Promise<void> => {
    const mine = turn;
    const { isCut, since: wholeSince } = store.getState();
    const now = Math.floor(connection.serverNow());
    try {
      const time = { from: known.until - OVERLAP_MS, to: now };
      const { replays } = await readBack(connection, readArea, time, () => mine !== turn || scope.closed);
      if (mine !== turn || scope.closed) return;
      const since = Math.max(wholeSince ?? 0, now - minutes * MINUTE_MS);
      known = { replays: [...known.replays, ...replays].filter(({ to }) => to >= since), until: now };
      store.setState({ since, isCut: isCut && since === wholeSince, lines: linesOf(known.replays, since) });
    } catch (failure) {
      if (mine === turn && !scope.closed) store.setState({ phase: 'failed', problem: errorText(failure) });
    }
  };
  const again = (): void => void read();
  scope.defer(connection.onLive(again));
  const look = (): void => {
    const seen = view();
    if (seen && !coversView(readArea, seen)) again();
  };
  scope.defer(every(LOOK_EVERY_MS, look));
  const goOn = (): void => {
    if (document.hidden) return;
    if (store.getState().phase === 'failed') again();
    else if (store.getState().phase === 'shown') void readOn();
  };
  scope.defer(every(READ_EVERY_MS, goOn));
  return { store, read: again, close: () => void scope.close() };
}

/** Pieces of the time, oldest first, and from when on nothing is missing in them. */
async function readBack(
  connection: Connection,
  area: ChartBox,
  time: { readonly from: number; readonly to: number },
  isLate: () => boolean,
): Promise<{ replays: Replay[]; since: number }> {
  let left = MOST_PIECES;
  const replays: Replay[] = [];
  for (let to = time.to; to > time.from; to -= PIECE_MS) {
    const start = Math.max(time.from, to - PIECE_MS);
    const piece: Replay[] = [];
    for (let from: number | null = start; from !== null && from < to; from = piece.at(-1)?.truncatedAt ?? null) {
      if (left === 0 || isLate()) return { replays, since: to };
      left -= 1;
      piece.push(await connection.call('vessel:replay', { from, to, area }));
    }
    replays.unshift(...piece);
  }
  return { replays, since: time.from };
}

/** Of an hour in which she was not in the area nothing is read: what lies on both sides of it is joined by a gap. */
function withMissingHours(points: readonly TrackPoint[]): TrackPoint[] {
  const hour = ({ at }: TrackPoint): number => Math.floor(at / HOUR_MS);
  return points.map((point, index) => {
    const last = points[index - 1];
    return last && point.break === null && hour(point) - hour(last) > 1 ? { ...point, break: 'gap' } : point;
  });
}

/** One trail for each station; what two pieces both hold is taken once. */
export function linesOf(replays: readonly Pick<Replay, 'vessels'>[], since: number): Map<string, Trail> {
  const points = new Map<string, TrackPoint[]>();
  for (const { vessels } of replays) {
    for (const { mmsi, simulated, points: more } of vessels) {
      const key = simulated ? `${mmsi} simulated` : mmsi;
      const before = points.get(key) ?? [];
      const last = before.at(-1)?.at ?? -Infinity;
      before.push(...more.filter(({ at }) => at > last));
      points.set(key, before);
    }
  }
  for (const [key, all] of points) points.set(key, withMissingHours(all));
  const lines = [...points].map(([key, all]) => [key, trailOf(all, since)] as const);
  return new Map(lines.filter(([, { sailed, gaps }]) => sailed.length + gaps.length > 0));
}
