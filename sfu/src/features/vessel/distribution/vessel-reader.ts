import { isBeacon } from '@haigang/shared/features/vessel/distress.rules';
import { isInBox, type ChartBox } from '@haigang/shared/features/vessel/chart-box';
import { encodeFrame } from '@haigang/shared/features/vessel/vessel-frame';
import type { JournalChanges, JournalEntry, VesselJournal } from './vessel-journal.js';

/** Frames made in this tick, by what is in them: readers who need the same share one. */
export type SharedFrames = Map<string, Uint8Array<ArrayBuffer> | null>;

export interface ReaderNow {
  readonly journal: VesselJournal;
  readonly shared: SharedFrames;
  /** Health as JSON with the number of its state. */
  readonly health: { readonly json: string; readonly revision: number };
  /** What lies outside a view is due once in each round. */
  readonly farRound: number;
}

/** A page that follows the picture. */
export interface VesselReader {
  look(view: ChartBox | null): void;
  /** What the page is sent now, null for nothing; from then on it has it. */
  next(now: ReaderNow): Uint8Array<ArrayBuffer> | null;
}

/** [AIS92] A desk or a wall: everything, and what lies outside its view less often. */
export class ChartReader implements VesselReader {
  #view: ChartBox | null = null;
  /** Everything up to here was sent; and in the view, up to `#nearRevision`. */
  #revision = 0;
  #nearRevision = 0;
  #healthRevision = 0;
  #farRound = -1;

  look(view: ChartBox | null): void {
    this.#view = view;
    this.#nearRevision = this.#revision;
  }

  next({ journal, shared, health, farRound }: ReaderNow): Uint8Array<ArrayBuffer> | null {
    const takesAll = farRound !== this.#farRound || !this.#view || !journal.isKnownSince(this.#revision);
    const view = takesAll ? null : this.#view;
    const since = view === null ? this.#revision : this.#nearRevision;
    const saysHealth = health.revision > this.#healthRevision;
    const key = [since, saysHealth, view && Object.values(view)].join();
    let bytes = shared.get(key);
    if (bytes === undefined) {
      const changes = journal.since(since);
      const entries = view === null ? [...changes.entries] : [...changes.entries].filter(isNear(view, since));
      bytes = frameOf({ ...changes, entries }, since, journal, saysHealth ? health.json : null);
      shared.set(key, bytes);
    }
    this.#nearRevision = journal.revision;
    if (view === null) {
      this.#revision = journal.revision;
      this.#farRound = farRound;
    }
    this.#healthRevision = health.revision;
    return bytes;
  }
}

/** [AIS93] A phone: the stations in its area and no others. */
export class AreaReader implements VesselReader {
  #area: ChartBox | null = null;
  #isNewArea = true;
  #revision = 0;
  #healthRevision = 0;
  readonly #known = new Set<string>();

  look(area: ChartBox | null): void {
    this.#area = area;
    this.#isNewArea = true;
  }

  next({ journal, health }: ReaderNow): Uint8Array<ArrayBuffer> | null {
    const area = this.#area;
    const since = this.#revision;
    const changes = journal.since(since);
    const known = this.#known;
    if (changes.isWhole) known.clear();
    const looked = this.#isNewArea ? journal.all() : changes.entries;
    const entries: JournalEntry[] = [];
    const left = changes.left.filter((mmsi) => known.has(mmsi));
    for (const entry of looked) {
      const { position, mmsi } = entry.vessel;
      const isInside = area !== null && position !== null && isInBox(area, position);
      // What is new here is told whole, as if it had just said who it is.
      if (isInside && !known.has(mmsi)) entries.push({ ...entry, saidIn: Infinity });
      else if (isInside && entry.movedIn > since) entries.push(entry);
      else if (!isInside && known.has(mmsi)) left.push(mmsi);
    }
    for (const mmsi of left) known.delete(mmsi);
    for (const { vessel } of entries) known.add(vessel.mmsi);
    this.#revision = journal.revision;
    this.#isNewArea = false;
    const saysHealth = health.revision > this.#healthRevision;
    this.#healthRevision = health.revision;
    return frameOf({ isWhole: changes.isWhole, entries, left }, since, journal, saysHealth ? health.json : null);
  }
}

/** In the view, new or with new words, or a beacon: these are sent at once. */
function isNear(view: ChartBox, since: number): (entry: JournalEntry) => boolean {
  return ({ vessel, saidIn }) =>
    saidIn > since || isBeacon(vessel) || (vessel.position !== null && isInBox(view, vessel.position));
}

function frameOf(
  { isWhole, entries, left }: JournalChanges & { readonly entries: readonly JournalEntry[] },
  since: number,
  journal: VesselJournal,
  health: string | null,
): Uint8Array<ArrayBuffer> | null {
  if (!isWhole && entries.length === 0 && left.length === 0 && health === null) return null;
  return encodeFrame({
    ...{ isWhole, left, health, sources: journal.sources },
    rows: entries.map(({ row }) => row),
    said: entries.filter(({ saidIn }) => isWhole || saidIn > since).map(({ said }) => said),
  });
}
