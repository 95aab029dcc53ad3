import type { Connection } from './connection.js';

/**
 * One live thing per connection, made when first asked for and shared by every component: a feed is subscribed and
 * polled once per page, however many panels show it. What it holds ends with `connection.scope`.
 */
export function perConnection<T>(create: (connection: Connection) => T): (connection: Connection) => T {
  const known = new WeakMap<Connection, T>();
  return (connection) => {
    const existing = known.get(connection);
    if (existing !== undefined) return existing;
    const made = create(connection);
    known.set(connection, made);
    return made;
  };
}
