import type { TrackPoint } from '@haigang/shared/features/vessel/track.model';
import {
  cut,
  gapLimitMs,
  stateAfter,
  tailOf,
  thin,
  type TrackLimits,
  type TrackState,
} from '@haigang/shared/features/vessel/track.rules';
import { readFixes, stationOf, UNITS_PER_DEGREE } from './fix-batch.js';
import { HOUR_MS, mergedBlock, readBlock, TrackBlock, type BlockBounds } from './track-block.js';
import { TrackFile } from './track-file.js';

/** AIS is open radio: what invents ships or reports fills no disk. What is over is counted. */
const MOST_STATIONS = 20_000;
const MOST_POINTS_AN_HOUR = 720;
/** An hour is written down this long after its end. */
const SEAL_AFTER_MS = 30_000;
/** Stations written or looked at in one step, so that what is heard meanwhile never waits long. */
const STEP_STATIONS = 500;
/** A station silent for so long is not waited for any more. */
const FORGET_MS = 2 * HOUR_MS;
/** The last point before a time is looked for in so many hours. */
const HOURS_BEFORE = 2;
const SWEEP_EVERY_MS = 30_000;
/** Into so many the time of an area is cut where it is too much: a second of an hour. */
const PARTS = 3600;
/** What was heard so long after now was heard while the clock was ahead; a clock that is set right steps by less. */
const AHEAD_MS = 60_000;

/** Where a vessel's track has got in the hours that are not written down yet. */
interface Station {
  state: TrackState;
  /** Nothing was heard since the file was opened: `state` is where the written hours end. */
  isRecalled: boolean;
  readonly open: Map<number, TrackBlock>;
}

export interface TrackReading {
  readonly before: TrackPoint | null;
  readonly points: readonly TrackPoint[];
  readonly truncatedAt: number | null;
}

/** Two instants, both included, ms; and how many points an answer may hold. */
export interface TrackRange {
  readonly from: number;
  readonly to: number;
  readonly most: number;
}

export interface AreaReading {
  readonly tracks: ReadonlyMap<number, readonly TrackPoint[]>;
  readonly truncatedAt: number | null;
}

/** Degrees; the west is west of the east. */
export interface TrackArea {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/**
 * Every vessel's track: what is heard goes into the journal first, then through the rules into blocks of an hour in
 * memory, and an hour's blocks into the file when it is over. After a crash the journal gives back the open hours, so
 * that only what was never acknowledged is missing. Belongs to one thread. [AIS33]
 */
export class TrackStore {
  readonly #file: TrackFile;
  readonly #stations = new Map<number, Station>();
  /** Open blocks by hour: how many stations an hour has. */
  readonly #hours = new Map<number, number>();
  #limits: TrackLimits;
  #sweptAt = 0;
  /** The oldest hour that something taken since the last sweep was heard in. */
  #takenFrom = Infinity;
  #sealing: { readonly hour: number; readonly stations: number[] }[] = [];
  #overLimit = 0;
  #ahead = 0;
  #points = 0;

  /** Throws what SQLite says when the file cannot be read or written. */
  constructor(path: string, limits: TrackLimits) {
    this.#limits = limits;
    this.#file = new TrackFile(path);
    try {
      this.#recall();
    } catch (failure) {
      this.#file.close();
      throw failure;
    }
  }

