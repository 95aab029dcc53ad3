import { every } from '@haigang/shared/kernel/every';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Connection } from '../../platform/signaling/connection.js';
import type { Sessions } from './sessions.js';

/** [ID6] A session that reached its end is told so within a second, not only when its page calls again. */
export function endExpiredSessions(deps: {
  connections: Iterable<Connection>;
  sessions: Sessions;
  scope: Scope;
  end: (sessionId: string) => void;
}): void {
  const { connections, sessions, scope, end } = deps;
  const stop = every(1000, () => {
    const ended = [...connections].filter(({ sessionId }) => !sessions.isAlive(sessionId));
    for (const { sessionId } of ended) end(sessionId);
    sessions.forgetExpired();
  });
  scope.defer(stop);
}
