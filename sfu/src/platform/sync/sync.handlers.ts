import { AppError } from '@haigang/shared/kernel/errors';
import type { Change, syncCalls } from '@haigang/shared/kernel/sync';
import type { Handlers } from '../signaling/call-context.js';
import type { SyncHub } from './sync-hub.js';

/** Resume of a page; a second resume on the same socket replaces the first. */
export function createSyncHandlers(hub: () => SyncHub): Handlers<typeof syncCalls> {
  const stops = new WeakMap<object, () => void>();
  return {
    'sync:resume': async ({ connection }, { epoch, seq }) => {
      if (!connection) throw new AppError('invalid_input', 'sync.no-socket', 'resuming belongs to a socket');
      stops.get(connection)?.();
      const subscriber = {
        get principal() {
          return connection.principal;
        },
        deliver: (changes: readonly Change[]) => connection.deliver(changes),
      };
      const { reply, stop } = await hub().resume(subscriber, epoch, seq);
      stops.set(connection, stop);
      connection.scope.defer(stop);
      return reply;
    },
  };
}
