import type { Kysely } from 'kysely';
import type { AnnotationBoard, AnnotationStroke } from '@haigang/shared/features/annotation/annotation.model';
import { lastOrderOf } from '@haigang/shared/features/annotation/annotation.rules';
import type { Database } from '../../platform/storage/schema.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { strokesOf } from './annotation.stores.js';

interface Tally {
  last: number;
  total: number;
  readonly ofPerson: Map<string, number>;
}

/**
 * How far each open board is, so that a stroke need not read all before it. Changes are counted after their commit, and
 * units run one at a time: inside a unit a tally is what the database says.
 */
export class BoardTallies {
  readonly #known = new Map<string, Tally>();

  async of(db: Kysely<Database>, board: Pick<AnnotationBoard, 'id' | 'incidentId'>): Promise<Readonly<Tally>> {
    const known = this.#known.get(board.id);
    if (known) return known;
    const all = await strokesOf(db, board);
    const tally: Tally = { last: lastOrderOf(all), total: all.length, ofPerson: new Map() };
    for (const { authorId } of all) tally.ofPerson.set(authorId, (tally.ofPerson.get(authorId) ?? 0) + 1);
    this.#known.set(board.id, tally);
    return tally;
  }

  drawn(unit: Unit, { boardId, authorId, order }: AnnotationStroke): void {
    this.#later(unit, boardId, (tally) => {
      tally.last = order;
      tally.total += 1;
      tally.ofPerson.set(authorId, (tally.ofPerson.get(authorId) ?? 0) + 1);
    });
  }

  takenBack(unit: Unit, boardId: string, removedOrder: number): void {
    this.#later(unit, boardId, (tally) => (tally.last = removedOrder));
  }

  closed(unit: Unit, boardId: string): void {
    unit.afterCommit(() => void this.#known.delete(boardId));
  }

  #later(unit: Unit, boardId: string, change: (tally: Tally) => void): void {
    unit.afterCommit(() => {
      const tally = this.#known.get(boardId);
      if (tally) change(tally);
    });
  }
}
