import { AppError } from '@haigang/shared/kernel/errors';

/** Whose entry into which room. */
interface EntryOf {
  readonly conferenceId: string;
  readonly principalId: string;
  readonly sessionId: string;
  /** The page that enters. */
  readonly pageId: string;
}

export interface Entry extends EntryOf {
  /** Whoever entered left meanwhile, or may be there no more. */
  readonly withdrawn: boolean;
}

/** Entries into rooms that are under way: a seat takes seconds where a worker has to come first. [LIFE7] */
export class Entries {
  readonly #underWay = new Set<EntryOf & { withdrawn: boolean }>();

  /** Counts from the call on, whatever `allowed` waits for; rejects as it does. */
  async begin(whose: EntryOf, allowed: () => Promise<void>): Promise<Entry> {
    const entry = { ...whose, withdrawn: false };
    this.#underWay.add(entry);
    try {
      await allowed();
    } catch (refusal) {
      this.end(entry);
      throw refusal;
    }
    return entry;
  }

  end(entry: Entry): void {
    this.#underWay.delete(entry);
  }

  has(which: Partial<EntryOf>): boolean {
    return this.#matching(which).length > 0;
  }

  withdraw(which: Partial<EntryOf>): void {
    for (const entry of this.#matching(which)) entry.withdrawn = true;
  }

  /** The pages of those entries. */
  pagesOf(which: Partial<EntryOf>): string[] {
    return this.#matching(which).map(({ pageId }) => pageId);
  }

  #matching(which: Partial<EntryOf>): (EntryOf & { withdrawn: boolean })[] {
    const wanted = Object.entries(which) as [keyof EntryOf, string][];
    return [...this.#underWay].filter((entry) => wanted.every(([key, value]) => entry[key] === value));
  }
}

export function leftMeanwhile(): AppError {
  return new AppError('conflict', 'conference.left', 'left while the seat was being made');
}
