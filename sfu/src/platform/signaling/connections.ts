import type { Connection } from './connection.js';

/** Every open connection, findable by session and principal; owned by the composition root. */
export class Connections {
  readonly #all = new Set<Connection>();

  add(connection: Connection): void {
    this.#all.add(connection);
    connection.scope.defer(() => this.#all.delete(connection));
  }

  get size(): number {
    return this.#all.size;
  }

  [Symbol.iterator](): Iterator<Connection> {
    return this.#all.values();
  }

  ofPrincipal(principalId: string): Connection[] {
    return [...this.#all].filter((connection) => connection.principal.id === principalId);
  }

  ofSession(sessionId: string): Connection[] {
    return [...this.#all].filter((connection) => connection.sessionId === sessionId);
  }
}