  get figures(): {
    readonly bytes: number;
    readonly points: number;
    readonly overLimit: number;
    readonly ahead: number;
  } {
    const { bytes } = this.#file;
    return { bytes, points: this.#points, overLimit: this.#overLimit, ahead: this.#ahead };
  }

  plans(): readonly string[] {
    return this.#file.plans();
  }

  /** Takes a batch; when this returns, it survives the end of the process. Throws what SQLite says, and then took nothing. */
  take(batch: Uint8Array, limits: TrackLimits): void {
    this.#limits = limits;
    const newest = newestOf(batch);
    if (newest === 0) return;
    for (const { fix } of readFixes(batch)) this.#takenFrom = Math.min(this.#takenFrom, hourOf(fix.at));
    this.#file.writeJournal(batch, newest);
    this.#follow(batch, newest, newest);
  }

  /** One small step of what is to be done beside writing; true when there is more. */
  tidy(now: number, keepMs: number): boolean {
    if (now - this.#sweptAt >= SWEEP_EVERY_MS) this.#sweep(now);
    if (this.#sealStep()) return true;
    // What a sweep has not seen yet may be the end of a track that stands nowhere else.
    const swept = hourOf(Math.min(now, this.#sweptAt) - SEAL_AFTER_MS);
    if (this.#file.trimJournal(Math.min(...this.#hours.keys(), swept, this.#takenFrom) * HOUR_MS)) return true;
    return this.#file.forgetHour(now - keepMs) || this.#file.shrink();
  }

  /** Everything that is open stays in the journal for the next start; ends of tracks in hours that are over are written. */
  close(): void {
    this.#file.close();
  }

  /** [AIS35] The track of one station from `from` to `to`, both included, ms; at most `most` points. */
  read(mmsi: number, simulated: boolean, range: TrackRange): TrackReading {
    const station = stationOf(mmsi, simulated);
    const { from, to, most } = range;
    const points: TrackPoint[] = [];
    let before: TrackPoint | null = null;
    for (let hour = hourOf(from) - HOURS_BEFORE; hour <= hourOf(to); hour += 1) {
      for (const point of this.#hourOf(station, hour)) {
        if (point.at < from) before = point;
        else if (point.at <= to) points.push(point);
      }
      if (points.length > most) break;
    }
    const known = this.#stations.get(station);
    const [tail] = known ? tailOf(known.state) : [];
    if (tail && tail.at < from) before = tail;
    else if (tail && tail.at <= to && tail.at > (points.at(-1)?.at ?? 0)) points.push(tail);
    const over = points[most];
    return { before, points: over ? points.slice(0, most) : points, truncatedAt: over?.at ?? null };
  }

  /**
   * [AIS36] The tracks of all stations that were in the area in some hour of the time asked for, by station, each with all
   * its points of that time; before them its last one of the `leadMs` before it, so that it is there from the beginning.
   * Where that is more than `most` points (without those before) `truncatedAt` is the last instant that is in it: half of
   * the ships would look like all of them. Then each has its next point, too, for between two it is known where it was.
   * One part in `PARTS` of the time is answered whole.
   */
  readArea(area: TrackArea, range: TrackRange, leadMs = 0): AreaReading {
    const bounds = unitsOf(area);
    const { from, to } = range;
    const until = this.#fitting(bounds, range);
    const tracks = new Map<number, TrackPoint[]>();
    const before = new Map<number, TrackPoint>();
    const after = new Map<number, TrackPoint>();
    for (let hour = hourOf(from - leadMs); hour <= hourOf(to); hour += 1) {
      for (const { station, points } of this.#hourBlocks(hour, bounds)) {
        const within: TrackPoint[] = [];
        for (const point of this.#withTail(station, points)) {
          if (point.at >= from && point.at <= until) within.push(point);
          else if (point.at < from && point.at >= from - leadMs) before.set(station, point);
          else if (point.at > until && point.at <= to && !after.has(station)) after.set(station, point);
        }
        const known = tracks.get(station);
        if (known) known.push(...within);
        else if (within.length > 0) tracks.set(station, within);
      }
    }
    for (const [station, point] of before) tracks.set(station, [point, ...(tracks.get(station) ?? [])]);
    for (const [station, point] of after) tracks.get(station)?.push(point);
    return { tracks, truncatedAt: until < to ? until : null };
  }

  /** Until when there are no more points than wanted: they are counted in parts of the time before any is gathered. */
  #fitting(bounds: BlockBounds, { from, to, most }: TrackRange): number {
    const partMs = Math.max(1, Math.ceil((to - from + 1) / PARTS));
    const counts = new Uint32Array(PARTS);
    for (let hour = hourOf(from); hour <= hourOf(to); hour += 1) {
      for (const { points } of this.#hourBlocks(hour, bounds)) {
        for (const { at } of points) {
          const part = Math.floor((at - from) / partMs);
          if (at >= from && at <= to) counts[part] = (counts[part] ?? 0) + 1;
        }
      }
    }
    let sum = 0;
    for (const [part, count] of counts.entries()) {
      sum += count;
      if (sum > most) return from + Math.max(1, part) * partMs - 1;
    }
    return to;
  }

  /** What was heard of a station last and is not kept yet: where she is now. */
  #withTail(station: number, points: readonly TrackPoint[]): readonly TrackPoint[] {
    const known = this.#stations.get(station);
    const [tail] = known ? tailOf(known.state) : [];
    const last = points.at(-1);
    const isNext = tail && last && tail.at > last.at && last.at >= (known?.state.kept.at ?? Infinity);
    return isNext ? [...points, tail] : points;
  }

  *#hourBlocks(hour: number, bounds: BlockBounds): Generator<{ station: number; points: readonly TrackPoint[] }> {
    const open = new Set<number>();
    if (this.#hours.has(hour)) {
      for (const [station, { open: blocks }] of this.#stations) {
        const block = blocks.get(hour);
        if (!block || !touches(block.bounds, bounds)) continue;
        open.add(station);
        yield { station, points: this.#hourOf(station, hour) };
      }
    }
    for (const { station, points } of this.#file.blocks(hour, hour, bounds)) {
      if (!open.has(station)) yield { station, points: this.#withOpen(station, hour, readBlock(hour, points)) };
    }
  }

  #hourOf(station: number, hour: number): readonly TrackPoint[] {
    const stored = this.#file.block(hour, station);
    return this.#withOpen(station, hour, stored ? readBlock(hour, stored) : []);
  }

  #withOpen(station: number, hour: number, stored: readonly TrackPoint[]): readonly TrackPoint[] {
    const block = this.#stations.get(station)?.open.get(hour);
    if (!block) return stored;
    const open = readBlock(hour, block.bytes);
    return stored.length === 0 ? open : readBlock(hour, mergedBlock(hour, stored, open).bytes);
  }

  /** `newest` is when the batch was heard, `present` when the last one of all was. */
  #follow(batch: Uint8Array, newest: number, present: number): void {
    for (const { station, fix } of readFixes(batch)) {
      const known = this.#stations.get(station);
      const isAhead = known && known.state.heard.at > (known.isRecalled ? present : newest) + AHEAD_MS;
      if (isAhead) this.#ahead += 1;
      if (known && (isAhead || hourOf(fix.at) > hourOf(known.state.heard.at))) this.#cut(station, known);
      const { state, kept } = thin(isAhead ? null : (known?.state ?? null), fix, this.#limits);
      const next = known ?? { state, isRecalled: false, open: new Map<number, TrackBlock>() };
      if (state !== next.state) next.isRecalled = false;
      next.state = state;
      for (const point of kept) this.#keep(station, next, point);
    }
  }

  #keep(number: number, station: Station, point: TrackPoint): void {
    const hour = hourOf(point.at);
    let block = station.open.get(hour);
    if (!block) {
      const stations = this.#hours.get(hour) ?? 0;
      if (stations >= MOST_STATIONS) {
        this.#overLimit += 1;
        return;
      }
      this.#stations.set(number, station);
      this.#hours.set(hour, stations + 1);
      station.open.set(hour, (block = new TrackBlock(hour)));
    }
    if (block.count >= MOST_POINTS_AN_HOUR) {
      this.#overLimit += 1;
      return;
    }
    if (!block.append(point)) station.open.set(hour, mergedBlock(hour, readBlock(hour, block.bytes), [point]));
    this.#points += 1;
  }

  /**
   * Who is silent for too long has its last place written, and is forgotten later; so has who was heard last in an hour that
   * is about to be written down, because the journal of that hour goes with it.
   */
  #sweep(now: number): void {
    this.#sweptAt = now;
    this.#takenFrom = Infinity;
    for (const [number, station] of this.#stations) {
      const { state, open } = station;
      const silentMs = now - state.heard.at;
      if (silentMs <= gapLimitMs(state.moving, this.#limits) && !isOver(hourOf(state.heard.at), now)) continue;
      this.#cut(number, station);
      if (open.size === 0 && silentMs > FORGET_MS) this.#stations.delete(number);
    }
    const over = [...this.#hours.keys()].filter((hour) => isOver(hour, now));
    this.#sealing = over
      .toSorted((a, b) => a - b)
      .map((hour) => ({ hour, stations: this.#stationsOf(hour).toSorted((a, b) => b - a) }));
  }

  #cut(number: number, station: Station): void {
    const { state, kept } = cut(station.state);
    station.state = state;
    for (const point of kept) this.#keep(number, station, point);
  }

  #stationsOf(hour: number): number[] {
    return [...this.#stations].filter(([, { open }]) => open.has(hour)).map(([station]) => station);
  }

  /** By station, as they lie in the file, so that an hour is written from one end to the other. */
  #sealStep(): boolean {
    const [next] = this.#sealing;
    if (!next) return false;
    const { hour, stations } = next;
    const some = stations.slice(-STEP_STATIONS).toReversed();
    const blocks = some.flatMap((station) => {
      const block = this.#stations.get(station)?.open.get(hour);
      return block ? [{ station, block }] : [];
    });
    this.#file.seal(blocks);
    for (const station of some) this.#stations.get(station)?.open.delete(hour);
    stations.splice(-STEP_STATIONS);
    if (stations.length === 0) {
      this.#sealing.shift();
      this.#hours.delete(hour);
    }
    return true;
  }

  /** The tracks as they were when the file was left: the last points, and what the journal holds since. */
  #recall(): void {
    const heard = this.#file.lastHeard ?? Infinity;
    const newest = Math.min(this.#file.newestHour ?? -1, hourOf(heard));
    if (newest >= 0) {
      for (const { hour, station, points } of this.#file.blocks(newest - 1, newest)) {
        const last = readBlock(hour, points).at(-1);
        if (!last) continue;
        const state = stateAfter(last, this.#limits);
        this.#stations.set(station, { state, isRecalled: true, open: new Map() });
      }
    }
    for (const batch of this.#file.readJournal()) {
      const row = newestOf(batch);
      this.#follow(batch, row, Math.max(row, heard));
    }
  }
}

function hourOf(ms: number): number {
  return Math.floor(ms / HOUR_MS);
}

function newestOf(batch: Uint8Array): number {
  let newest = 0;
  for (const { fix } of readFixes(batch)) newest = Math.max(newest, fix.at);
  return newest;
}

/** Nothing of the hour is waited for any more. */
function isOver(hour: number, now: number): boolean {
  return (hour + 1) * HOUR_MS + SEAL_AFTER_MS <= now;
}

function unitsOf({ south, west, north, east }: TrackArea): BlockBounds {
  return {
    south: Math.floor(south * UNITS_PER_DEGREE),
    west: Math.floor(west * UNITS_PER_DEGREE),
    north: Math.ceil(north * UNITS_PER_DEGREE),
    east: Math.ceil(east * UNITS_PER_DEGREE),
  };
}

function touches(one: BlockBounds, other: BlockBounds): boolean {
  return one.north >= other.south && one.south <= other.north && one.east >= other.west && one.west <= other.east;
}
