import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Change, ResumeReply } from '../../kernel/sync.js';
import { entities, type EntityName, type EntityOf } from '../../protocol.js';

export type EntityMaps = { readonly [E in EntityName]: ReadonlyMap<string, EntityOf<E>> };

export interface EntityState extends EntityMaps {
  readonly sync: { readonly epoch: string | null; readonly seq: number };
}

function emptyState(): EntityState {
  const maps = Object.fromEntries(Object.keys(entities).map((name) => [name, new Map()]));
  return { ...(maps as unknown as EntityMaps), sync: { epoch: null, seq: 0 } };
}

/** Rows that mean nothing without another: they leave the page with it, since nobody is told of each that it went. */
const PARTS = [{ whole: 'annotation-board', part: 'annotation-stroke', wholeIdOf: 'boardId' }] as const;

function isEntity(name: string): name is EntityName {
  return Object.hasOwn(entities, name);
}

/** What the server said of the durable world, by entity and id; the only copy the page keeps. */
export interface EntityStore {
  readonly store: StoreApi<EntityState>;
  applyResume(reply: ResumeReply): void;
  applyChanges(changes: readonly Change[]): void;
  /** Takes a value that a call returned, unless a newer one has arrived meanwhile. */
  upsert<E extends EntityName>(entity: E, value: EntityOf<E>): void;
  /** As above with many at once: one change for who reads them. */
  upsertAll<E extends EntityName>(entity: E, values: readonly EntityOf<E>[]): void;
}

/** `onInvalid` hears rows that do not parse; they are left out rather than shown wrong. */
export function createEntityStore(onInvalid: (entity: string, id: string) => void): EntityStore {
  const store = createStore<EntityState>(emptyState);

  function parsed(entity: EntityName, id: string, value: unknown): unknown {
    const result = entities[entity].safeParse(value);
    if (result.success) return result.data;
    onInvalid(entity, id);
    return undefined;
  }

  function applyChanges(changes: readonly Change[]): void {
    const state = store.getState();
    const touched = new Map<EntityName, Map<string, unknown>>();
    let seq = state.sync.seq;
    for (const change of changes) {
      if (change.seq <= state.sync.seq || !isEntity(change.entity)) continue;
      seq = Math.max(seq, change.seq);
      let map = touched.get(change.entity);
      if (!map) touched.set(change.entity, (map = new Map<string, unknown>(state[change.entity])));
      const value = change.value === null ? undefined : parsed(change.entity, change.id, change.value);
      if (value === undefined) map.delete(change.id);
      else map.set(change.id, value);
    }
    for (const { whole, part, wholeIdOf } of PARTS) {
      const wholes = touched.get(whole);
      const gone = wholes && [...state[whole].keys()].filter((id) => !wholes.has(id));
      if (!gone?.length) continue;
      const kept = [...(touched.get(part) ?? state[part])].filter(
        ([, row]) => !gone.includes((row as EntityOf<typeof part>)[wholeIdOf]),
      );
      touched.set(part, new Map<string, unknown>(kept));
    }
    store.setState({ ...(Object.fromEntries(touched) as Partial<EntityMaps>), sync: { epoch: state.sync.epoch, seq } });
  }

  function upsertAll<E extends EntityName>(entity: E, values: readonly EntityOf<E>[]): void {
    const next = new Map<string, unknown>(store.getState()[entity]);
    const newer = (values as readonly { id: string; revision?: number }[]).filter(({ id, revision }) => {
      const known = next.get(id) as { revision?: number } | undefined;
      return known?.revision === undefined || revision === undefined || known.revision < revision;
    });
    if (newer.length === 0) return;
    for (const row of newer) next.set(row.id, row);
    store.setState({ [entity]: next } as Partial<EntityState>);
  }

  return {
    store,
    applyChanges,
    applyResume: (reply) => {
      if (reply.kind === 'changes') {
        applyChanges(reply.changes);
        store.setState({ sync: { epoch: reply.epoch, seq: Math.max(reply.seq, store.getState().sync.seq) } });
        return;
      }
      const fresh: Record<string, Map<string, unknown>> = {};
      for (const [entity, rows] of Object.entries(reply.entities)) {
        if (!isEntity(entity)) continue;
        const values = rows.map(({ id, value }) => [id, parsed(entity, id, value)] as const);
        fresh[entity] = new Map(values.filter(([, value]) => value !== undefined));
      }
      store.setState({
        ...emptyState(),
        ...(fresh as Partial<EntityMaps>),
        sync: { epoch: reply.epoch, seq: reply.seq },
      });
    },
    upsert: (entity, value) => upsertAll(entity, [value]),
    upsertAll,
  };
}
