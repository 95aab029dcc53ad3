import { encodeRow, VesselSaid } from '@haigang/shared/features/vessel/vessel-frame';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';

/** Departures remembered; who is further behind gets the whole picture. */
const MOST_DEPARTURES = 20_000;

/** A station with what is sent of it, made once for all who get it. */
export interface JournalEntry {
  readonly vessel: Vessel;
  readonly row: Uint8Array;
  readonly said: string;
  /** The revisions with which it last changed, and last changed in what it says of itself. */
  readonly movedIn: number;
  readonly saidIn: number;
}

/** What changed after a revision; `isWhole` when it is all there is, since nothing older is known of the reader. */
export interface JournalChanges {
  readonly isWhole: boolean;
  readonly entries: Iterable<JournalEntry>;
  readonly left: readonly string[];
}

/**
 * [AIS91] What changed when, as far as it still matters: for each station its last state alone. So nothing is queued for
 * anybody: whoever is behind by one revision or a thousand gets what changed since, each station once.
 */
export class VesselJournal {
  readonly #options: { readonly mostDepartures: number };
  readonly #entries = new Map<string, JournalEntry>();
  /** With which revision they left, in that order. */
  readonly #left = new Map<string, number>();
  readonly #sources: string[] = [];
  #latest: Pick<JournalChanges, 'entries' | 'left'> = { entries: [], left: [] };
  /** 0 is what a reader has who has nothing, and an empty picture is something. */
  #revision = 1;
  /** Departures up to here are no longer all known. */
  #forgotten = 0;

  constructor(options: { readonly mostDepartures?: number } = {}) {
    this.#options = { mostDepartures: options.mostDepartures ?? MOST_DEPARTURES };
  }

  /** Who has this has everything. */
  get revision(): number {
    return this.#revision;
  }

  /** By the number in a row. There are as many as are configured. */
  get sources(): readonly string[] {
    return this.#sources;
  }

  record(changes: { readonly vessels: readonly Vessel[]; readonly lost: readonly string[] }): void {
    if (changes.vessels.length === 0 && changes.lost.length === 0) return;
    this.#revision += 1;
    const left = changes.lost.filter((mmsi) => this.#entries.delete(mmsi));
    for (const mmsi of left) this.#left.set(mmsi, this.#revision);
    const entries = changes.vessels.map((vessel) => this.#enter(vessel));
    this.#latest = { entries, left };
    for (const [mmsi, revision] of this.#left) {
      if (this.#left.size <= this.#options.mostDepartures) break;
      this.#left.delete(mmsi);
      this.#forgotten = revision;
    }
  }

  /** Whether what changed since can be told; of 0, a reader who has nothing, it cannot. */
  isKnownSince(revision: number): boolean {
    return revision > 0 && revision >= this.#forgotten;
  }

  since(revision: number): JournalChanges {
    if (!this.isKnownSince(revision)) return { isWhole: true, entries: this.all(), left: [] };
    if (revision === this.#revision) return { isWhole: false, entries: [], left: [] };
    if (revision === this.#revision - 1) return { isWhole: false, ...this.#latest };
    const left = [...this.#left].filter(([, leftIn]) => leftIn > revision).map(([mmsi]) => mmsi);
    return { isWhole: false, entries: [...this.all()].filter(({ movedIn }) => movedIn > revision), left };
  }

  all(): Iterable<JournalEntry> {
    return this.#entries.values();
  }

  #enter(vessel: Vessel): JournalEntry {
    const known = this.#entries.get(vessel.mmsi);
    const saysSame = known !== undefined && isSaidAlike(known.vessel, vessel);
    const entry: JournalEntry = {
      ...{ vessel, row: encodeRow(vessel, this.#sourceOf(vessel)), movedIn: this.#revision },
      said: saysSame ? known.said : JSON.stringify(VesselSaid.parse(vessel)),
      saidIn: saysSame ? known.saidIn : this.#revision,
    };
    this.#entries.set(vessel.mmsi, entry);
    this.#left.delete(vessel.mmsi);
    return entry;
  }

  #sourceOf({ source }: Vessel): number {
    const at = this.#sources.indexOf(source);
    return at === -1 ? this.#sources.push(source) - 1 : at;
  }
}

const SAID = Object.keys(VesselSaid.shape) as (keyof VesselSaid)[];

/** Motion leaves the rest of a vessel as it is, to the object. */
function isSaidAlike(one: Vessel, other: Vessel): boolean {
  return SAID.every((field) => one[field] === other[field]);
}
