import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Principal } from '../../features/identity/identity.model.js';
import type { SettingsReader } from '../../kernel/settings.js';
import type { EntityName, EntityOf } from '../../protocol.js';
import type { Connection, ConnectionState } from './connection.js';
import type { EntityState } from './entity-store.js';

const Context = createContext<Connection | null>(null);

/** Gives the page's one connection to everything below. */
export function ConnectionProvider({
  connection,
  children,
}: {
  connection: Connection;
  children: ReactNode;
}): ReactNode {
  return <Context.Provider value={connection}>{children}</Context.Provider>;
}

export function useConnection(): Connection {
  const connection = useContext(Context);
  if (!connection) throw new Error('no ConnectionProvider above');
  return connection;
}

export function useConnectionState<T>(select: (state: ConnectionState) => T): T {
  return useStore(useConnection().state, select);
}

/** Whether what `test` asks is true of who is signed in here; not before that is known. */
export function usePrincipalIs(test: (principal: Principal) => boolean): boolean {
  return useConnectionState(({ me }) => me !== null && test(me.principal));
}

export function useEntities<T>(select: (state: EntityState) => T): T {
  return useStore(useConnection().entities.store, select);
}

/** Every row of an entity as a list, newest map only when it changed. */
export function useEntityList<E extends EntityName>(entity: E): readonly EntityOf<E>[] {
  const map = useEntities((state) => state[entity]);
  return useMemo(() => [...map.values()] as EntityOf<E>[], [map]);
}

/** The site's settings as this page knows them, the default where it was told none; changes arrive by themselves. */
export function useSettings(): SettingsReader {
  const rows = useEntities((state) => state.setting);
  return useMemo<SettingsReader>(
    () => ({
      get: (definition) => {
        const known = definition.schema.safeParse(rows.get(definition.key)?.value);
        return known.success ? known.data : definition.default;
      },
    }),
    [rows],
  );
}
