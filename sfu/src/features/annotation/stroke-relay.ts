import type { Kysely } from 'kysely';
import type { Clock } from '@haigang/shared/kernel/time';
import { mayWatch } from '@haigang/shared/features/conference/conference.rules';
import { mayFollow } from '@haigang/shared/features/evidence/evidence.rules';
import type { MovingStroke } from '@haigang/shared/features/annotation/annotation.protocol';
import type { CallContext } from '../../platform/signaling/call-context.js';
import type { Connections } from '../../platform/signaling/connections.js';
import { TokenBucket } from '../../platform/signaling/token-bucket.js';
import type { Database } from '../../platform/storage/schema.js';
import { drawnBoard } from './board-access.js';

/** [ANN4] Enough for a moving hand, too little to flood a room. */
const RATE = { burst: 40, perSecond: 40 };

/** Tells the others of a board how a hand moves; nothing of it is kept, and a page that cannot follow misses some. */
export class StrokeRelay {
  readonly #deps: { reader: Kysely<Database>; connections: Connections; clock: Clock };
  readonly #buckets = new WeakMap<object, TokenBucket>();

  constructor(deps: { reader: Kysely<Database>; connections: Connections; clock: Clock }) {
    this.#deps = deps;
  }

  async relay({ principal, connection }: CallContext, moving: MovingStroke): Promise<void> {
    const { reader, connections } = this.#deps;
    const { conference } = await drawnBoard(reader, moving.boardId, principal);
    if (connection && !this.#take(connection)) return;
    for (const other of connections) {
      const sees = mayFollow(conference, other.principal) || mayWatch(conference, other.principal);
      if (other === connection || !sees) continue;
      other.emitVolatile('annotation:drawn', { ...moving, principalId: principal.id });
    }
  }

  #take(connection: object): boolean {
    let bucket = this.#buckets.get(connection);
    if (!bucket) this.#buckets.set(connection, (bucket = new TokenBucket(() => RATE, this.#deps.clock)));
    return bucket.take();
  }
}
